import { readFileSync } from "node:fs";

/** What is in a file, byte by byte, with the same line ends on every machine. */
export function readLines(file: string): string {
  return readFileSync(file, "latin1").replaceAll("\r\n", "\n");
}
