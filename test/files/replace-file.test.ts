import { spawnSync } from "node:child_process";
import {
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openOutput, writeFile } from "../../src/files/output.ts";
import { readSome } from "../../src/files/transfer.ts";

const scratch = mkdtempSync(join(tmpdir(), "bytewright-files-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const ways = [
  ["a file", (name: string, text: string) => writeFile(name, text)],
  ["one of many", (name: string, text: string) => writeFile(name, text, true)],
] as const;

test.each(ways)("%s makes a file, and replaces one where a link leads to", async (way, write) => {
  const [file, link] = [join(scratch, `${way}-file`), join(scratch, `${way}-link`)];
  symlinkSync(file, link);
  for (const text of ["first", "then"]) {
    await write(link, text);
    expect(readFileSync(file, "utf8")).toBe(text);
  }
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test.each(ways)("%s writes to a device that a link leads to, which stays one", async (way, write) => {
  const link = join(scratch, `${way}-null`);
  symlinkSync("/dev/null", link);
  await write(link, "text");
  expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test.each(ways)("%s writes to a pipe, which stays one", async (way, write) => {
  const pipe = join(scratch, `${way}-pipe`);
  expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
  // Who opens it for both waits for nobody.
  const fd = openSync(pipe, constants.O_RDWR);
  try {
    await write(pipe, "text");
    const room = new Uint8Array(100);
    expect(Buffer.from(room.subarray(0, readSome(fd, room))).toString()).toBe("text");
  } finally {
    closeSync(fd);
  }
  expect(statSync(pipe).isFIFO()).toBe(true);
});

test("what was there stays where the new file cannot even be closed", async () => {
  const path = join(scratch, "old");
  await writeFile(path, "what was there");
  const before = readdirSync(scratch);
  const output = await openOutput(path);
  closeSync(output.fd);
  await expect(output.commit()).rejects.toThrow("EBADF");
  await output.discard();
  expect(readFileSync(path, "utf8")).toBe("what was there");
  expect(readdirSync(scratch)).toEqual(before);
});
