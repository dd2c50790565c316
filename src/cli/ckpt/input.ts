import { closeSync, openSync } from "node:fs";
import { readSome } from "../../files/transfer.ts";
import { naming } from "./failure.ts";
import { stdin } from "./terminal.ts";

/** Opens a file (`-`: standard input), runs `work` on its descriptor, and closes it. */
export function withInput<T>(file: string, work: (fd: number) => T): T {
  if (file === "-") return work(stdin);
  const fd = openSync(file, "r");
  try {
    return work(fd);
  } finally {
    closeSync(fd);
  }
}

/** As `withInput`; whatever fails names the file. */
export function readingFrom<T>(file: string, work: (fd: number) => T): T {
  return naming(file, () => withInput(file, work));
}

/** Bytes that are read at once. Records of a few bytes take a hundred times as much memory while they are shown. */
const chunkSize = 64 * 1024;

/** What is in a file from where it stands. Each chunk is gone when the next is asked for. */
export function* readChunks(fd: number): Generator<Uint8Array> {
  // Not a Buffer, of which a part takes three times as long to make.
  const memory = new Uint8Array(chunkSize);
  for (let count = readSome(fd, memory); count > 0; count = readSome(fd, memory)) yield memory.subarray(0, count);
}
