import type { Command } from "commander";
import { asciiJson } from "../../inspect/escape.ts";
import { type FieldPath, jsonAt } from "../../inspect/field-at.ts";
import { preambleLine, recordLine } from "../../inspect/json/line-records.ts";
import { print } from "../program/terminal.ts";
import { type Bound, type RecordCommand, recordCommand } from "./bound.ts";
import { type FoundRecord, findRecord, pathIn } from "./find-record.ts";
import { addRange, type ImageInput, type Range, readingImage } from "./image-input.ts";

const notes = ({ program, given }: Bound) => `
A path is a record's name, its number among those of that name (or else the first is meant) and what leads to the field
as \`inspect\` shows it, elements by number: RECORD[0].list[2].field. Without a field the record is printed as \`decode\` has it. Numbers are decimal, bytes hexadecimal, lists and structs JSON; text
that is not plain ASCII, or has a quote or backslash in it, is a JSON string.

Examples:
  $ ${program} get ${given}bash.ckpt ckpt_hdr_task.exit_code
  $ ${program} get ${given}bash.ckpt ckpt_hdr_header | jq .fields.rev`;

/** Adds `get`. */
export const addGet: RecordCommand = recordCommand(
  "get",
  notes,
  (command) =>
    addRange(command)
      .description("Prints a field of a record.")
      .argument("<file>", "what holds the records; - is standard input")
      .argument("<path>", "a record, or a field in it"),
  async (bound, file: string, text: string, range: Range, self: Command) => {
    const path = pathIn(text, self);
    const read = (image: ImageInput) => textAt(findRecord(image, path), path);
    print(`${await readingImage(file, range, await bound.open(range), read)}\n`);
    return 0;
  },
);

function textAt(found: FoundRecord, { record, index, path }: FieldPath): string {
  const { codec, bytes, offset } = found;
  const line = codec === undefined ? recordLine(found, offset) : preambleLine(codec, bytes, offset);
  if (path === "") return asciiJson(line);
  const json = jsonAt(found, ("fields" in line && line.fields) || {}, path, `${record}[${index}]`);
  return typeof json === "string" && /^[ !#-[\]-~]*$/.test(json) ? json : asciiJson(json);
}
