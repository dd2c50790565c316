import { fstatSync } from "node:fs";
import { fdPort } from "../io/fd-port.ts";
import type { SyncPort } from "../io/port.ts";
import { CkptError } from "./ckpt-error.ts";

/** Says that there is no log. */
export const LOG_FD_NONE = -1;

/** Where an image is read from or written to. */
export interface Descriptors {
  readonly fd: number;
  /** -1, the default: no log */
  readonly logFd?: number;
}

/** @throws CkptError EBADF if the image's descriptor, or the log's if there is one, is not open */
export function portOn({ fd, logFd = LOG_FD_NONE }: Descriptors): SyncPort {
  checkOpen("image", fd);
  if (logFd !== LOG_FD_NONE) checkOpen("log", logFd);
  return fdPort(fd, logFd);
}

function checkOpen(what: string, fd: number): void {
  try {
    fstatSync(fd);
  } catch (cause) {
    throw new CkptError("EBADF", `${what}: ${fd} is not an open file descriptor`, { cause });
  }
}
