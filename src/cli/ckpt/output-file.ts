import { statSync } from "node:fs";
import { type Output, openOutput as openFileOutput } from "../../files/open-output.ts";
import { Failure } from "./failure.ts";
import { stdout } from "./terminal.ts";

export type { Output };

/**
 * Opens a file for an image (`-`: standard output), which appears when it is complete.
 *
 * @throws Failure for what can be no file, or what the system says of the name
 */
export function openOutput(name: string): Output {
  if (name === "-") return { fd: stdout, commit: nothing, discard: nothing };
  if (name === "") throw new Failure("the output's name is empty");
  const isFolder = statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder || name.endsWith("/")) throw new Failure(`${name}: EISDIR: is a directory`);
  return openFileOutput(name);
}

function nothing(): void {}
