import type { Command } from "commander";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { describeUnframed, type Frame, ImageReader } from "../../image/index.ts";
import { describeFrame } from "../../inspect/describe.ts";
import { formatDescription, formatSummary } from "../../inspect/format.ts";
import { SummaryCounter } from "../../inspect/summary.ts";
import type { Family } from "../../wire/index.ts";
import { readChunks, readingFrom } from "./input.ts";
import { report } from "./report.ts";
import { print, wantsColours } from "./terminal.ts";

interface Options {
  readonly summary?: true;
  readonly schema?: string;
}

const notes = `
Shows all records that the framing allows, those of unknown types as bytes. Exits with 1 if a record has a fault, if
some bytes are no record, or if there is none. That the records make up an image is for \`ckpt verify\` to tell.

Examples:
  $ ckpt inspect bash.ckpt
  $ ckpt inspect --schema schema/pcap/index.ts trace.pcap`;

/** Adds `ckpt inspect`. */
export function addInspect(program: Command, finish: (code: number) => void): void {
  program
    .command("inspect")
    .description("Shows every record: offset, type, length, fields and faults.")
    .argument("<file>", "the image; - is standard input")
    .option("--summary", "only how many records of each type there are")
    .option("--schema <file>", "what the records are, if not those of a checkpoint; a module, which is run")
    .addHelpText("after", notes)
    .action(async (file: string, options: Options) => {
      finish(await inspect(file, options));
    });
}

async function inspect(file: string, { summary, schema }: Options): Promise<number> {
  const family = schema === undefined ? Ckpt : await (await import("./load-family.ts")).loadFamily(schema);
  const colours = await wantsColours();
  const show = summary ? showSummary : showRecords;
  const faults = readingFrom(file, (fd) => show(readChunks(fd), family, colours));
  if (faults.count === 0) return 0;
  report(`${file}: ${faults.first}${faults.count === 1 ? "" : ` (and ${faults.count - 1} more)`}`);
  return 1;
}

/** What is wrong with an image, of which there may be much. */
interface Faults {
  readonly first: string | undefined;
  readonly count: number;
}

const sound: Faults = { first: undefined, count: 0 };
const empty: Faults = { first: "there is no record: the image is empty", count: 1 };

/** Prints records as they are read. */
function showRecords(chunks: Iterable<Uint8Array>, family: Family, colours: boolean): Faults {
  const reader = new ImageReader(family);
  let faults = sound;
  let isEmpty = true;
  const show = (frames: readonly Frame[]): boolean => {
    let text = "";
    for (const frame of frames) {
      isEmpty = false;
      const description = describeFrame(reader.family, frame);
      if (description === undefined) continue;
      text += formatDescription(description, { colours });
      const { length } = description.faults;
      if (length > 0) faults = { first: faults.first ?? description.faults[0], count: faults.count + length };
    }
    return print(text);
  };
  for (const chunk of chunks) if (!show(reader.push(chunk))) return faults;
  show(reader.end());
  return isEmpty ? empty : faults;
}

function showSummary(chunks: Iterable<Uint8Array>, family: Family, colours: boolean): Faults {
  const counter = new SummaryCounter(family);
  for (const chunk of chunks) counter.push(chunk);
  const summary = counter.end();
  print(formatSummary(summary, { colours }));
  if (summary.bytes === 0) return empty;
  return summary.tail === undefined ? sound : { first: describeUnframed(summary.tail.reason), count: 1 };
}
