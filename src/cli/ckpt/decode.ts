import type { Command } from "commander";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { ImageToJson } from "../../inspect/image-to-json.ts";
import { readChunks, readingFrom } from "./input.ts";
import { print } from "./terminal.ts";

const notes = `
The first line tells format, version and byte order; then each record is a line, and so is what is no record. Any file
can be decoded, and \`ckpt encode\` gives the same bytes again.

Example:
  $ ckpt decode bash.ckpt > bash.json`;

/** Adds `ckpt decode`. */
export function addDecode(program: Command, finish: (code: number) => void): void {
  program
    .command("decode")
    .description("Writes an image, good or bad, as lines of JSON to standard output.")
    .argument("<file>", "the image; - is standard input")
    .addHelpText("after", notes)
    .action((file: string) => {
      readingFrom(file, decode);
      finish(0);
    });
}

function decode(fd: number): void {
  const toJson = new ImageToJson(Ckpt);
  for (const chunk of readChunks(fd)) {
    if (!print(toJson.push(chunk).join(""))) return;
  }
  print(toJson.end().join(""));
}
