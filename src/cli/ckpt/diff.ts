import type { Command } from "commander";
import { GrowingBytes } from "../../image/growing-bytes.ts";
import { diffImages } from "../../inspect/diff.ts";
import { formatDifference } from "../../inspect/format.ts";
import { Failure } from "./failure.ts";
import { loadFamilies } from "./families.ts";
import { readChunks, readingFrom } from "./input.ts";
import { reportFailure } from "./report.ts";
import { print, wantsColours } from "./terminal.ts";

const mostMiB = 256;

const notes = `
- and + mark records that are only in A or only in B, ~ those that differ. Images of two versions of the format, or in
two byte orders, are compared by the names of records and fields. Exits with 0 if the images are the same
bytes, 1 if they differ, 2 in case of trouble. Both are held in memory; more than ${mostMiB} MiB or 500,000 records each
is refused.

Example:
  $ ckpt diff before.ckpt after.ckpt`;

/** Adds `ckpt diff`. */
export function addDiff(program: Command, finish: (code: number) => void): void {
  program
    .command("diff")
    .description("Shows in what two images differ, record by record and field by field.")
    .argument("<a>", "an image; - is standard input")
    .argument("<b>", "another one")
    .addHelpText("after", notes)
    .action(async (a: string, b: string, _options: object, command: Command) => {
      if (a === "-" && b === "-") command.error("error: - can be read only once");
      finish(await diff(a, b));
    });
}

const trouble = 2;

async function diff(a: string, b: string): Promise<number> {
  try {
    const options = { colours: await wantsColours() };
    let code = 0;
    const images = [readWhole(a), readWhole(b)] as const;
    for (const difference of diffImages(...images, await loadFamilies(images))) {
      code = 1;
      if (!print(formatDifference(difference, options))) break;
    }
    return code;
  } catch (error) {
    reportFailure(error);
    return trouble;
  }
}

function readWhole(file: string): Uint8Array {
  return readingFrom(file, (fd) => {
    const whole = new GrowingBytes();
    for (const chunk of readChunks(fd)) {
      if (whole.size + chunk.length > mostMiB * 2 ** 20) {
        throw new Failure(`${file}: more than ${mostMiB} MiB, too large to compare`);
      }
      whole.append(chunk);
    }
    return whole.take();
  });
}
