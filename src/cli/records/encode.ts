import type { Families } from "../../image/index.ts";
import { JsonToImage } from "../../inspect/json/json-to-image.ts";
import { fdPort } from "../../io/fd-port.ts";
import { named, naming } from "../program/failure.ts";
import { refuseOwnOutput, writingTo } from "../program/output.ts";
import { openStreamed } from "../program/streamed-input.ts";
import { print, stdout } from "../program/terminal.ts";
import { type Bound, type RecordCommand, recordCommand } from "./bound.ts";

const notes = ({ program, given }: Bound) => `
Fields may have been edited: they are encoded anew, and "len" and "offset" follow from them. A record with "raw" is those
bytes; remove "raw" or "fields" when you change the other. With another "byteOrder" in the first line, fields are encoded
in that; bytes stay as they are, and a record of "raw" or unknown bytes is refused. The file appears when the image is
complete, or not at all.

Example:
  $ ${program} decode ${given}bash.ckpt | sed 's/"exit_signal":17/"exit_signal":9/' | ${program} encode ${given}- --output new.ckpt`;

/** Adds `encode`. */
export const addEncode: RecordCommand = recordCommand(
  "encode",
  notes,
  (command, { program }) =>
    command
      .description(`Makes an image of the lines of JSON that \`${program} decode\` writes.`)
      .argument("<json>", "the lines; - is standard input")
      .requiredOption("--output <file>", "where the image goes; - is standard output"),
  async (bound, json: string, options: { output: string }) => {
    const familiesOf = await bound.open(options);
    return encode(json, options.output, await familiesOf());
  },
);

async function encode(json: string, output: string, families: Families): Promise<number> {
  const toImage = new JsonToImage(families);
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
    try {
      for await (const chunk of input.chunks) if (!write(toImage.push(chunk))) return;
      write(toImage.end());
    } catch (error) {
      throw named(json, error);
    }
  };
  try {
    await writingTo(output, encodeTo);
  } finally {
    input.close();
  }
  return 0;
}
