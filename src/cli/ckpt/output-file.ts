import { openOutput as openFileOutput } from "../../files/open-output.ts";
import { troubleWithName } from "../../files/output-target.ts";
import type { Output } from "../../files/replacement.ts";
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
  const trouble = troubleWithName(name);
  if (trouble !== undefined) throw new Failure(trouble);
  return openFileOutput(name);
}

function nothing(): void {}
