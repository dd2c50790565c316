import { closeSync, fstatSync, openSync } from "node:fs";
import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { isatty, ReadStream } from "node:tty";
import { readChunks } from "../../files/transfer.ts";
import { stdin } from "./terminal.ts";

/** An open file that is read while signal handlers can run. */
export interface StreamedInput {
  readonly fd: number;
  /** what is in it; each chunk is gone when the next is asked for */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** To be called once, whether or not everything has been read. */
  close(): void;
}

/** Opens a file (`-`: standard input). What has to wait for its bytes is read as a stream, which owns the descriptor. */
export function openStreamed(file: string): StreamedInput {
  const fd = file === "-" ? stdin : openSync(file, "r");
  const stream = streamOf(fd);
  if (stream !== undefined) return { fd, chunks: stream, close: () => void stream.destroy() };
  const close = () => {
    if (fd !== stdin) closeSync(fd);
  };
  return { fd, chunks: takingTurns(fd), close };
}

function streamOf(fd: number): Socket | undefined {
  if (isatty(fd)) return new ReadStream(fd);
  const stat = fstatSync(fd);
  if (!stat.isFIFO() && !stat.isSocket()) return undefined;
  try {
    return new Socket({ fd, readable: true, writable: false });
  } catch (error) {
    // Sockets of packets, which Node does not take.
    if ((error as NodeJS.ErrnoException).code !== "ERR_INVALID_FD_TYPE") throw error;
    return undefined;
  }
}

async function* takingTurns(fd: number): AsyncGenerator<Uint8Array> {
  for (const chunk of readChunks(fd)) {
    yield chunk;
    await setImmediate();
  }
}
