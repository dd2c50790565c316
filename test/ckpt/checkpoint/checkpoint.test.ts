import { closeSync, openSync } from "node:fs";
import { PassThrough, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { CkptHdrTail, CkptHdrType } from "../../../generated/ckpt/index.ts";
import {
  checkpointBytes,
  checkpointStream,
  checkpointSync,
  writeBuffer,
  writePayloadHeader,
  writeRecord,
} from "../../../src/ckpt/checkpoint/index.ts";
import { type CkptContext, createContext } from "../../../src/ckpt/context.ts";
import { restartBytes } from "../../../src/ckpt/restart/index.ts";
import { type Driver, gatheringPort, runSync } from "../../../src/io/index.ts";
import { ordinarySource } from "../../vectors/vectors.ts";

const source = ordinarySource();

function toNull(options: { fd?: number; logFd?: number; flags?: number; pid?: number } = {}): number {
  const fd = openSync("/dev/null", "w");
  try {
    return checkpointSync({ fd, source, ...options });
  } finally {
    closeSync(fd);
  }
}

test("identifiers count 1, 2, 3 …, and a failed checkpoint takes none", async () => {
  // Other files of tests may have made some in this process; that a process starts with 1, the program's tests tell.
  const before = toNull();
  expect(before).toBeGreaterThan(0);
  expect(() => toNull({ fd: 9999 })).toThrow();
  expect(() => checkpointBytes({ pid: 2 ** 30 })).toThrow();
  expect(toNull()).toBe(before + 1);
  expect(await checkpointStream({ stream: new PassThrough(), source })).toBe(before + 2);
});

describe("what a checkpoint refuses before it writes", () => {
  test.each([
    ["flags", { flags: 1 }, "EINVAL"],
    ["flags before a bad descriptor", { flags: -1, fd: 9999 }, "EINVAL"],
    ["a descriptor that is not open", { fd: 9999 }, "EBADF"],
    ["no descriptor", { fd: -1 }, "EBADF"],
    ["a log that is not open", { logFd: 9999 }, "EBADF"],
  ])("%s", (_what, options, errno) => {
    expect(() => toNull(options)).toThrow(expect.objectContaining({ name: "CkptError", errno, pos: 0 }));
  });

  test("flags and closed streams", async () => {
    const stream = new PassThrough();
    const closed = new Writable().destroy();
    await expect(checkpointStream({ stream, flags: 1 })).rejects.toMatchObject({ errno: "EINVAL" });
    await expect(checkpointStream({ stream: closed })).rejects.toMatchObject({ errno: "EBADF" });
    await expect(checkpointStream({ stream, log: closed })).rejects.toMatchObject({ errno: "EBADF" });
    expect(stream.readableLength).toBe(0);
    expect(() => checkpointBytes({ flags: 2 })).toThrow("flags are 0x2, expected 0");
  });
});

describe("values", () => {
  const taskOf = (task: object, options: object = {}) => {
    const changed = { ...source, ...options, task: () => ({ ...source.task(1), ...task }) };
    return restartBytes({ bytes: checkpointBytes({ source: changed }), kernel: "any" });
  };

  test("signed numbers are stored as unsigned ones of their width", () => {
    const { task, header } = taskOf({ state: -1, exit_signal: -1, exit_code: 0xffffffff }, { time: () => -1n });
    expect(task).toMatchObject({ state: 0xffffffff, exit_signal: 0xffffffff, exit_code: 0xffffffff });
    expect(header.time).toBe(0xffffffffffffffffn);
  });

  test.each([
    ["state too small", { state: -0x80000001 }, "ckpt_hdr_task.state: -2147483649 does not fit u32 (0..4294967295)"],
    ["state too large", { state: 2 ** 32 }, "ckpt_hdr_task.state: 4294967296 does not fit u32 (0..4294967295)"],
    ["comm too long", { comm: new Uint8Array(17) }, "comm: 17 bytes do not fit into 16"],
  ])("%s", (_what, task, message) => {
    expect(() => taskOf(task)).toThrow(expect.objectContaining({ errno: "EINVAL", message }));
  });

  test("a utsname string of 66 bytes", () => {
    const uts = () => ({ ...source.uts(), version: new Uint8Array(66) });
    expect(() => taskOf({}, { uts })).toThrow("utsname.version: 66 bytes do not fit into 65");
  });
});

describe("writers", () => {
  const written = (write: (ctx: CkptContext) => Driver<void>) => {
    const ctx = createContext({ mask: 0, print: () => {} });
    const port = gatheringPort();
    runSync(write(ctx), port);
    expect(ctx.pos).toBe(port.bytes().length);
    return Buffer.from(port.bytes()).toString("hex");
  };

  test("a whole record", () => {
    expect(written((ctx) => writeRecord(ctx, CkptHdrTail, {}))).toBe("292300001000000000efdec00c2a2d00");
  });

  test("a header whose payload follows", () => {
    expect(written((ctx) => writePayloadHeader(ctx, CkptHdrType.CKPT_HDR_BUFFER, 2))).toBe("030000000a000000");
    expect(written((ctx) => writeBuffer(ctx, Buffer.from("ab")))).toBe("030000000a0000006162");
  });

  test.each([-1, 0.5, 0x7ffffff8])("no header for a payload of %d bytes", (size) => {
    expect(() => written((ctx) => writePayloadHeader(ctx, 3, size))).toThrow(
      expect.objectContaining({ errno: "EINVAL" }),
    );
  });
});
