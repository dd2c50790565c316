import { spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CkptHdrHeader } from "../../../generated/ckpt/index.ts";
import { beginProgress, progressLine } from "../../../src/cli/ckpt/progress.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { program, scratchFolder } from "./run.ts";

const KiB = 2 ** 10;
const MiB = 2 ** 20;
const GiB = 2 ** 30;
const folder = scratchFolder();

const skipsWithoutScript = skipsWithoutProgram("script");

test.each([
  [1.2 * GiB, 4 * GiB, 1.5, "inspect: 1.2 GiB of 4.0 GiB, 819 MiB/s, 4 s left"],
  [300 * MiB, undefined, 4, "inspect: 300 MiB, 75 MiB/s"],
  [1, 1, 2, "inspect: 1 B of 1 B, 1 B/s, 0 s left"],
  [100, 100 * KiB, 1, "inspect: 100 B of 100 KiB, 100 B/s, 17 min 3 s left"],
  [MiB, GiB, 10, "inspect: 1.0 MiB of 1.0 GiB, 102 KiB/s, 2 h 50 min left"],
  [9.96 * MiB, 10 * MiB, 9.96, "inspect: 10 MiB of 10 MiB, 1.0 MiB/s, 1 s left"],
  [1023.6 * KiB, 1023.4 * KiB, 1, "inspect: 1.0 MiB of 1023 KiB, 1.0 MiB/s"],
  [0, 10, 5, "inspect: 0 B of 10 B, 0 B/s"],
])("%d of %s bytes in %d s", (done, total, seconds, line) => {
  expect(progressLine({ what: "inspect", done, total, seconds })).toBe(line);
});

test("says nothing in the first second, then something five times a second, and leaves no trace", () => {
  const lines: string[] = [];
  let now = 5000;
  const progress = beginProgress(
    "decode",
    3 * MiB,
    (line) => lines.push(line),
    () => now,
  );
  for (let i = 0; i < 30; i++) {
    now += 50;
    progress.add(100 * KiB);
  }
  progress.end();
  expect(lines).toEqual([
    "decode: 2.0 MiB of 3.0 MiB, 2.0 MiB/s, 1 s left",
    "decode: 2.3 MiB of 3.0 MiB, 2.0 MiB/s, 1 s left",
    "decode: 2.7 MiB of 3.0 MiB, 2.0 MiB/s, 1 s left",
    "",
  ]);
});

/** As JSON it takes seconds; it takes no room on the disk. */
function longImage(): string {
  const path = join(folder, "long.ckpt");
  const fd = openSync(path, "w");
  const at = writeSync(fd, CkptHdrHeader.encode(CkptHdrHeader.create()));
  writeSync(fd, new Uint8Array(new Uint32Array([77, GiB]).buffer), 0, 8, at);
  ftruncateSync(fd, at + GiB);
  closeSync(fd);
  return path;
}

/** What a command writes to a terminal, which is 80 columns wide. */
function onTerminal(line: string): string {
  const command = line.replaceAll(/(?<!\.)ckpt /g, `"${process.execPath}" "${program}" `);
  return spawnSync("script", ["-qec", command, "/dev/null"], { encoding: "utf8", maxBuffer: 2 ** 28 }).stdout;
}

test.skipIf(skipsWithoutScript)("a terminal shows how far it is, in one line that goes away", () => {
  const shown = /\r\x1b\[K\x1b\[\?7ldecode: \d+ MiB of 1\.0 GiB, \d+ MiB\/s, (\d+ min )?\d+ s left\x1b\[\?7h/g;
  const output = onTerminal(`ckpt decode ${longImage()} > /dev/null`);
  expect(output.match(shown)?.length).toBeGreaterThan(1);
  expect(output.replace(shown, "")).toBe("\r\x1b[K");
});

/** Zeros that come slowly; nobody knows how many. */
const pipe = "(head -c 1000000; sleep 1.2; head -c 1000000) < /dev/zero";

test.skipIf(skipsWithoutScript)(
  "of a pipe, amount and rate are shown, and are gone before there is anything else",
  () => {
    const output = onTerminal(`${pipe} | ckpt inspect --summary -`);
    expect(output).toMatch(
      /^(\r\x1b\[K\x1b\[\?7linspect: [\d.]+ [KM]iB, [\d.]+ [KM]iB\/s\x1b\[\?7h)+\r\x1b\[K[^\r]*total: 0 records, 2000000 bytes/,
    );
  },
);

test.skipIf(skipsWithoutScript)("a signal that ends the program takes the line away", () => {
  // A line that does not end.
  const slow = "while sleep 0.2; do printf ' '; done";
  const output = onTerminal(`(${slow}) | { ckpt encode - --output ${folder}/new <&3 & sleep 5; kill $!; wait; } 3<&0`);
  expect(output).toMatch(/^(\r\x1b\[K\x1b\[\?7lencode: \d+ B, \d+ B\/s\x1b\[\?7h)+\r\x1b\[K$/);
});

test.skipIf(skipsWithoutScript).each([
  ["records are shown there", `${pipe} | ckpt inspect -`],
  ["it can do nothing but write", `${pipe} | TERM=dumb ckpt inspect - > /dev/null`],
  ["standard error goes elsewhere", `${pipe} | ckpt inspect - > /dev/null 2> /dev/null`],
  ["it takes no second", `head -c 1000 /dev/zero | ckpt inspect - > /dev/null`],
])("a terminal shows no progress if %s", (_, line) => {
  expect(onTerminal(line)).not.toContain("\x1b[K");
});
