import { type Command, Option } from "commander";

/** Adds the options of commands that read types of C (`ReadOptions`), but for the ABI, which says more to some of them. */
export function addReaderOptions(command: Command): Command {
  return command
    .option("--base <file>", "of split BTF: the file that it goes on from")
    .option("--cc <command>", "the compiler for C headers and sources (default: the one for --abi, or $CC, or cc)")
    .addOption(new Option("-I, --include-path <folder>", "for that compiler").argParser(listed))
    .addOption(new Option("-D, --define <macro>", "for that compiler").argParser(listed))
    .addOption(new Option("--include <file>", "a header that it reads in front").argParser(listed));
}

/** What an option that may be repeated has been given. */
export function listed(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
