import { fchmodSync, fchownSync, fsyncSync, renameSync, type Stats } from "node:fs";
import { closeQuietly, type OpenFile, openFile } from "./open-file.ts";
import { forget, removeAtExit, removeTemporary } from "./temporary-files.ts";
import { nameTemporary } from "./temporary-name.ts";

/** Output that shows under its name only when it is complete. */
export interface Output {
  /** where to write */
  readonly fd: number;
  /** Everything has been written. */
  commit(): void;
  /** Something went wrong: the file is as it was, or is not there. */
  discard(): void;
}

/**
 * Begins to write a file anew, in one beside it; `existing` is the old one, whose owner and mode it will have. When it is
 * complete it is synced; to sync its folder is up to the caller.
 */
export function beginReplacement(path: string, existing: Stats | undefined): Output {
  const temporary = nameTemporary(path);
  removeAtExit(temporary);
  const file = create(temporary, existing);
  return {
    fd: file.fd,
    commit() {
      if (existing !== undefined) keepOwnerAndMode(file.fd, existing);
      fsyncSync(file.fd);
      // Before the file is in its place: some file systems tell only now that they could not keep what was written.
      file.close();
      renameSync(temporary, path);
      forget(temporary);
    },
    discard() {
      removeTemporary(temporary);
      forget(temporary);
      closeQuietly(file);
    },
  };
}

function create(temporary: string, existing: Stats | undefined): OpenFile {
  try {
    return openFile(temporary, "wx", existing === undefined ? 0o666 : 0o600);
  } catch (error) {
    forget(temporary);
    throw error;
  }
}

/** Owner and mode as they were, as far as the system allows. Access lists and extended attributes are out of Node's reach. */
function keepOwnerAndMode(fd: number, { uid, gid, mode }: Stats): void {
  const isKept = isAllowed(() => fchownSync(fd, uid, gid));
  const isGroupKept = isKept || isAllowed(() => fchownSync(fd, process.getuid?.() ?? uid, gid));
  // A program must not run as somebody whom its owner did not choose, nor another group get what was the old one's.
  const owner = isKept ? 0o7777 : 0o1777;
  const group = isGroupKept ? 0o7777 : 0o7707;
  isAllowed(() => fchmodSync(fd, mode & owner & group));
}

/** Only root may give files away, and only to those that a container knows; some file systems have no owners or modes. */
const forbidden = ["EPERM", "EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

/** Does what the system may not allow, and tells whether it does. */
function isAllowed(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (!forbidden.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    return false;
  }
}
