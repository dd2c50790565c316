import { accessSync, constants, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeAbandonedFolders } from "../../files/abandoned.ts";
import { nameTemporary } from "../../files/temporary-name.ts";
import { quote } from "../../inspect/escape.ts";
import { getText } from "../../wire/text.ts";
import { describeError, Failure, named, naming } from "./failure.ts";
import { report } from "./report.ts";

/** A link to an executable, in a private folder of its own. */
export interface CommLink {
  /** any bytes but NULs */
  readonly path: Uint8Array;
  remove(): void;
}

/**
 * Makes a link whose name is a task's comm, which can name one. Folders that killed runs have left are removed.
 *
 * @throws Failure if the folder for temporary files does not take one
 */
export function linkAs(comm: Uint8Array, executable: string): CommLink {
  const kind = join(tmpdir(), "ckpt");
  removeAbandonedFolders(kind);
  const folder = nameTemporary(kind);
  naming(tmpdir(), () => mkdirSync(folder, 0o700));
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // The exit code is the command's all the same.
      report(`${folder}: ${describeError(error)}`);
    }
  };
  const path = Buffer.concat([Buffer.from(`${folder}/`), comm]);
  try {
    symlinkSync(executable, path);
  } catch (error) {
    remove();
    throw named(folder, error);
  }
  return { path, remove };
}

/** @throws Failure if no file can have a task's comm for its name, or the folder for temporary files takes none */
export function checkLink(comm: Uint8Array): void {
  const name = getText(comm, 0, comm.length);
  if (name === "" || name === "." || name === ".." || name.includes("/")) {
    throw new Failure(`no command can run as the task: its comm is ${quote(name)}, which no file can be named`);
  }
  naming(tmpdir(), () => accessSync(tmpdir(), constants.W_OK | constants.X_OK));
}
