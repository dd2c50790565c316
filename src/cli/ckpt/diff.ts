import { fstatSync } from "node:fs";
import type { Command } from "commander";
import { readChunks } from "../../files/transfer.ts";
import { GrowingBytes } from "../../image/growing-bytes.ts";
import { diffImages } from "../../inspect/diff/diff.ts";
import { formatDifference } from "../../inspect/show/format.ts";
import type { ExitWith } from "../program/program.ts";
import { Failure } from "./failure.ts";
import { loadFamilies, readingFrom } from "./input.ts";
import { print, wantsColours } from "./terminal.ts";

/** Largest image that is taken: both are held in memory. */
const mostMiB = 1024;

const notes = `
- and + mark records that are only in A or only in B, ~ those that differ. Images of two versions of the format, or in
two byte orders, are compared by the names of records and fields. Exits with 0 if the images are the same
bytes, 1 if they differ, 2 in case of trouble. Both are held in memory:
each may have 1 GiB and 500,000 records.

Example:
  $ ckpt diff before.ckpt after.ckpt`;

/** Adds `ckpt diff`. */
export function addDiff(program: Command, exitWith: ExitWith): void {
  program
    .command("diff")
    .description("Shows in what two images differ, record by record and field by field.")
    .argument("<a>", "an image; - is standard input")
    .argument("<b>", "another one")
    .addHelpText("after", notes)
    .action(exitWith(diff));
}

async function diff(a: string, b: string, _: unknown, command: Command): Promise<number> {
  if (a === "-" && b === "-") command.error("error: - can be read only once");
  const options = { colours: await wantsColours() };
  let code = 0;
  const images = [await readWhole(a), await readWhole(b)] as const;
  for (const difference of diffImages(...images, await loadFamilies(images))) {
    code = 1;
    if (!print(formatDifference(difference, options))) break;
  }
  return code;
}

function readWhole(file: string): Promise<Uint8Array> {
  return readingFrom(file, (fd) => {
    const most = mostMiB * 2 ** 20;
    // A pipe has no size.
    const { size } = fstatSync(fd);
    const whole = new GrowingBytes(Math.min(size, most));
    for (const chunk of readChunks(fd)) {
      if (Math.max(size, whole.size + chunk.length) > most) {
        throw new Failure(`${file}: more than ${mostMiB} MiB, too large to compare`);
      }
      whole.append(chunk);
    }
    return whole.take();
  });
}
