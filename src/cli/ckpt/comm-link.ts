import { isUtf8 } from "node:buffer";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quote } from "../../inspect/escape.ts";
import { decodeText } from "../../wire/text.ts";
import { describeError, Failure, named, naming } from "./failure.ts";
import { report } from "./report.ts";

/** A link to an executable, in a private folder of its own. */
export interface CommLink {
  readonly folder: string;
  /** its name there */
  readonly name: Uint8Array;
  /** undefined where the name is no UTF-8, which no string can hold */
  readonly path: string | undefined;
  remove(): void;
}

/**
 * Makes a link whose name is a task's comm.
 *
 * @throws Failure if no file can have that name, or the folder for temporary files does not take one
 */
export function linkAs(comm: Uint8Array, executable: string): CommLink {
  checkName(comm);
  const parent = tmpdir();
  const folder = naming(parent, () => mkdtempSync(join(parent, "ckpt-")));
  const remove = () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      // The exit code is the command's all the same.
      report(`${folder}: ${describeError(error)}`);
    }
  };
  try {
    symlinkSync(executable, Buffer.concat([Buffer.from(`${folder}/`), comm]));
  } catch (error) {
    remove();
    throw named(folder, error);
  }
  const path = isUtf8(comm) ? `${folder}/${Buffer.from(comm).toString()}` : undefined;
  return { folder, name: comm, path, remove };
}

function checkName(comm: Uint8Array): void {
  const name = decodeText(comm, 0, comm.length);
  if (name === "" || name === "." || name === ".." || name.includes("/")) {
    throw new Failure(`no command can run as the task: its comm is ${quote(name)}, which no file can be named`);
  }
}
