import type { Command } from "commander";
import { JsonToImage } from "../../inspect/json/json-to-image.ts";
import { fdPort } from "../../io/fd-port.ts";
import type { ExitWith } from "../program/program.ts";
import { named, naming } from "./failure.ts";
import { loadAllFamilies } from "./input.ts";
import { refuseOwnOutput, writingTo } from "./output.ts";
import { follow } from "./progress.ts";
import { openStreamed } from "./streamed-input.ts";
import { print, stdout } from "./terminal.ts";

const notes = `
Fields may have been edited: they are encoded anew, and "len" and "offset" follow from them. A record with "raw" is those
bytes; remove "raw" or "fields" when you change the other. With another "byteOrder" in the first line, fields are encoded
in that; bytes stay as they are, and a record of "raw" or unknown bytes is refused. The file appears when the image is
complete, or not at all.

Example:
  $ ckpt decode bash.ckpt | sed 's/"exit_signal":17/"exit_signal":9/' | ckpt encode - --output new.ckpt`;

/** Adds `ckpt encode`. */
export function addEncode(program: Command, exitWith: ExitWith): void {
  program
    .command("encode")
    .description("Makes an image of the lines of JSON that `ckpt decode` writes.")
    .argument("<json>", "the lines; - is standard input")
    .requiredOption("--output <file>", "where the image goes; - is standard output")
    .addHelpText("after", notes)
    .action(exitWith(encode));
}

async function encode(json: string, { output }: { readonly output: string }): Promise<number> {
  const toImage = new JsonToImage(await loadAllFamilies());
  const input = naming(json, () => openStreamed(json));
  const encodeTo = async (fd: number) => {
    const writesAlong = fd === stdout;
    if (writesAlong) refuseOwnOutput(json, input.fd);
    const port = fdPort(fd);
    /** Tells whether there is any use in going on. */
    const write = (parts: readonly Uint8Array[]): boolean => {
      // A record is often shorter than the time that it takes to write it by itself.
      const bytes = Buffer.concat(parts);
      if (writesAlong) return print(bytes);
      naming(output, () => port.write?.(bytes));
      return true;
    };
    const progress = follow(input.fd, { command: "encode", writesAlong });
    try {
      for await (const chunk of input.chunks) {
        if (!write(toImage.push(chunk))) return;
        progress?.add(chunk.length);
      }
      write(toImage.end());
    } catch (error) {
      throw named(json, error);
    } finally {
      progress?.end();
    }
  };
  try {
    await writingTo(output, encodeTo);
  } finally {
    input.close();
  }
  return 0;
}
