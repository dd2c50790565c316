import { fstatSync } from "node:fs";
import type { Command } from "commander";
import { readChunks } from "../../files/transfer.ts";
import { GrowingBytes } from "../../image/growing-bytes.ts";
import type { Families } from "../../image/index.ts";
import { diffImages } from "../../inspect/diff/diff.ts";
import { formatDifference } from "../../inspect/show/format.ts";
import { Failure } from "../program/failure.ts";
import { readingFrom } from "../program/input.ts";
import { print, wantsColours } from "../program/terminal.ts";
import { type Bound, type RecordCommand, recordCommand } from "./bound.ts";
import { addRange, firstRecords, type Range, readFrom } from "./image-input.ts";

/** Largest image that is taken: both are held in memory. */
const mostMiB = 1024;

const notes = ({ program, given }: Bound) => `
- and + mark records that are only in A or only in B, ~ those that differ. Images of two versions of the format, or in
two byte orders, are compared by the names of records and fields. Exits with 0 if the images are the same
bytes, 1 if they differ, 2 in case of trouble. Both are held in memory:
each may have 1 GiB and 500,000 records.

Example:
  $ ${program} diff ${given}before.ckpt after.ckpt`;

/** Adds `diff`. */
export const addDiff: RecordCommand = recordCommand(
  "diff",
  notes,
  (command) =>
    addRange(command)
      .description("Shows in what two images differ, record by record and field by field.")
      .argument("<a>", "an image; - is standard input")
      .argument("<b>", "another one"),
  (bound, a: string, b: string, range: Range, self: Command) => {
    if (a === "-" && b === "-") self.error("error: - can be read only once");
    return diff(a, b, range, bound);
  },
);

async function diff(a: string, b: string, range: Range, bound: Bound): Promise<number> {
  const familiesOf = await bound.open(range);
  const options = { colours: await wantsColours() };
  let code = 0;
  const whole = [await readWhole(a, range), await readWhole(b, range)] as const;
  const families = await familiesOf(...whole);
  const [imageA, imageB] = whole.map((image) => cut(image, families, range)) as [Uint8Array, Uint8Array];
  for (const difference of diffImages(imageA, imageB, families, range)) {
    code = 1;
    if (!print(formatDifference(difference, options))) break;
  }
  return code;
}

/** The start of an image, where not all of it is compared. */
function cut(image: Uint8Array, families: Families, { count }: Range): Uint8Array {
  if (count === undefined) return image;
  let size = 0;
  for (const { length } of firstRecords([image], families, count)) size += length;
  return image.subarray(0, size);
}

function readWhole(file: string, { offset }: Range): Promise<Uint8Array> {
  return readingFrom(file, (fd) => {
    const most = mostMiB * 2 ** 20;
    // A pipe has no size.
    const size = Math.max(0, fstatSync(fd).size - offset);
    const whole = new GrowingBytes(Math.min(size, most));
    for (const chunk of readFrom(fd, offset, file, (from) => readChunks(fd, from))) {
      if (Math.max(size, whole.size + chunk.length) > most) {
        throw new Failure(`${file}: more than ${mostMiB} MiB, too large to compare`);
      }
      whole.append(chunk);
    }
    return whole.take();
  });
}
