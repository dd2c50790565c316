import { fstatSync } from "node:fs";
import { CkptError } from "./ckpt-error.ts";

/** Says that there is no log. */
export const LOG_FD_NONE = -1;

/** @throws CkptError EBADF if the image's descriptor, or the log's if there is one, is not open */
export function checkFds(fd: number, logFd: number): void {
  checkOpen("image", fd);
  if (logFd !== LOG_FD_NONE) checkOpen("log", logFd);
}

function checkOpen(what: string, fd: number): void {
  try {
    fstatSync(fd);
  } catch (cause) {
    throw new CkptError("EBADF", `${what}: ${fd} is not an open file descriptor`, { cause });
  }
}
