import { readFileSync } from "node:fs";

/** A text with the same line ends on every machine. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** What is in a file, byte by byte, with the same line ends on every machine. */
export function readLines(file: string): string {
  return withLineFeeds(readFileSync(file, "latin1"));
}
