import { fstatSync } from "node:fs";
import { progressLine } from "./progress-line.ts";
import { showStatus } from "./terminal.ts";

/** Milliseconds without a word: what ends before them needs none. */
const patience = 1000;
/** Milliseconds from one line to the next. */
const pace = 200;

/**
 * Shows how far reading has come. It must be told: reading blocks, so that no timer would ever fire.
 *
 *     const progress = new Progress("inspect", sizeOf(fd));
 *     for (const chunk of chunks) { work(chunk); progress.add(chunk.length); }
 *     progress.end();
 */
export class Progress {
  readonly #what: string;
  readonly #total: number | undefined;
  readonly #show: (line: string) => void;
  readonly #now: () => number;
  readonly #start: number;
  #done = 0;
  #next: number;

  /** `show` is given a line, or nothing where the line is to go; `now` is a clock in milliseconds. */
  constructor(
    what: string,
    total: number | undefined,
    show: (line: string) => void = showStatus,
    now: () => number = () => performance.now(),
  ) {
    this.#what = what;
    this.#total = total;
    this.#show = show;
    this.#now = now;
    this.#start = now();
    this.#next = this.#start + patience;
  }

  /** So many more bytes have been read. */
  add(bytes: number): void {
    this.#done += bytes;
    const now = this.#now();
    if (now < this.#next) return;
    this.#next = now + pace;
    const seconds = (now - this.#start) / 1000;
    this.#show(progressLine({ what: this.#what, done: this.#done, total: this.#total, seconds }));
  }

  /** Takes the line away. */
  end(): void {
    this.#show("");
  }
}

/** Bytes of an open file; undefined for what is none. */
export function sizeOf(fd: number): number | undefined {
  const stat = fstatSync(fd);
  // Files in /proc have no size.
  return stat.isFile() && stat.size > 0 ? stat.size : undefined;
}
