import type { Command } from "commander";
import { describeUnframed, type Frame, ImageReader } from "../../image/index.ts";
import { type Description, ImageDescriber } from "../../inspect/show/describe.ts";
import { formatDescription, formatSummary } from "../../inspect/show/format.ts";
import { SummaryCounter } from "../../inspect/show/summary.ts";
import type { ExitWith } from "../program/program.ts";
import { type ImageInput, readingImage } from "./input.ts";
import { print, report, wantsColours } from "./terminal.ts";

interface Options {
  readonly summary?: true;
  readonly schema?: string;
}

const notes = `
Shows all records that the framing allows, those of unknown types as bytes. Exits with 1 if a record has a fault, if
some bytes are no record, or if there is none. That the records make up an image is for \`ckpt verify\` to tell.
The first record tells the version of the format and the byte order, for images behind one another too.

Examples:
  $ ckpt inspect bash.ckpt
  $ ckpt inspect --schema schema/ckpt-v23/index.ts vi.ckpt`;

/** Adds `ckpt inspect`. */
export function addInspect(program: Command, exitWith: ExitWith): void {
  program
    .command("inspect")
    .description("Shows every record: offset, type, length, fields and faults.")
    .argument("<file>", "the image; - is standard input")
    .option("--summary", "only how many records of each type there are")
    .option("--schema <file>", "what the records are, if not those of a checkpoint; a module, which is run")
    .addHelpText("after", notes)
    .action(exitWith(inspect));
}

async function inspect(file: string, { summary, schema }: Options): Promise<number> {
  const family = schema === undefined ? undefined : await (await import("./load-family.ts")).loadFamily(schema);
  const colours = await wantsColours();
  const show = (image: ImageInput) => (summary ? showSummary(image, colours) : showRecords(image, colours));
  const work = { command: "inspect", writesAlong: !summary };
  const { faults, first, assumed } = await readingImage(file, work, show, family);
  const complaints: string[] = [];
  if (faults > 0) complaints.push(`${first}${faults === 1 ? "" : ` (and ${faults - 1} more)`}`);
  if (assumed)
    complaints.push(`nothing at its start tells what it is: read as ${assumed.name}, ${assumed.byteOrder}-endian`);
  if (complaints.length > 0) report(`${file}: ${complaints.join("; ")}`);
  return faults === 0 ? 0 : 1;
}

/** What came of showing an image. */
interface Shown {
  /** how much is wrong with it, and the first of that */
  faults: number;
  first?: string | undefined;
  /** what the image was read as, if it does not say what it is */
  readonly assumed?: { readonly name: string; readonly byteOrder: string };
}

const empty: Shown = { faults: 1, first: "there is no record: the image is empty" };

/** Prints records as they are read. */
function showRecords({ families, chunks }: ImageInput, colours: boolean): Shown {
  const reader = new ImageReader(families);
  const describer = new ImageDescriber();
  const shown: Shown = { faults: 0 };
  let isEmpty = true;
  const textOf = (description: Description): string => {
    isEmpty = false;
    shown.faults += description.faults.length;
    shown.first ??= description.faults[0];
    return formatDescription(description, { colours });
  };
  const textOfAll = (frames: readonly Frame[]): string => {
    let text = "";
    for (const frame of frames) text += describer.next(reader.family, frame).map(textOf).join("");
    return text;
  };
  for (const chunk of chunks) if (!print(textOfAll(reader.push(chunk)))) return shown;
  print(textOfAll(reader.end()) + describer.end().map(textOf).join(""));
  if (isEmpty) return empty;
  return reader.recognised ? shown : { ...shown, assumed: reader.family };
}

function showSummary({ families, chunks }: ImageInput, colours: boolean): Shown {
  const counter = new SummaryCounter(families);
  for (const chunk of chunks) counter.push(chunk);
  const summary = counter.end();
  print(formatSummary(summary, { colours }));
  if (summary.bytes === 0) return empty;
  const { tail } = summary;
  // That the format is assumed is in the summary itself.
  return tail === undefined ? { faults: 0 } : { faults: 1, first: describeUnframed(tail.reason) };
}
