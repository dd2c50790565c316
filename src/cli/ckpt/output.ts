import { fstatSync, openSync, type Stats, statSync } from "node:fs";
import { LOG_FD_NONE } from "../../ckpt/context.ts";
import { type Output, openOutput as openFileOutput } from "../../files/output.ts";
import { resolveOutput, troubleWithName } from "../../files/output-target.ts";
import { fdPort } from "../../io/fd-port.ts";
import { toPrintable } from "../../wire/printable.ts";
import { describeError, Failure, naming } from "./failure.ts";
import { stdout } from "./terminal.ts";

/** Whether two names for output (`-`: standard output) stand for one file, pipe or socket, or will when it is made. */
export function isSameOutput(a: string, b: string): boolean {
  const [one, other] = [statOutput(a), statOutput(b)];
  if (one === undefined && other === undefined) return isSamePath(a, b);
  return one !== undefined && other !== undefined && isSameFile(one, other);
}

/** What an output is, if it is there and can be seen. If it cannot be, opening it will tell. */
export function statOutput(name: string): Stats | undefined {
  try {
    return name === "-" ? fstatSync(stdout) : statSync(name, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Nothing is mixed up in a device: each gets what is written to it as it comes. */
export function isSameFile(a: Stats, b: Stats): boolean {
  return a.dev === b.dev && a.ino === b.ino && !a.isCharacterDevice();
}

/**
 * Refuses input that grows by what is written while it is read.
 *
 * @throws Failure if an open file is where standard output goes
 */
export function refuseOwnOutput(file: string, fd: number): void {
  const input = fstatSync(fd);
  if (input.isFile() && isSameFile(input, fstatSync(stdout))) throw new Failure(`${file}: input file is output file`);
}

function isSamePath(a: string, b: string): boolean {
  const path = pathOf(a);
  return path !== undefined && path === pathOf(b);
}

/** Where a file will be; undefined if there is no folder for it, which opening it will tell. */
function pathOf(name: string): string | undefined {
  try {
    const target = resolveOutput(name);
    return target.kind === "file" ? target.path : undefined;
  } catch {
    return undefined;
  }
}

export type { Output };

/**
 * Opens a file for an image (`-`: standard output), which appears when it is complete.
 *
 * @throws Failure for what can be no file, or what the system says of the name
 */
export function openOutput(name: string): Output {
  if (name === "-") return { fd: stdout, commit: nothing, discard: nothing };
  const trouble = troubleWithName(name);
  if (trouble !== undefined) throw new Failure(trouble);
  return openFileOutput(name);
}

function nothing(): void {}

/** Where the reason goes. What becomes of it changes nothing. */
export interface Log {
  write(line: Uint8Array): void;
  /** Says why something failed, unless something has been said already. */
  explain(error: unknown): void;
}

/**
 * Opens a log, which is emptied first; `-` is standard output, undefined no log. `isImage` tells whether a name is the
 * image's.
 *
 * @throws Failure if it cannot be opened, or is the image
 */
export function openLog(file: string | undefined, isImage: (file: string) => boolean): Log {
  const port = fdPort(-1, file === undefined ? LOG_FD_NONE : open(file, isImage));
  let isEmpty = true;
  const write = (line: Uint8Array) => {
    isEmpty = false;
    port.log?.(line);
  };
  const explain = (error: unknown) => {
    if (isEmpty) write(Buffer.from(toPrintable(describeError(error))));
  };
  return { write, explain };
}

function open(file: string, isImage: (file: string) => boolean): number {
  return naming(file, () => {
    if (isImage(file)) throw new Failure(`${file}: the log would replace the image`);
    return file === "-" ? stdout : openSync(file, "w");
  });
}
