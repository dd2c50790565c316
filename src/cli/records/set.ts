import type { Command } from "commander";
import { resolveOutput } from "../../files/output-target.ts";
import { readChunks, reading, writeAll } from "../../files/transfer.ts";
import { measureRecord } from "../../image/measure.ts";
import { type FieldPath, withField } from "../../inspect/field-at.ts";
import { Failure, naming } from "../program/failure.ts";
import { writingTo } from "../program/output.ts";
import { type Bound, type RecordCommand, recordCommand } from "./bound.ts";
import { type FoundRecord, findRecord, pathIn } from "./find-record.ts";
import { addRange, type Range, readingImage } from "./image-input.ts";

const notes = ({ program, given }: Bound) => `
Paths are those of \`${program} get\`. Numbers are decimal, hexadecimal or octal (0o644), or the name of a value, or of several flags
with | between them; text and bytes in hexadecimal stand as they are (text that starts with " is a JSON string); dates and
addresses as \`inspect\` shows them; lists and structs are JSON. What is set takes the bytes of what was there, no more and
no fewer, checksums follow, and the record must be good then. The file is replaced whole: if anything is refused or fails,
it is what it was.

Examples:
  $ ${program} set ${given}bash.ckpt ckpt_hdr_task.exit_code = 9
  $ ${program} set ${given}bash.ckpt ckpt_hdr_task.exit_signal=0x11`;

/** Adds `set`. */
export const addSet: RecordCommand = recordCommand(
  "set",
  notes,
  (command) =>
    addRange(command)
      .description("Changes a field of a record, in place.")
      .argument("<file>", "what holds the records")
      .argument("<assignment...>", "the field and what it is to hold: PATH = VALUE, or PATH=VALUE"),
  async (bound, file: string, words: string[], range: Range, self: Command) => {
    const [path, value] = assignmentIn(words, self);
    if (file === "-") self.error("error: a file is changed in place, which standard input is not");
    await set(file, path, value, range, bound);
    return 0;
  },
);

/** `PATH = VALUE` in three words or one, `PATH=VALUE` in one. */
function assignmentIn(words: readonly string[], command: Command): [FieldPath, string] {
  const [first = "", equals, value] = words;
  if (words.length === 3 && equals === "=") return [pathIn(first, command), value as string];
  const [, path, text = ""] = /^([^\s=]*)(?: = |=)(.*)$/s.exec(first) ?? [];
  if (words.length === 1 && path !== undefined) return [pathIn(path, command), text];
  return command.error("error: what is set is PATH = VALUE, or PATH=VALUE");
}

async function set(file: string, path: FieldPath, value: string, range: Range, bound: Bound): Promise<void> {
  const familiesOf = await bound.open(range);
  if (naming(file, () => resolveOutput(file)).kind !== "file") {
    throw new Failure(`${file}: no regular file, which alone can be replaced whole`);
  }
  const change = await readingImage(file, range, familiesOf, (image) => {
    const found = findRecord(image, path);
    return { offset: found.offset, bytes: edited(found, path, value, file) };
  });
  await writingTo(file, (fd) => naming(file, () => copyChanged(file, change.offset, change.bytes, fd)));
}

/** The record's bytes with another value in it. */
function edited(found: FoundRecord, { record, index, path }: FieldPath, text: string, file: string): Uint8Array {
  const name = `${record}[${index}]`;
  if ((found.codec ?? found.family.codecAt(found.bytes)) === undefined)
    throw new Failure(`${file}: ${name} is of no type that the schema knows: it has no fields`);
  if (path === "") throw new Failure(`${file}: ${name} is a whole record: name a field in it`);
  const bytes = withField(found, path, text, name);
  const size = found.codec ? bytes.length : measureRecord(found.family, bytes, 0);
  if (size === bytes.length) return bytes;
  throw new Failure(`${file}: ${name} would no longer take the ${bytes.length} bytes that it has`);
}

/** Writes what is in a file, with these bytes in place of those that stand there. */
function copyChanged(file: string, offset: number, bytes: Uint8Array, fd: number): void {
  reading(file, (from) => {
    for (const chunk of readChunks(from)) writeAll(fd, chunk);
  });
  writeAll(fd, bytes, undefined, offset);
}
