import type { Command } from "commander";
import { ImageToJson } from "../../inspect/json/image-to-json.ts";
import type { ExitWith } from "../program/program.ts";
import { type ImageInput, readingImage } from "./input.ts";
import { print } from "./terminal.ts";

const notes = `
The first line tells the format, its version and the byte order; then each record is a line, and so is what is no record. Any file
can be decoded, and \`ckpt encode\` gives the same bytes again.

Example:
  $ ckpt decode bash.ckpt > bash.json`;

/** Adds `ckpt decode`. */
export function addDecode(program: Command, exitWith: ExitWith): void {
  program
    .command("decode")
    .description("Writes an image, good or bad, as lines of JSON to standard output.")
    .argument("<file>", "the image; - is standard input")
    .addHelpText("after", notes)
    .action(exitWith((file: string) => readingImage(file, { command: "decode", writesAlong: true }, decode)));
}

function decode({ families, chunks }: ImageInput): number {
  const toJson = new ImageToJson(families);
  for (const chunk of chunks) if (!print(toJson.push(chunk).join(""))) return 0;
  print(toJson.end().join(""));
  return 0;
}
