import { closeSync, openSync } from "node:fs";
import type { Families } from "../../image/families.ts";
import { named } from "./failure.ts";
import { loadFamilies } from "./families.ts";
import { readChunks } from "./input.ts";
import { stdin } from "./terminal.ts";

/** An image that is being read. */
export interface ImageInput {
  /** what it may be */
  readonly families: Families;
  /** each chunk is gone when the next is asked for */
  readonly chunks: Iterable<Uint8Array>;
}

/**
 * Opens an image (`-`: standard input), works on it and closes it; whatever fails names the file.
 * `given` is the family it is of, if it is no checkpoint.
 */
export async function readingImage<T>(file: string, work: (input: ImageInput) => T, given?: Families): Promise<T> {
  try {
    const fd = file === "-" ? stdin : openSync(file, "r");
    try {
      const chunks = readChunks(fd);
      const first = chunks.next();
      const start = first.done ? [] : [first.value];
      return work({ families: given ?? (await loadFamilies(start)), chunks: chain(start, chunks) });
    } finally {
      if (fd !== stdin) closeSync(fd);
    }
  } catch (error) {
    throw named(file, error);
  }
}

function* chain<T>(first: Iterable<T>, rest: Iterable<T>): Generator<T> {
  yield* first;
  yield* rest;
}
