import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fdPort, ReadFailed, WriteFailed } from "../../src/io/index.ts";

const pattern = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251);

let scratch: string;
let fifo: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), "ckpt-fd-"));
  fifo = join(scratch, "fifo");
  execFileSync("mkfifo", [fifo]);
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe("reading", () => {
  test("a file: from where it stands, and less only at its end", () => {
    const file = join(scratch, "file");
    writeFileSync(file, pattern(10));
    const fd = openSync(file, "r");
    readSync(fd, new Uint8Array(3));
    const { read } = fdPort(fd, -1);
    expect(read?.(4)).toEqual(pattern(10).subarray(3, 7));
    expect(read?.(4)).toEqual(pattern(10).subarray(7));
    expect(read?.(4)).toHaveLength(0);
    closeSync(fd);
  });

  test("a pipe that is written to in pieces", async () => {
    const writer = spawn("sh", ["-c", `exec > "$0"; for part in ab cd ef; do printf $part; sleep 0.05; done`, fifo]);
    const fd = openSync(fifo, "r");
    const { read } = fdPort(fd, -1);
    expect(Buffer.from(read?.(5) ?? []).toString()).toBe("abcde");
    expect(Buffer.from(read?.(5) ?? []).toString()).toBe("f");
    closeSync(fd);
    await once(writer, "exit");
  });

  test("a pipe that would not wait", async () => {
    const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    expect(() => readSync(fd, new Uint8Array(1))).toThrow("EAGAIN");
    const writer = spawn("sh", ["-c", `exec > "$0"; sleep 0.1; printf ab; sleep 0.1; printf cd`, fifo]);
    await once(writer, "spawn");
    expect(Buffer.from(fdPort(fd, -1).read?.(4) ?? []).toString()).toBe("abcd");
    closeSync(fd);
    await once(writer, "exit");
  });

  test("a directory", () => {
    const fd = openSync(scratch, "r");
    expect(() => fdPort(fd, -1).read?.(1)).toThrow(ReadFailed);
    closeSync(fd);
  });
});

describe("writing", () => {
  test("more than a pipe holds, to a pipe that would not wait", async () => {
    const copy = join(scratch, "copy");
    const bytes = pattern(300_000);
    const fd = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    const reader = spawn("sh", ["-c", `sleep 0.1; head -c 300000 "$0" > "$1"`, fifo, copy]);
    await once(reader, "spawn");
    fdPort(fd, -1).write?.(bytes);
    await once(reader, "exit");
    closeSync(fd);
    expect(Buffer.compare(readFileSync(copy), bytes)).toBe(0);
  });

  test("to a pipe that nobody reads", () => {
    const both = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
    const writer = openSync(fifo, "w");
    closeSync(both);
    expect(() => fdPort(writer, -1).write?.(pattern(1))).toThrow(
      expect.objectContaining({
        name: "WriteFailed",
        partial: false,
        cause: expect.objectContaining({ code: "EPIPE" }),
      }),
    );
    closeSync(writer);
  });

  test("to a device that is full", () => {
    const fd = openSync("/dev/full", "w");
    expect(() => fdPort(fd, -1).write?.(pattern(1))).toThrow(WriteFailed);
    closeSync(fd);
  });

  test("the log, if there is one", () => {
    const file = join(scratch, "log");
    const logFd = openSync(file, "w");
    writeSync(logFd, "before ");
    fdPort(-1, logFd).log?.(Buffer.from("line"));
    fdPort(-1, -1).log?.(Buffer.from("line"));
    closeSync(logFd);
    fdPort(-1, logFd).log?.(Buffer.from("line"));
    expect(readFileSync(file, "utf8")).toBe("before line");
  });
});
