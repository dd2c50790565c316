import { closeSync, fsyncSync, openSync } from "node:fs";

/** A file is in its place, but its name may be lost if the power fails. `cause` is what the system says. */
export class NotSyncedError extends Error {
  override readonly name = "NotSyncedError";

  constructor(cause: Error) {
    super(`the file is complete, but its name may not outlast a power failure: ${cause.message}`, { cause });
  }
}

/** What is no failure: folders need not be readable, and some systems cannot sync them. */
const expected = ["EACCES", "EPERM", "EINVAL", "EISDIR", "ENOTSUP", "ENOSYS"];

/**
 * Makes the names in a folder last.
 *
 * @throws NotSyncedError
 */
export function syncFolder(folder: string): void {
  try {
    const fd = openSync(folder, "r");
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!expected.includes((error as NodeJS.ErrnoException).code ?? "")) throw new NotSyncedError(error as Error);
  }
}
