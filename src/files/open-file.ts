import { closeSync, openSync } from "node:fs";

/** A descriptor that is closed once, however often that is asked for: its number may be another file's by then. */
export interface OpenFile {
  readonly fd: number;
  close(): void;
}

export function openFile(path: string, flags: string, mode?: number): OpenFile {
  const fd = openSync(path, flags, mode);
  let isOpen = true;
  return {
    fd,
    close() {
      if (!isOpen) return;
      // Even where closing fails, the number is free.
      isOpen = false;
      closeSync(fd);
    },
  };
}

/** Closes a file of which nothing is expected any more. */
export function closeQuietly(file: OpenFile): void {
  try {
    file.close();
  } catch {
    // Something worse has gone wrong before.
  }
}

/** The error with the name of its file, where the system was asked about a descriptor and so does not name it. */
export function namingFile(name: string, error: unknown): unknown {
  const isUnnamed = error instanceof Error && "syscall" in error && !("path" in error);
  return isUnnamed ? Object.assign(error, { message: `${name}: ${error.message}`, path: name }) : error;
}
