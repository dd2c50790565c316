import { closeSync, openSync } from "node:fs";
import type { Families } from "../../image/families.ts";
import { named } from "./failure.ts";
import { loadFamilies } from "./families.ts";
import { counting, followerOf, type Work } from "./follow.ts";
import { readChunks } from "./input.ts";
import { refuseOwnOutput } from "./output.ts";
import { stdin } from "./terminal.ts";

/** An image that is being read. */
export interface ImageInput {
  /** what it may be */
  readonly families: Families;
  /** each chunk is gone when the next is asked for */
  readonly chunks: Iterable<Uint8Array>;
}

/** What is to be done with an image. */
export interface ImageWork<T> extends Work {
  /** the family it is of, if it is no checkpoint */
  readonly given?: Families | undefined;
  run(input: ImageInput): T;
}

/** Opens an image (`-`: standard input), works on it and closes it; whatever fails names the file. */
export async function readingImage<T>(file: string, work: ImageWork<T>): Promise<T> {
  try {
    const fd = file === "-" ? stdin : openSync(file, "r");
    try {
      if (work.writesAlong) refuseOwnOutput(file, fd);
      const chunks = readChunks(fd);
      const first = chunks.next();
      const start = first.done ? [] : [first.value];
      const families = work.given ?? (await loadFamilies(start));
      const follow = await followerOf(work);
      return work.run({ families, chunks: counting(chain(start, chunks), follow(fd)) });
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
