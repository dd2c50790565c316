import { namingFile } from "./naming-file.ts";
import { openOutput } from "./open-output.ts";
import { resolveOutput } from "./output-target.ts";
import { beginReplacement, type Output } from "./replacement.ts";
import { writeAll } from "./transfer.ts";

/** Makes a file hold this text: it is replaced whole or not at all. A device or a pipe is written to. */
export function writeFile(name: string, text: string): void {
  fill(name, openOutput(name), text);
}

/** As `writeFile`, for one of many: to remove abandoned files and to sync the folder is left to the caller. */
export function replaceFile(name: string, text: string): void {
  const target = resolveOutput(name);
  fill(name, target.kind === "file" ? beginReplacement(target.path, target.existing) : openOutput(name), text);
}

function fill(name: string, output: Output, text: string): void {
  try {
    writeAll(output.fd, Buffer.from(text));
    output.commit();
  } catch (error) {
    output.discard();
    throw namingFile(name, error);
  }
}
