import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CkptHdrHeader } from "../../../generated/ckpt/index.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { program, scratchFolder } from "./run.ts";

const size = 2 ** 29;
const folder = scratchFolder();

const skipsWithoutScript = skipsWithoutProgram("script");

/** As JSON it takes seconds; it takes no room on the disk. */
function longImage(): string {
  const path = join(folder, "long.ckpt");
  const fd = openSync(path, "w");
  const at = writeSync(fd, CkptHdrHeader.encode(CkptHdrHeader.create()));
  writeSync(fd, new Uint8Array(new Uint32Array([77, size]).buffer), 0, 8, at);
  ftruncateSync(fd, at + size);
  closeSync(fd);
  return path;
}

/** What a command writes to a terminal, which is 80 columns wide. */
function onTerminal(line: string): string {
  const command = line.replaceAll(/(?<!\.)ckpt /g, `"${process.execPath}" "${program}" `);
  return spawnSync("script", ["-qec", command, "/dev/null"], { encoding: "utf8", maxBuffer: 2 ** 28 }).stdout;
}

test.skipIf(skipsWithoutScript)("a terminal shows how far it is, in one line that goes away", () => {
  const shown = /\r\x1b\[K\x1b\[\?7ldecode: \d{1,2} %\x1b\[\?7h/g;
  const output = onTerminal(`ckpt decode ${longImage()} > /dev/null`);
  expect(output.match(shown)?.length).toBeGreaterThan(1);
  expect(output.replace(shown, "")).toBe("\r\x1b[K");
});

/** Zeros that come slowly; nobody knows how many. */
const pipe = "(head -c 1000000; sleep 1.2; head -c 1000000) < /dev/zero";

test.skipIf(skipsWithoutScript)("of a pipe, the amount is shown, and is gone before there is anything else", () => {
  const output = onTerminal(`${pipe} | ckpt inspect --summary -`);
  expect(output).toMatch(
    /^(\r\x1b\[K\x1b\[\?7linspect: \d MiB\x1b\[\?7h)+\r\x1b\[K[^\r]*total: 0 records, 2000000 bytes/,
  );
});

test.skipIf(skipsWithoutScript)("a signal that ends the program takes the line away", () => {
  // A line that does not end.
  const slow = "while sleep 0.2; do printf ' '; done";
  const output = onTerminal(`(${slow}) | { ckpt encode - --output ${folder}/new <&3 & sleep 5; kill $!; wait; } 3<&0`);
  expect(output).toMatch(/^(\r\x1b\[K\x1b\[\?7lencode: 0 MiB\x1b\[\?7h)+\r\x1b\[K$/);
});

test.skipIf(skipsWithoutScript).each([
  ["records are shown there", `${pipe} | ckpt inspect -`],
  ["it can do nothing but write", `${pipe} | TERM=dumb ckpt inspect - > /dev/null`],
  ["standard error goes elsewhere", `${pipe} | ckpt inspect - > /dev/null 2> /dev/null`],
  ["it takes no second", `head -c 1000 /dev/zero | ckpt inspect - > /dev/null`],
])("a terminal shows no progress if %s", (_, line) => {
  expect(onTerminal(line)).not.toContain("\x1b[K");
});
