import { closeSync, openSync, statfsSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { CkptHdrBuffer, CkptHdrHeader } from "bytewright/ckpt";
import { type ProcessCommand, peakMemoryOf, timeCommands } from "../commands.ts";
import type { Group, Measured, Options } from "../group.ts";
import { header } from "../records/header.ts";
import { scratchFile } from "../scratch.ts";
import { bin } from "./programs.ts";

const size = 2 ** 30;
const payloadSize = 2 ** 16;
const records = size / payloadSize;

/** As much as `ckpt` reads at once. */
const chunkSize = 2 ** 18;

const readLoop = "by hand, readSync";

export const inspectGroup: Group = {
  title: "ckpt inspect --summary, 1 GiB",
  about:
    "Records with 64 KiB of payload, each byte read, beside a process that only reads the file in chunks as large.",
  baseline: readLoop,
  isLong: true,
  run,
};

async function run({ quick }: Options): Promise<Measured> {
  const file = scratchFile("large.ckpt");
  const { bavail, bsize } = statfsSync(dirname(file));
  if (bavail * bsize < 2 * size) return { unit: "ms", samples: [], notes: [`skipped: ${dirname(file)} is too full`] };
  writeLargeImage(file);
  const inspect: ProcessCommand = {
    name: "bytewright",
    args: [bin.ckpt, "inspect", "--summary", file],
    prints: new RegExp(`\\b${records}\\b`),
  };
  const script = `
    const fs = require("node:fs");
    const [fd, chunk] = [fs.openSync(${JSON.stringify(file)}), Buffer.allocUnsafeSlow(${chunkSize})];
    while (fs.readSync(fd, chunk) > 0);`;
  const loop: ProcessCommand = { name: readLoop, args: ["--eval", script] };
  const samples = await timeCommands([inspect, loop], quick ? 5 : 11);
  const figures = [
    { name: "bytewright, peak memory", value: peakMemoryOf(inspect), unit: "MiB" },
    { name: `${readLoop}, peak memory`, value: peakMemoryOf(loop), unit: "MiB" },
  ];
  return { unit: "ms", samples, figures };
}

function writeLargeImage(file: string): void {
  const [first] = header.values;
  const payload = new Uint8Array(payloadSize).map((_, i) => i * 31);
  const record = CkptHdrBuffer.encode({ payload });
  const fd = openSync(file, "w");
  if (first !== undefined) writeSync(fd, CkptHdrHeader.encode(first));
  for (let i = 0; i < records; i++) writeSync(fd, record);
  closeSync(fd);
}
