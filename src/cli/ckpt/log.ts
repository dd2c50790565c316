import { fstatSync, openSync, statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { attempt } from "../../files/attempt.ts";
import { resolveOutput } from "../../files/output-target.ts";
import { fdPort } from "../../io/fd-port.ts";
import { toPrintable } from "../../wire/printable.ts";
import { describeError, Failure, naming } from "../program/failure.ts";
import { stdout } from "../program/terminal.ts";

/** What tells an output (`-`: standard output), be it a file, a pipe or a socket, from others: for a file that is not there yet, its folder and name. */
function identityOf(name: string): string | undefined {
  const existing = name === "-" ? fstatSync(stdout) : statSync(name, { throwIfNoEntry: false });
  // Nothing is mixed up in a device: each gets what is written to it as it comes.
  if (existing !== undefined) return existing.isCharacterDevice() ? undefined : `${existing.dev} ${existing.ino}`;
  const target = resolveOutput(name);
  if (target.kind !== "file") return undefined;
  const { dev, ino } = statSync(dirname(target.path));
  return `${dev} ${ino} ${basename(target.path)}`;
}

/**
 * Does work that may say why it fails; if it fails and has said nothing, the error is what is said. That goes to a log,
 * which is emptied first; `-` is standard output, undefined none. `image` is the image's name.
 *
 * @throws Failure if the log cannot be opened, or is the image
 */
export async function logging<T>(
  file: string | undefined,
  image: string,
  work: (log: (line: Uint8Array) => void) => T | Promise<T>,
): Promise<T> {
  const port = fdPort(-1, file === undefined ? undefined : openLog(file, image));
  const lines: Uint8Array[] = [];
  try {
    return await work((line) => void lines.push(line));
  } catch (error) {
    if (lines.length === 0) lines.push(Buffer.from(toPrintable(describeError(error))));
    for (const line of lines) port.log?.(line);
    throw error;
  }
}

function openLog(file: string, image: string): number {
  // There may be no folder for it, which opening it will tell.
  const [log, other] = [file, image].map((name) => attempt(() => identityOf(name)));
  if (log !== undefined && log === other) throw new Failure(`${file}: the log would replace the image`);
  return naming(file, () => (file === "-" ? stdout : openSync(file, "w")));
}
