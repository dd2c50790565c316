import { openSync } from "node:fs";
import { LOG_FD_NONE } from "../../ckpt/context.ts";
import { fdPort } from "../../io/fd-port.ts";
import { toPrintable } from "../../wire/printable.ts";
import { describeError, Failure, naming } from "./failure.ts";
import { stdout } from "./terminal.ts";

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
