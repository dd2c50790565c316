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
export function* readFollowed(fd: number, work: Work): Generator<Uint8Array> {
  const progress = follow(fd, work);
  try {
    for (const chunk of readChunks(fd)) {
      yield chunk;
      progress?.add(chunk.length);
    }
  } finally {
    progress?.end();
  }
}

/** Progress is for people at a terminal, and where it is the only thing that is written there. */
export function follow(fd: number, { command, writesAlong }: Work): Progress | undefined {
  if (!isatty(stderr) || process.env.TERM === "dumb" || (writesAlong && isatty(stdout))) return undefined;
  const stat = fstatSync(fd);
  // Files in /proc have no size.
  return beginProgress(command, stat.isFile() && stat.size > 0 ? stat.size : undefined);
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
 * Shows how far reading has come. It must be told: reading blocks, so that no timer would ever fire.
 *
 *     const progress = beginProgress("inspect", size);
 *     for (const chunk of chunks) { work(chunk); progress.add(chunk.length); }
 *     progress.end();
 *
 * `show` is given a line, or nothing where the line is to go; `now` is a clock in milliseconds.
 */
export function beginProgress(
  what: string,
  total: number | undefined,
  show: (line: string) => void = showStatus,
  now: () => number = () => performance.now(),
): Progress {
  const start = now();
  let next = start + patience;
  let done = 0;
  return {
    add(bytes) {
      done += bytes;
      const time = now();
      if (time < next) return;
      next = time + pace;
      show(progressLine({ what, done, total, seconds: (time - start) / 1000 }));
    },
    end: () => show(""),
  };
}

/** How far some work has come. */
export interface ProgressState {
  /** the command: `inspect` */
  readonly what: string;
  /** bytes that have been read */
  readonly done: number;
  /** bytes there are; undefined where nobody knows, as in a pipe */
  readonly total: number | undefined;
  /** since it began */
  readonly seconds: number;
}

/**
 * What there is to say of it, without a line's end:
 *
 *     inspect: 1.2 GiB of 4.0 GiB, 850 MiB/s, 4 s left
 *     decode: 300 MiB, 75 MiB/s
 */
export function progressLine({ what, done, total, seconds }: ProgressState): string {
  const rate = done / seconds;
  const amount = total === undefined ? sizeText(done) : `${sizeText(done)} of ${sizeText(total)}`;
  const parts = [`${what}: ${amount}`, `${sizeText(rate)}/s`];
  // A file may have grown since.
  if (total !== undefined && total >= done && rate > 0) parts.push(`${timeText((total - done) / rate)} left`);
  return parts.join(", ");
}

const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 0;
  // 1023.5 would be shown as 1024.
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${unit > 0 && size < 9.95 ? size.toFixed(1) : size.toFixed(0)} ${units[unit]}`;
}

function timeText(seconds: number): string {
  const whole = Math.ceil(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
