import { closeSync, openSync } from "node:fs";
import { failingAs } from "./failure.ts";
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
