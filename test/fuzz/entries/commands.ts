import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quietEnvironment } from "../../support/quiet-environment.ts";
import { type CommandFiles, type Ended, runCommand } from "../command-client.ts";
import type { ProgramName } from "../command-server.ts";
import { ckptCorpora, makeImage } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { demand } from "../oracle.ts";
import type { Random } from "../random.ts";
import { sourceFile } from "../source-file.ts";
import { makeJson } from "./json.ts";

interface CommandInput {
  readonly program: ProgramName;
  readonly args: readonly string[];
  /** the file that the arguments name IMAGE or JSON, and standard input */
  readonly bytes: Uint8Array;
}

/** Arguments of every command; JSON where `encode` wants it. What `set` writes to is made anew for each run. */
const commandLines: readonly (readonly string[])[] = [
  ["verify", "--kernel", "any", "IMAGE"],
  ["verify", "--all", "--json", "IMAGE", "-"],
  ["restart", "--kernel", "any", "-"],
  ["restart", "--log", "-", "IMAGE"],
];
const commandLinesOfBoth: readonly (readonly string[])[] = [
  ["inspect", "IMAGE"],
  ["inspect", "--summary", "-"],
  ["inspect", "--json", "IMAGE"],
  ["inspect", "--hex", "IMAGE"],
  ["decode", "-"],
  ["diff", "IMAGE", "-"],
  ["encode", "JSON", "--output", "-"],
  ["get", "IMAGE", "PATH"],
  ["set", "IMAGE", "PATH", "=", "VALUE"],
];
const bound: readonly (readonly string[])[] = [
  ["--schema", "ckpt"],
  ["--schema", "ckpt-v23"],
];

const records = ["ckpt_hdr_header", "ckpt_hdr_task", "ckpt_hdr_buffer", "ckpt_hdr_groupinfo", "unknown", "none"];
const fields = [
  "",
  ".magic",
  ".exit_code",
  ".constants.uts_release_len",
  ".payload",
  ".groups[0]",
  ".no",
  "[1]",
  ".a.b",
];
const values = ["9", "-1", "0x10", "TASK_RUNNING", "EXIT_ZOMBIE | 1", "", "[1]", "{}", '"', "\u202e", "9".repeat(400)];

const oddArguments = [
  "--offset",
  "--count",
  "1",
  "99999999999999999999",
  "0x10",
  "",
  "-",
  "--",
  "--kernel",
  "\u202e",
  "\x1b[31m",
  "--json=1",
  "x".repeat(5000),
  "1.2.3",
  "--help",
];

const bin = fileURLToPath(sourceFile("../../src/cli/bin/"));

function make(random: Random): CommandInput {
  const program = random.pick(["ckpt", "bytewright"] as const);
  const own =
    program === "ckpt"
      ? commandLines
      : [
          ["verify", "IMAGE", "-"],
          ["verify", "--json", "IMAGE"],
        ];
  const [command = "", ...words] = random.pick([...own, ...commandLinesOfBoth]);
  const args = [command, ...(program === "ckpt" ? [] : random.pick(bound)), ...words].map((word) => {
    if (word === "PATH")
      return `${random.pick(records)}${random.oneIn(2) ? `[${random.below(4)}]` : ""}${random.pick(fields)}`;
    return word === "VALUE" ? random.pick(values) : word;
  });
  if (random.oneIn(3)) args.splice(random.below(args.length + 1), random.below(2), random.pick(oddArguments));
  const bytes = args.includes("JSON") ? makeJson(random).bytes : makeImage(random, ckptCorpora);
  return { program, args, bytes };
}

function filesOf({ bytes }: CommandInput): CommandFiles {
  return { IMAGE: bytes, JSON: bytes };
}

function demandGoodEnd({ args }: CommandInput, { status, signal, stdout, stderr }: Ended): void {
  demand(signal === null && [0, 1, 2].includes(status ?? -1), "another end", status, signal, stderr.toString());
  const complaints = stderr.toString();
  demand(!complaints.includes("internal error"), "an error that nobody expected", complaints);
  demand(
    /^(?:(?:ckpt|bytewright): [^\p{C}]+\n|[^\p{C}]+: comm [^\p{C}]+\n)*$/u.test(complaints),
    "odd complaints",
    complaints,
  );
  const isText = args[0] !== "encode";
  demand(!isText || /^[^\p{Cc}\p{Cf}]*$/u.test(stdout.toString().replaceAll("\n", "")), "odd output", stdout);
}

/** Whole commands, from their arguments to what they write, in a process that stays. */
const commands: Entry<CommandInput> = {
  name: "commands",
  make,
  async run(input) {
    demandGoodEnd(input, await runCommand(input.program, input.args, filesOf(input), "IMAGE"));
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
      demandGoodEnd(input, spawnSync(process.execPath, [join(bin, `${input.program}.js`), ...input.args], options));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

export const commandEntries: readonly Entry[] = [commands, processes];
