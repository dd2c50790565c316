import type { Command } from "commander";
import { JsonToImage } from "../../inspect/json/json-to-image.ts";
import { fdPort } from "../../io/fd-port.ts";
import type { ExitWith } from "../program/program.ts";
import { named, naming } from "./failure.ts";
import { loadAllFamilies } from "./families.ts";
import { refuseOwnOutput, writingTo } from "./output.ts";
import { follow, type Progress } from "./progress.ts";
import { openStreamed, type StreamedInput } from "./streamed-input.ts";
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
  try {
    await writingTo(output, async (fd) => {
      const writesAlong = fd === stdout;
      if (writesAlong) refuseOwnOutput(json, input.fd);
      const write = writesAlong ? print : writerOf(output, fd);
      await encodeAll(toImage, json, input, write, follow(input.fd, { command: "encode", writesAlong }));
    });
  } finally {
    input.close();
  }
  return 0;
}

/** Writes some bytes, and tells whether there is any use in going on. */
type Write = (bytes: Uint8Array) => boolean;

function writerOf(output: string, fd: number): Write {
  const port = fdPort(fd);
  return (bytes) => {
    naming(output, () => port.write?.(bytes));
    return true;
  };
}

async function encodeAll(
  toImage: JsonToImage,
  json: string,
  { chunks }: StreamedInput,
  write: Write,
  progress: Progress | undefined,
): Promise<void> {
  try {
    for await (const chunk of chunks) {
      // A record is often shorter than the time that it takes to write it by itself.
      if (!write(Buffer.concat(toImage.push(chunk)))) return;
      progress?.add(chunk.length);
    }
    write(Buffer.concat(toImage.end()));
  } catch (error) {
    throw named(json, error);
  } finally {
    progress?.end();
  }
}
