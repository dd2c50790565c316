import { isatty } from "node:tty";
import type { Progress } from "./progress.ts";
import { stderr, stdout } from "./terminal.ts";

/** What is being done with a file. */
export interface Work {
  /** the command: `inspect` */
  readonly command: string;
  /** whether it writes to standard output while it reads: on one terminal that and its progress would mix */
  readonly writesAlong: boolean;
}

/** Shows how far the reading of an open file has come, if there is a place for that. */
export type Follow = (fd: number) => Progress | undefined;

/** Progress is for people at a terminal, and where it is the only thing that is written there. */
export async function followerOf({ command, writesAlong }: Work): Promise<Follow> {
  if (!isatty(stderr) || process.env.TERM === "dumb" || (writesAlong && isatty(stdout))) return () => undefined;
  const { beginProgress, sizeOf } = await import("./progress.ts");
  return (fd) => beginProgress(command, sizeOf(fd));
}

/** The chunks as they are; each is counted when it has been worked on. */
export function* counting(chunks: Iterable<Uint8Array>, progress: Progress | undefined): Generator<Uint8Array> {
  try {
    for (const chunk of chunks) {
      yield chunk;
      progress?.add(chunk.length);
    }
  } finally {
    progress?.end();
  }
}
