import { ImageToJson } from "../../inspect/json/image-to-json.ts";
import { print } from "../program/terminal.ts";
import { type Bound, type RecordCommand, recordCommand } from "./bound.ts";
import { addRange, type ImageInput, type Range, readingImage } from "./image-input.ts";

const notes = ({ program, given }: Bound) => `
The first line tells the format, its version and the byte order; then each record is a line, and so is what is no record. Any file
can be decoded, and \`${program} encode\` gives the same bytes again.

Example:
  $ ${program} decode ${given}bash.ckpt > bash.json`;

/** Adds `decode`. */
export const addDecode: RecordCommand = recordCommand(
  "decode",
  notes,
  (command) =>
    addRange(command)
      .description("Writes records, good or bad, as lines of JSON to standard output.")
      .argument("<file>", "what holds the records; - is standard input"),
  async (bound, file: string, options: Range) => readingImage(file, options, await bound.open(options), decode, true),
);

function decode({ families, chunks, offset }: ImageInput): number {
  const toJson = new ImageToJson(families, { offset });
  for (const chunk of chunks) if (!print(toJson.push(chunk).join(""))) return 0;
  print(toJson.end().join(""));
  return 0;
}
