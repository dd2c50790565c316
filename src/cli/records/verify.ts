import type { Command } from "commander";
import { ImageReader } from "../../image/index.ts";
import { asciiJson } from "../../inspect/escape.ts";
import { faultInFrame } from "../../inspect/show/describe.ts";
import { toPrintable } from "../../wire/printable.ts";
import { named } from "../program/failure.ts";
import { print, report } from "../program/terminal.ts";
import { type Bound, type FamiliesOf, type RecordCommand, recordCommand } from "./bound.ts";
import { addRange, framesOf, type ImageInput, type Range, readingImage } from "./image-input.ts";

interface Options extends Range {
  readonly json?: true;
}

/** Faults that are told of each file. */
const mostTold = 100;

const notes = ({ program, given }: Bound) => `
A line on standard output for each good file; on standard error a line for each fault of a bad one, ${mostTold} at most. With
--json all lines go to standard output, one for each file: {"file","ok","records","faults","more"}, where "more" is how
many faults are not told. Of records over 1 MiB only the framing is checked. Exits with 1 if a file is bad.

Example:
  $ ${program} verify ${given}bash.ckpt vi.ckpt`;

/** Adds `verify`. */
export const addVerify: RecordCommand = recordCommand(
  "verify",
  notes,
  (command) =>
    addRange(command)
      .description("Makes all checks that decoding makes, of every record.")
      .argument("<file...>", "what holds the records; - is standard input")
      .option("--json", "one line of JSON for each file"),
  async (bound, files: string[], options: Options, self: Command) => {
    if (files.filter((file) => file === "-").length > 1) self.error("error: - can be read only once");
    const familiesOf = await bound.open(options);
    let code = 0;
    for (const file of files) code = Math.max(code, tell(file, await check(file, options, familiesOf), options));
    return code;
  },
);

/** What came of checking a file. */
interface Checked {
  records: number;
  /** the first of them */
  readonly faults: string[];
  more: number;
}

/** A file that cannot be read has that fault. */
function check(file: string, range: Range, familiesOf: FamiliesOf): Promise<Checked> {
  return readingImage(file, range, familiesOf, checkRecords).catch((error) => {
    const { message } = named(file, error);
    return { records: 0, faults: [message.replace(`${file}: `, "")], more: 0 };
  });
}

function checkRecords({ families, chunks, offset }: ImageInput): Checked {
  const reader = new ImageReader(families, { offset });
  const checked: Checked = { records: 0, faults: [], more: 0 };
  for (const frame of framesOf(chunks, reader)) {
    if (frame.kind === "record" || frame.kind === "start") checked.records++;
    const fault = faultInFrame(reader.family, frame);
    if (fault === undefined) continue;
    if (checked.faults.length < mostTold) checked.faults.push(fault);
    else checked.more++;
  }
  if (reader.offset === offset && checked.faults.length === 0)
    checked.faults.push("there is no record: the image is empty");
  return checked;
}

/** Prints what came of it and gives the exit code it asks for. All files are checked even if nobody reads on. */
function tell(file: string, { records, faults, more }: Checked, { json }: Options): number {
  const ok = faults.length === 0;
  if (json) print(`${asciiJson({ file, ok, records, faults, more })}\n`);
  else if (ok) print(`${toPrintable(`${file}: ok, ${records} record${records === 1 ? "" : "s"}`)}\n`);
  for (const fault of json ? [] : faults) report(`${file}: ${fault}`);
  if (!json && more > 0) report(`${file}: and ${more} more`);
  return ok ? 0 : 1;
}
