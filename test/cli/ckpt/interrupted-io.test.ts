import { execFileSync, spawn } from "node:child_process";
import { constants, copyFileSync, mkdtempSync, openSync, readFileSync, truncateSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { type SystemCall, skipsWithoutStrace } from "../../support/strace.ts";
import { strikeEach, type Target } from "../../support/strike.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { ckpt, endOf, file, program, scratchFolder, startCkpt } from "./run.ts";

const folder = scratchFolder();
const image = Buffer.from(ordinaryImage());
const good = file(folder, "good.ckpt", image);
const large = file(folder, "large.ckpt", Buffer.concat(Array(4000).fill(image)));
const places = Object.entries(PLACES).filter(([name]) => name !== "end");
const json = ckpt(["decode", good]).bytes;

/** Starts the program and gathers what it prints. */
function start(args: readonly string[]) {
  const child = startCkpt(args);
  const output: Buffer[] = [];
  child.stdout?.on("data", (data) => output.push(data));
  const ended = endOf(child);
  const closed = new Promise((resolve) => child.on("close", resolve));
  return { child, result: async () => ({ code: await ended, bytes: await closed.then(() => Buffer.concat(output)) }) };
}

describe("an input that comes byte by byte", () => {
  test.each([
    [["verify", "--kernel", "any", "-"], image],
    [["verify", "--kernel", "any", "--all", "-"], image],
    [["restart", "--kernel", "any", "-"], image],
    [["inspect", "-"], image],
    [["inspect", "--summary", "-"], image],
    [["decode", "-"], image],
    [["diff", "-", good], image],
    [["encode", "-", "--output", "-"], json],
  ] as const)("ckpt %j", async (args, input) => {
    const whole = ckpt(args, { input });
    const { child, result } = start(args);
    // One that has read enough goes.
    child.stdin?.on("error", () => {});
    for (const byte of input) {
      child.stdin?.write(Uint8Array.of(byte));
      await turn();
    }
    child.stdin?.end();
    expect(await result()).toEqual({ code: whole.code, bytes: whole.bytes });
  });

  test.each(places)("and ends at a record: %s", (_, place) => {
    const run = ckpt(["verify", "--kernel", "any", "-"], { input: image.subarray(0, place) });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^ckpt: -: EPIPE: at 0x[0-9a-f]+: .*\n$/);
  });
});

describe("a descriptor that would not wait", () => {
  /** A pipe as one descriptor for both ends: the child has the same as the socket, which makes it non-blocking. */
  const startOn = (args: readonly string[], end: "stdin" | "stdout") => {
    const fifo = join(mkdtempSync(join(folder, "pipe-")), "fifo");
    execFileSync("mkfifo", [fifo]);
    const fd = openSync(fifo, constants.O_RDWR);
    const stdio = end === "stdin" ? ([fd, "ignore", "inherit"] as const) : (["ignore", fd, "inherit"] as const);
    const child = spawn(process.execPath, [program, ...args], { stdio: [...stdio] });
    return { ended: endOf(child), socket: new Socket({ fd, readable: end === "stdout", writable: end === "stdin" }) };
  };

  test("standard input", async () => {
    const { ended, socket } = startOn(["verify", "--kernel", "any", "-"], "stdin");
    for (let at = 0; at < image.length; at += 50) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      socket.write(image.subarray(at, at + 50));
    }
    expect(await ended).toBe(0);
    socket.destroy();
  });

  test("standard output", async () => {
    const { ended, socket } = startOn(["decode", large], "stdout");
    const expected = ckpt(["decode", large]).bytes;
    const parts: Buffer[] = [];
    let length = 0;
    await new Promise<void>((resolve) => {
      socket.on("data", (data: Buffer) => {
        parts.push(data);
        length += data.length;
        if (length >= expected.length) resolve();
      });
    });
    expect(await ended).toBe(0);
    expect(Buffer.concat(parts).equals(expected)).toBe(true);
    socket.destroy();
  });
});

test("a file that shrinks while it is read has ended", async () => {
  const path = join(folder, "shrinks");
  copyFileSync(large, path);
  const child = startCkpt(["decode", path]);
  const closed = new Promise((resolve) => child.on("close", resolve));
  const output: Buffer[] = [];
  await new Promise((resolve) => child.stdout?.once("readable", resolve));
  // Nobody has read on, so that most of the file is still to be read.
  truncateSync(path, image.length);
  child.stdout?.on("data", (data) => output.push(data));
  expect(await closed).toBe(0);
  const back = ckpt(["encode", "-", "--output", "-"], { input: Buffer.concat(output) }).bytes;
  expect(back.equals(readFileSync(large).subarray(0, back.length))).toBe(true);
  expect(back.length).toBeLessThan(readFileSync(large).length);
});

describe.skipIf(skipsWithoutStrace)("each read of an image (skipped without strace)", () => {
  const verify: Target = {
    prepare() {
      const own = mkdtempSync(join(folder, "read-"));
      copyFileSync(good, join(own, "image"));
      return own;
    },
    command: (own) => [process.execPath, program, "verify", "--kernel", "any", join(own, "image")],
  };
  const reads = ({ name }: SystemCall) => name === "read";

  test("is made again when it is interrupted", async () => {
    const names = await strikeEach(
      verify,
      "EINTR",
      ({ code, stderr, at }) => expect([code, stderr], at).toEqual([0, ""]),
      reads,
    );
    expect(names.length).toBeGreaterThan(5);
  });

  test("fails, which is said in one line", async () => {
    await strikeEach(
      verify,
      "EIO",
      ({ folder: own, code, stderr, at }) =>
        expect([code, stderr], at).toEqual([1, `ckpt: ${own}/image: EIO: i/o error\n`]),
      reads,
    );
  });
});
