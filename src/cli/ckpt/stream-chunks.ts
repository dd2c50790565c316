import { fstatSync } from "node:fs";
import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { isatty, ReadStream } from "node:tty";
import { readChunks } from "./input.ts";

/** As `readChunks`, while signal handlers can run: what has to wait for its bytes is read as a stream. */
export async function* streamChunks(fd: number): AsyncGenerator<Uint8Array> {
  const stat = fstatSync(fd);
  if (isatty(fd)) {
    yield* new ReadStream(fd);
  } else if (stat.isFIFO() || stat.isSocket()) {
    yield* new Socket({ fd, readable: true, writable: false });
  } else {
    for (const chunk of readChunks(fd)) {
      yield chunk;
      await setImmediate();
    }
  }
}
