import { fstatSync } from "node:fs";
import type { Command } from "commander";
import { readChunks } from "../../files/transfer.ts";
import { GrowingBytes } from "../../image/growing-bytes.ts";
import { diffImages } from "../../inspect/diff/diff.ts";
import { formatDifference } from "../../inspect/show/format.ts";
import type { ExitWith } from "../program/program.ts";
import { Failure } from "./failure.ts";
import { loadFamilies } from "./families.ts";
import { readingFrom } from "./input.ts";
import { limitOption } from "./limit-option.ts";
import { print, wantsColours } from "./terminal.ts";

const defaultMiB = 256;
const defaultRecords = 500_000;

interface Options {
  readonly maxMib: number;
  readonly maxRecords: number;
}

const notes = `
- and + mark records that are only in A or only in B, ~ those that differ. Images of two versions of the format, or in
two byte orders, are compared by the names of records and fields. Exits with 0 if the images are the same
bytes, 1 if they differ, 2 in case of trouble. Both are held in memory, which --max-mib and --max-records limit.

Example:
  $ ckpt diff before.ckpt after.ckpt`;

/** Adds `ckpt diff`. */
export function addDiff(program: Command, exitWith: ExitWith): void {
  program
    .command("diff")
    .description("Shows in what two images differ, record by record and field by field.")
    .argument("<a>", "an image; - is standard input")
    .argument("<b>", "another one")
    .addOption(limitOption("--max-mib", "largest image that is taken, in MiB", defaultMiB))
    .addOption(limitOption("--max-records", "most records that an image may have", defaultRecords))
    .addHelpText("after", notes)
    .action(exitWith(diff));
}

async function diff(a: string, b: string, { maxMib, maxRecords }: Options, command: Command): Promise<number> {
  if (a === "-" && b === "-") command.error("error: - can be read only once");
  const options = { colours: await wantsColours() };
  let code = 0;
  const images = [await readWhole(a, maxMib), await readWhole(b, maxMib)] as const;
  for (const difference of diffImages(...images, await loadFamilies(images), { maxRecords })) {
    code = 1;
    if (!print(formatDifference(difference, options))) break;
  }
  return code;
}

function readWhole(file: string, maxMib: number): Promise<Uint8Array> {
  return readingFrom(file, (fd) => {
    const most = maxMib * 2 ** 20;
    // A pipe has no size.
    const whole = new GrowingBytes(Math.min(fstatSync(fd).size, most));
    for (const chunk of readChunks(fd)) {
      if (whole.size + chunk.length > most) {
        throw new Failure(`${file}: more than ${maxMib} MiB, too large to compare`);
      }
      whole.append(chunk);
    }
    return whole.take();
  });
}
