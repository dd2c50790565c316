import { closeSync, openSync } from "node:fs";
import { release } from "node:os";
import { PassThrough, Readable, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { checkpointBytes, procSource } from "../../../src/ckpt/checkpoint/index.ts";
import { restartBytes, restartStream, restartSync } from "../../../src/ckpt/restart/index.ts";
import { ordinaryImage, PLACES, vectorNamed } from "../../vectors/vectors.ts";
import { joined, u16, u64, withBytes } from "./damage.ts";

const image = ordinaryImage();
const kernel = "2.6.37";

describe("the result", () => {
  const result = restartBytes({ bytes: image, kernel });

  test("holds what is restored", () => {
    expect(result.comm).toEqual(new Uint8Array(Buffer.from(`bash${"\0".repeat(12)}`)));
    expect(result.set_child_tid).toBe(0n);
    expect(result.clear_child_tid).toBe(0x7f1234567890n);
    expect(result.consumed).toBe(363);
  });

  test("and what else the image says", () => {
    expect(result.header).toMatchObject({ major: 2, minor: 6, patch: 37, rev: 3, time: 1292343295n, uflags: 0n });
    expect(result.task).toMatchObject({ state: 0, exit_state: 0, exit_code: 0, exit_signal: 17 });
    expect(Buffer.from(result.release).toString()).toBe("2.6.37-rc5".padEnd(65, "\0"));
    expect(Buffer.from(result.version).toString()).toBe("#1 SMP Tue Dec 14 2010".padEnd(65, "\0"));
    expect(Buffer.from(result.machine).toString()).toBe("x86_64".padEnd(65, "\0"));
  });
});

describe("the kernel", () => {
  const errnoOn = (choice: string | undefined, bytes = image) => {
    try {
      restartBytes({ bytes, ...(choice !== undefined && { kernel: choice }) });
      return "taken";
    } catch (error) {
      return (error as { errno: string }).errno;
    }
  };

  test.each([
    ["2.6.37", "taken"],
    ["2.6.37-rc5-custom", "taken"],
    ["any", "taken"],
    ["2.6.36", "EINVAL"],
    ["2.6", "EINVAL"],
    ["Any", "EINVAL"],
    ["", "EINVAL"],
  ])("%s: %s", (choice, expected) => {
    expect(errnoOn(choice)).toBe(expected);
  });

  test("a patch level over 255 carries", () => {
    expect(errnoOn("2.6.300", vectorNamed("ok-kver-patch300").image)).toBe("taken");
    expect(errnoOn("2.7.44", vectorNamed("ok-kver-patch300").image)).toBe("taken");
  });

  test("any kernel still needs the magic, the revision, no flags and the constants", () => {
    for (const [at, bytes] of [
      [8, u64(0n)],
      [24, u16(2)],
      [48, u64(1n)],
      [38, u16(64)],
    ] as const) {
      expect(errnoOn("any", withBytes(image, at, bytes))).toBe("EINVAL");
    }
  });

  test.runIf(/^\d+\.\d+\.\d+/.test(release()))("is the running one by default", () => {
    expect(errnoOn(undefined, checkpointBytes({ source: procSource }))).toBe("taken");
  });
});

describe("what a restart refuses before it reads", () => {
  const answerTo = (options: { fd: number; kernel?: string }) => {
    try {
      restartSync(options);
      return "none";
    } catch (error) {
      return (error as { errno: string }).errno;
    }
  };

  test.each([
    ["flags", { flags: 1 }, "EINVAL"],
    ["flags before a bad descriptor", { flags: 1, fd: 9999 }, "EINVAL"],
    ["a descriptor that is not open", { fd: 9999 }, "EBADF"],
    ["no descriptor", { fd: -1 }, "EBADF"],
    ["a log that is not open", { logFd: 9999 }, "EBADF"],
    ["a negative log but -1", { logFd: -2 }, "EBADF"],
  ])("%s", (_what, options, expected) => {
    const fd = openSync("/dev/null", "r");
    expect(answerTo({ fd, ...options })).toBe(expected);
    closeSync(fd);
  });

  test("a descriptor that cannot be read from", () => {
    const fd = openSync("/dev/null", "w");
    expect(answerTo({ fd, kernel })).toBe("EBADF");
    closeSync(fd);
  });

  test("flags and closed streams", async () => {
    const closed = new PassThrough().destroy();
    const stream = new PassThrough();
    await expect(restartStream({ stream, flags: 1 })).rejects.toMatchObject({ errno: "EINVAL" });
    await expect(restartStream({ stream: closed })).rejects.toMatchObject({ errno: "EBADF" });
    const log = new Writable().destroy();
    await expect(restartStream({ stream, log })).rejects.toMatchObject({ errno: "EBADF" });
    expect(() => restartBytes({ bytes: image, flags: 1 })).toThrow("flags are 0x1, expected 0");
  });
});

describe("images one behind the other", () => {
  const three = joined(image, image, image);

  test("in a stream", async () => {
    for (const stream of [Readable.from([Buffer.from(three)]), Readable.from([three], { objectMode: false })]) {
      for (let round = 0; round < 3; round++) {
        expect((await restartStream({ stream, kernel })).consumed).toBe(363);
      }
      await expect(restartStream({ stream, kernel })).rejects.toMatchObject({
        errno: "EPIPE",
        fault: { offset: 0, found: 0 },
      });
    }
  });

  test("in memory", () => {
    const consumed = [0, 1, 2].map((n) => restartBytes({ bytes: three.subarray(n * PLACES.end), kernel }).consumed);
    expect(consumed).toEqual([363, 363, 363]);
  });
});

describe("an interrupted restart answers EINTR", () => {
  test("while it waits for a stream", async () => {
    const stream = new PassThrough();
    stream.write(image.subarray(0, 100));
    const run = restartStream({ stream, kernel, signal: AbortSignal.timeout(20) });
    await expect(run).rejects.toMatchObject({ errno: "EINTR" });
    expect(stream.listenerCount("readable")).toBe(0);
  });

  test("while it waits for its log", async () => {
    const log = new Writable({ write() {} });
    const stream = Readable.from([Buffer.from(image)]);
    const run = restartStream({ stream, log, kernel: "2.6.36", signal: AbortSignal.timeout(20) });
    await expect(run).rejects.toMatchObject({ errno: "EINVAL" });
  });

  test("when bytes and the abort come at once", async () => {
    const stream = new PassThrough();
    const controller = new AbortController();
    const run = restartStream({ stream, kernel, signal: controller.signal });
    await new Promise(setImmediate);
    stream.on("readable", () => controller.abort());
    stream.write(image.subarray(0, 3));
    await expect(run).rejects.toMatchObject({ errno: "EINTR" });
  });

  test("before it starts", () => {
    const signal = AbortSignal.abort();
    expect(() => restartBytes({ bytes: image, kernel, signal })).toThrow(expect.objectContaining({ errno: "EINTR" }));
  });
});

test("a stream that fails ends the restart with its error", async () => {
  const stream = new PassThrough();
  stream.write(image.subarray(0, 100));
  setImmediate(() => stream.destroy(Object.assign(new Error("connection reset"), { code: "ECONNRESET" })));
  await expect(restartStream({ stream, kernel })).rejects.toMatchObject({
    errno: "ECONNRESET",
    message: "connection reset",
    pos: 64,
  });
});
