import { closeSync, openSync } from "node:fs";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { type Families, recogniseImage } from "../../image/index.ts";
import type { Family } from "../../wire/index.ts";
import { failingAs } from "./failure.ts";
import { refuseOwnOutput } from "./output.ts";
import { readFollowed, type Work } from "./progress.ts";
import { stdin } from "./terminal.ts";

/** Opens a file (`-`: standard input), runs `work` on its descriptor, and closes it. */
export async function withInput<T>(file: string, work: (fd: number) => T | Promise<T>): Promise<T> {
  const fd = file === "-" ? stdin : openSync(file, "r");
  try {
    return await work(fd);
  } finally {
    if (fd !== stdin) closeSync(fd);
  }
}

/** As `withInput`; whatever fails names the file. */
export async function readingFrom<T>(file: string, work: (fd: number) => T | Promise<T>): Promise<T> {
  return await withInput(file, work).catch(failingAs(file));
}

/** An image that is being read. */
export interface ImageInput {
  /** what it may be */
  readonly families: Families;
  /** each chunk is gone when the next is asked for */
  readonly chunks: Iterable<Uint8Array>;
}

/** As `readingFrom`, for an image; `given` is the family it is of, if it is no checkpoint. */
export async function readingImage<T>(
  file: string,
  work: Work,
  run: (image: ImageInput) => T,
  given?: Families,
): Promise<T> {
  return readingFrom(file, async (fd) => {
    if (work.writesAlong) refuseOwnOutput(file, fd);
    const chunks = readFollowed(fd, work);
    const first = chunks.next();
    const start = first.done ? [] : [first.value];
    const families = given ?? (await loadFamilies(start));
    return run({ families, chunks: inParts(start, chunks) });
  });
}

/** Bytes that are given at once; what is made of small records takes twenty times as much memory. */
const atOnce = 8 * 1024;

function* inParts(first: Iterable<Uint8Array>, rest: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const chunks of [first, rest]) {
    for (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += atOnce) yield chunk.subarray(at, at + atOnce);
    }
  }
}

/** The versions of the checkpoint image. */
export async function loadAllFamilies(): Promise<readonly Family[]> {
  const { CkptV23 } = await import("../../../generated/ckpt-v23/index.ts");
  return [Ckpt, CkptV23];
}

/** Those that images with these starts can be of: the larger one is loaded only where some start asks for it. */
export async function loadFamilies(starts: readonly Uint8Array[]): Promise<readonly Family[]> {
  return starts.every((start) => recogniseImage(start, Ckpt).match === "all") ? [Ckpt] : await loadAllFamilies();
}
