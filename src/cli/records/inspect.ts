import { Option } from "commander";
import { describeUnframed, type Frame, ImageReader, type ReaderOptions } from "../../image/index.ts";
import type { WholeRecord } from "../../inspect/flatten-record.ts";
import { describedLine } from "../../inspect/json/described-line.ts";
import { largestLined } from "../../inspect/json/lines.ts";
import { type Description, ImageDescriber } from "../../inspect/show/describe.ts";
import { formatDescription, formatSummary } from "../../inspect/show/format.ts";
import { formatHex } from "../../inspect/show/hex.ts";
import { SummaryCounter } from "../../inspect/show/summary.ts";
import type { Family } from "../../wire/index.ts";
import { columnsOfTerminal, print, report, wantsColours } from "../program/terminal.ts";
import { type Bound, type RecordCommand, recordCommand } from "./bound.ts";
import { addRange, type ImageInput, type Range, readingImage } from "./image-input.ts";

interface Options extends Range {
  readonly summary?: true;
  readonly json?: true;
  readonly hex?: true;
}

const notes = ({ program, given }: Bound) => `
Shows all records that the framing allows, those of unknown types as bytes. Exits with 1 if a record has a fault, if
some bytes are no record, or if there is none. What the start tells of format and byte order holds for all of it, images
behind one another, too.

With --json each record is a line: {"offset","record","type","len","fields","fault"}, with 64-bit numbers as decimal
strings, bytes in hexadecimal, and null where there is no fault.

Examples:
  $ ${program} inspect ${given}bash.ckpt
  $ ${program} inspect ${given}--json bash.ckpt | jq -r 'select(.fault) | .offset'`;

const hex = new Option("--hex", "bytes, and beside them the field that they are; of long ones the first");

/** Adds `inspect`. */
export const addInspect: RecordCommand = recordCommand(
  "inspect",
  notes,
  (command) =>
    addRange(command)
      .description("Shows every record: offset, type, length, fields and faults.")
      .argument("<file>", "what holds the records; - is standard input")
      .option("--summary", "only how many records of each type there are")
      .addOption(new Option("--json", "a line of JSON for each record").conflicts("summary"))
      .addOption(hex.conflicts(["summary", "json"])),
  (bound, file: string, options: Options) => inspect(file, options, bound),
);

async function inspect(file: string, options: Options, bound: Bound): Promise<number> {
  const { summary } = options;
  const familiesOf = await bound.open(options);
  const colours = await wantsColours();
  const textOf = textFor(options, colours);
  const whole = options.json && { wholeUpTo: largestLined };
  const show = (image: ImageInput) => (summary ? showSummary(image, colours) : showRecords(image, textOf, whole));
  const { faults, first, assumed } = await readingImage(file, options, familiesOf, show, !summary);
  const complaints: string[] = [];
  if (faults > 0) complaints.push(`${first}${faults === 1 ? "" : ` (and ${faults - 1} more)`}`);
  if (assumed)
    complaints.push(`nothing at its start tells what it is: read as ${assumed.name}, ${assumed.byteOrder}-endian`);
  if (complaints.length > 0) report(`${file}: ${complaints.join("; ")}`);
  return faults === 0 ? 0 : 1;
}

/** What is there as a whole: a record, or with its codec what an image starts with. */
type Whole = Pick<WholeRecord, "bytes" | "codec">;
type TextOf = (description: Description, family: Family, whole: Whole | undefined) => string;

function textFor({ json, hex }: Options, colours: boolean): TextOf {
  if (json) return (description, family, whole) => `${describedLine(description, family, whole)}\n`;
  const columns = columnsOfTerminal();
  return (description, family, whole) =>
    hex && whole !== undefined
      ? formatHex({ family, ...whole, follower: description.follower }, description, { colours, columns })
      : formatDescription(description, { colours });
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
function showRecords({ families, chunks, offset }: ImageInput, textOf: TextOf, options: ReaderOptions = {}): Shown {
  const reader = new ImageReader(families, { ...options, offset });
  const describer = new ImageDescriber();
  const shown: Shown = { faults: 0 };
  let isEmpty = true;
  const tell = (description: Description, whole?: Whole): string => {
    isEmpty = false;
    shown.faults += description.faults.length;
    shown.first ??= description.faults[0];
    return textOf(description, reader.family, whole);
  };
  const textOfAll = (frames: readonly Frame[]): string => {
    let text = "";
    for (const frame of frames) {
      for (const one of describer.next(reader.family, frame)) {
        const isWhole = (frame.kind === "record" || frame.kind === "preamble") && one.offset === frame.offset;
        text += tell(one, isWhole ? frame : undefined);
      }
    }
    return text;
  };
  for (const chunk of chunks) if (!print(textOfAll(reader.push(chunk)))) return shown;
  print(
    textOfAll(reader.end()) +
      describer
        .end()
        .map((one) => tell(one))
        .join(""),
  );
  if (isEmpty) return empty;
  return reader.recognised ? shown : { ...shown, assumed: reader.family };
}

function showSummary({ families, chunks, offset }: ImageInput, colours: boolean): Shown {
  const counter = new SummaryCounter(families, { offset });
  for (const chunk of chunks) counter.push(chunk);
  const summary = counter.end();
  print(formatSummary(summary, { colours }));
  if (summary.bytes === 0) return empty;
  const { tail } = summary;
  // That the format is assumed is in the summary itself.
  return tail === undefined ? { faults: 0 } : { faults: 1, first: describeUnframed(tail.reason) };
}
