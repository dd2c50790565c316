import { fstatSync } from "node:fs";
import { isatty } from "node:tty";
import { readChunks } from "../../files/transfer.ts";
import { showStatus, stderr, stdout } from "./terminal.ts";

/** What is being done with a file. */
export interface Work {
  /** the command: `inspect` */
  readonly command: string;
  /** whether it writes to standard output while it reads: on one terminal that and its progress would mix */
  readonly writesAlong: boolean;
}

/** What is in an open file; how far the reading has come is shown. Each chunk is gone when the next is asked for. */
export function* readFollowed(fd: number, work: Work, from?: number): Generator<Uint8Array> {
  const progress = follow(fd, work);
  try {
    for (const chunk of readChunks(fd, from)) {
      yield chunk;
      progress?.add(chunk.length);
    }
  } finally {
    progress?.end();
  }
}

/** Milliseconds without a word: what ends before them needs none. */
const patience = 1000;
/** Milliseconds from one line to the next. */
const pace = 200;

export interface Progress {
  /** So many more bytes have been read. */
  add(bytes: number): void;
  /** Takes the line away. */
  end(): void;
}

/**
 * Shows how far reading has come, `inspect: 31 %` or, where nobody knows how much there is, `inspect: 310 MiB`. It must be
 * told: reading blocks, so that no timer would ever fire. That is for people at a terminal, and where it is the only thing
 * that is written there.
 */
export function follow(fd: number, { command, writesAlong }: Work): Progress | undefined {
  if (!isatty(stderr) || process.env.TERM === "dumb" || (writesAlong && isatty(stdout))) return undefined;
  // Files in /proc have no size, and neither has a pipe.
  const { size } = fstatSync(fd);
  let next = performance.now() + patience;
  let done = 0;
  return {
    add(bytes) {
      done += bytes;
      const now = performance.now();
      if (now < next) return;
      next = now + pace;
      showStatus(
        `${command}: ${size > 0 ? `${Math.floor((100 * done) / size)} %` : `${Math.floor(done / 2 ** 20)} MiB`}`,
      );
    },
    end: () => showStatus(""),
  };
}
