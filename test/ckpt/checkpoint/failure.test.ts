import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import {
  type CheckpointSource,
  checkpointBytes,
  checkpointStream,
  checkpointSync,
} from "../../../src/ckpt/checkpoint/index.ts";
import { restartBytes } from "../../../src/ckpt/restart/index.ts";
import { scan } from "../../../src/image/index.ts";
import { ordinaryImage, ordinarySource, PLACES } from "../../vectors/vectors.ts";

const scratch = mkdtempSync(join(tmpdir(), "ckpt-failure-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const source = ordinarySource();
const places = Object.entries(PLACES).filter(([name]) => name !== "end");
const broken = (part: object): CheckpointSource => ({ ...source, ...part });
const fail = () => {
  throw new TypeError("a bug");
};
const textOf = (bytes: Uint8Array, kernel = "2.6.37"): string | undefined => {
  try {
    restartBytes({ bytes, kernel });
    return undefined;
  } catch (error) {
    return (error as { text?: string }).text;
  }
};

describe("a failed checkpoint ends its image with the reason, which the log has, too", () => {
  test.each([
    [
      "no kernel version",
      broken({ kernel: fail }),
      PLACES.header,
      /^\[err -5\]\[pos 0\]\[E @ fail:\d+\]\[pid -1 tsk NULL\]a bug$/,
    ],
    ["no utsname", broken({ uts: fail }), PLACES.release, /^\[err -5\]\[pos 56\]/],
    [
      "a utsname string that is too long",
      broken({ uts: () => ({ ...source.uts(), machine: new Uint8Array(66) }) }),
      PLACES.machine,
      /^\[err -22\]\[pos 202\]\[E @ padded:\d+\]\[pid -1 tsk NULL\]utsname.machine: 66 bytes do not fit into 65$/,
    ],
    [
      "a number that does not fit",
      broken({ task: () => ({ ...source.task(77), exit_code: 2 ** 33 }) }),
      PLACES.task,
      /^\[err -22\]\[pos 283\]\[E @ \w+:\d+\]\[pid 77 tsk bash\]ckpt_hdr_task.exit_code: 8589934592 does not fit u32/,
    ],
  ])("%s", async (name, failing, place, text) => {
    const lines: string[] = [];
    const stream = new PassThrough();
    const log = (line: Uint8Array) => lines.push(Buffer.from(line).toString());
    expect(() => checkpointBytes({ source: failing, log })).toThrow();
    expect(lines).toEqual([expect.stringMatching(text)]);

    await expect(checkpointStream({ stream, source: failing })).rejects.toThrow();
    stream.end();
    const bytes = await buffer(stream);
    expect(new Uint8Array(bytes.subarray(0, place)), name).toEqual(ordinaryImage().subarray(0, place));
    expect(textOf(bytes)).toMatch(text);
  });
});

test("an error of the caller's own is thrown as it is", () => {
  expect(() => checkpointBytes({ source: broken({ time: fail }) })).toThrow(TypeError);
});

test("so is what is no error at all, and the image tells it", async () => {
  const failing = broken({
    uts: () => {
      throw "no luck";
    },
  });
  const [stream, log] = [new PassThrough(), new PassThrough()];
  await expect(checkpointStream({ stream, log, source: failing })).rejects.toBe("no luck");
  const text = "[err -5][pos 56][E @ unknown:0][pid -1 tsk NULL]no luck";
  expect(textOf(await buffer(stream.end()))).toBe(text);
  expect((await buffer(log.end())).toString()).toBe(text);
});

test("a reason that is too long is cut, and ends with a NUL", () => {
  const file = join(scratch, "long");
  const fd = openSync(file, "w");
  const long = () => {
    throw new RangeError("é".repeat(1000));
  };
  expect(() => checkpointSync({ fd, source: broken({ kernel: long }), logFd: fd })).toThrow(RangeError);
  closeSync(fd);
  const bytes = readFileSync(file);
  expect(bytes.readUInt32LE(12), "len of the STRING").toBe(8 + 1024);
  expect([bytes[16], bytes[16 + 1023]]).toEqual([0, 0]);
  const log = bytes.subarray(16 + 1024);
  expect(log).toHaveLength(1022);
  // The last byte is half a character, which the log shows as one that it cannot print.
  expect(log.subarray(0, 1021)).toEqual(bytes.subarray(17, 17 + 1021));
});

describe("when writing fails", () => {
  test("the system's error is the answer", () => {
    const fd = openSync("/dev/full", "w");
    expect(() => checkpointSync({ fd, source })).toThrow(expect.objectContaining({ errno: "ENOSPC", pos: 0 }));
    closeSync(fd);
  });

  test("so it is on a descriptor that cannot be written to", () => {
    const fd = openSync("/dev/null", "r");
    expect(() => checkpointSync({ fd, source })).toThrow(expect.objectContaining({ errno: "EBADF" }));
    closeSync(fd);
  });

  test("a log that fails changes nothing", () => {
    const fd = openSync("/dev/null", "w");
    const logFd = openSync("/dev/full", "w");
    expect(() => checkpointSync({ fd, logFd, source: broken({ kernel: fail }) })).toThrow("a bug");
    closeSync(fd);
    closeSync(logFd);
  });

  test("a stream's error is the answer, and is heard by nobody else", async () => {
    let room = 2;
    const stream = new Writable({
      write(_chunk, _encoding, done) {
        room -= 1;
        done(room < 0 ? Object.assign(new Error("reset"), { code: "ECONNRESET" }) : null);
      },
    });
    await expect(checkpointStream({ stream, source })).rejects.toMatchObject({ errno: "ECONNRESET", pos: 129 });
    await new Promise(setImmediate);
  });

  test("what a stream fails with may be no error", async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done("reset" as unknown as Error) });
    await expect(checkpointStream({ stream, source })).rejects.toMatchObject({
      ...{ name: "CkptError", errno: "EIO", pos: 0, message: "reset", cause: "reset" },
    });
  });

  test("a stream that is closed under it is EPIPE", async () => {
    const stream = new Writable({ write() {} });
    setImmediate(() => stream.destroy());
    await expect(checkpointStream({ stream, source })).rejects.toMatchObject({ errno: "EPIPE", pos: 0 });
  });
});

test.each(places)("a stream that is closed in front of a record: %s", async (_, place) => {
  let taken = 0;
  const stream = new Writable({
    write(chunk, _encoding, done) {
      if (taken === place) return stream.destroy();
      taken += chunk.length;
      done();
    },
  });
  await expect(checkpointStream({ stream, source })).rejects.toMatchObject({ errno: "EPIPE", pos: place });
});

test("a process that ends while it is checkpointed is ESRCH, and the image says so", async () => {
  const child = spawn("sleep", ["600"], { stdio: "ignore" });
  const stream = new PassThrough({ highWaterMark: 1 });
  const answer = checkpointStream({ stream, pid: child.pid as number }).catch((error: unknown) => error);
  // The header is written, and waits to be read.
  await new Promise(setImmediate);
  child.kill("SIGKILL");
  await once(child, "exit");
  const bytes = buffer(stream);
  expect(await answer).toMatchObject({ errno: "ESRCH", pos: PLACES.task });
  stream.end();
  expect(textOf(await bytes, "any")).toMatch(/^\[err -3\]\[pos 283\].*there is no process \d+$/);
});

test("an interrupted checkpoint answers EINTR, and its image says so", async () => {
  const stream = new PassThrough({ highWaterMark: 100 });
  const signal = AbortSignal.timeout(20);
  await expect(checkpointStream({ stream, source, signal })).rejects.toMatchObject({ errno: "EINTR" });
  stream.end();
  const image = await buffer(stream);
  const places: number[] = [];
  scan(image, Ckpt, { ckpt_hdr_error: (_, at) => void places.push(at) });
  // What waited to be read when it was interrupted is in the image, and counts.
  expect(places).toEqual([PLACES.version]);
  expect(textOf(image)).toMatch(/^\[err -4\]\[pos 129\]\[E @ \w+:\d+\]\[pid -1 tsk NULL\]interrupted$/);
});

test("a stream is written to no faster than it is read from", async () => {
  const stream = new PassThrough({ highWaterMark: 64 });
  const run = checkpointStream({ stream, source });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(stream.readableLength + stream.writableLength).toBeLessThan(363);
  const written = buffer(stream);
  await run;
  stream.end();
  expect(new Uint8Array(await written)).toEqual(ordinaryImage());
});
