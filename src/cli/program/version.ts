import { createRequire } from "node:module";
import { type Command, CommanderError } from "commander";

/** Adds `--version`. Commander's own would take the version, and so read a file, in every run. */
export function addVersion(program: Command): void {
  program.option("-V, --version", "output the version number").on("option:version", () => {
    program.configureOutput().writeOut?.(`${version()}\n`);
    throw new CommanderError(0, "commander.version", version());
  });
}

/** The version in the package's package.json, wherever in it this module runs from. */
function version(): string {
  return createRequire(import.meta.url)("bytewright/package.json").version;
}
