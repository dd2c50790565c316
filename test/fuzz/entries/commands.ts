import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quietEnvironment } from "../../support/quiet-environment.ts";
import { type CommandFiles, type Ended, runCommand } from "../command-client.ts";
import { ckptCorpora, makeImage } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { demand } from "../oracle.ts";
import type { Random } from "../random.ts";
import { sourceFile } from "../source-file.ts";
import { makeJson } from "./json.ts";

interface CommandInput {
  readonly args: readonly string[];
  /** the file that the arguments name IMAGE or JSON, and standard input */
  readonly bytes: Uint8Array;
}

/** Arguments of every command that only reads; JSON where `encode` wants it. */
const commandLines: readonly (readonly string[])[] = [
  ["verify", "--kernel", "any", "IMAGE"],
  ["verify", "--all", "--json", "IMAGE", "-"],
  ["restart", "--kernel", "any", "-"],
  ["restart", "--log", "-", "IMAGE"],
  ["inspect", "IMAGE"],
  ["inspect", "--summary", "-"],
  ["decode", "-"],
  ["diff", "IMAGE", "-"],
  ["encode", "JSON", "--output", "-"],
];

const oddArguments = ["", "-", "--", "--kernel", "\u202e", "\x1b[31m", "--json=1", "x".repeat(5000), "1.2.3", "--help"];

const program = fileURLToPath(sourceFile("../../src/cli/bin/ckpt.js"));

function make(random: Random): CommandInput {
  const args = [...random.pick(commandLines)];
  if (random.oneIn(3)) args.splice(random.below(args.length + 1), random.below(2), random.pick(oddArguments));
  const bytes = args.includes("JSON") ? makeJson(random).bytes : makeImage(random, ckptCorpora);
  return { args, bytes };
}

function filesOf({ bytes }: CommandInput): CommandFiles {
  return { IMAGE: bytes, JSON: bytes };
}

function demandGoodEnd({ args }: CommandInput, { status, signal, stdout, stderr }: Ended): void {
  demand(signal === null && [0, 1, 2].includes(status ?? -1), "another end", status, signal, stderr.toString());
  const complaints = stderr.toString();
  demand(!complaints.includes("internal error"), "an error that nobody expected", complaints);
  demand(/^(?:ckpt: [^\p{C}]+\n|[^\p{C}]+: comm [^\p{C}]+\n)*$/u.test(complaints), "odd complaints", complaints);
  const isText = args[0] !== "encode";
  demand(!isText || /^[^\p{Cc}\p{Cf}]*$/u.test(stdout.toString().replaceAll("\n", "")), "odd output", stdout);
}

/** Whole commands, from their arguments to what they write, in a process that stays. */
const commands: Entry<CommandInput> = {
  name: "commands",
  make,
  async run(input) {
    demandGoodEnd(input, await runCommand(input.args, filesOf(input), "IMAGE"));
  },
};

/** The same as programs of their own. One takes a hundred milliseconds, so that few inputs are tried. */
const processes: Entry<CommandInput> = {
  name: "processes",
  isSlow: true,
  make,
  run(input) {
    const folder = mkdtempSync(join(tmpdir(), "bytewright-fuzz-"));
    try {
      for (const [name, bytes] of Object.entries(filesOf(input))) writeFileSync(join(folder, name), bytes);
      const options = { cwd: folder, input: input.bytes, env: quietEnvironment(), timeout: 60_000 };
      demandGoodEnd(input, spawnSync(process.execPath, [program, ...input.args], options));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

export const commandEntries: readonly Entry[] = [commands, processes];
