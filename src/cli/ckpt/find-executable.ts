import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { Failure } from "./failure.ts";

/**
 * The file that a command names, in PATH or, with a slash in it, by itself.
 *
 * @throws Failure as a shell has it: exit code 127 if there is none, 126 if it cannot be executed
 */
export function findExecutable(command: string): string {
  const candidates = command === "" ? [] : candidatesFor(command);
  const found = candidates.find(isExecutable);
  if (found !== undefined) return resolve(found);
  const isThere = candidates.some((path) => existsSync(path));
  throw isThere
    ? new Failure(`${command}: not an executable file`, { exitCode: 126 })
    : new Failure(`${command}: command not found`, { exitCode: 127 });
}

function candidatesFor(command: string): string[] {
  if (command.includes("/")) return [command];
  const path = process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin";
  // An empty entry is the current folder.
  return path.split(delimiter).map((folder) => join(folder || ".", command));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
