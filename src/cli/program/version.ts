import { createRequire } from "node:module";
import { type Command, CommanderError, Option } from "commander";

/**
 * Adds `--version`, to the commands that there are, too: behind their names, only they know what is the value of an option.
 * Commander's own would take the version, and so read a file, in every run.
 */
export function addVersion(program: Command): void {
  program.enablePositionalOptions();
  for (const command of [program, ...allCommands(program)]) {
    const option = new Option("-V, --version", "output the version number").hideHelp(command !== program);
    command.addOption(option).on("option:version", () => {
      program.configureOutput().writeOut?.(`${version()}\n`);
      throw new CommanderError(0, "commander.version", version());
    });
  }
}

function allCommands({ commands }: Command): Command[] {
  return commands.flatMap((command) => [command, ...allCommands(command)]);
}

/** The version in the package's package.json, wherever in it this module runs from. */
function version(): string {
  return createRequire(import.meta.url)("bytewright/package.json").version;
}
