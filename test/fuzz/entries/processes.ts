import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ckptCorpora, makeImage } from "../corpus.ts";
import type { Entry } from "../entry.ts";
import { demand } from "../oracle.ts";
import { sourceFile } from "../source-file.ts";
import { makeJson } from "./json.ts";

interface ProcessInput {
  readonly args: readonly string[];
  /** the file that the arguments name IMAGE, and standard input */
  readonly bytes: Uint8Array;
}

/** Arguments of every command that only reads; JSON where `encode` wants it. */
const commands: readonly (readonly string[])[] = [
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

/** The program itself. It takes a hundred milliseconds, so that few inputs are tried: its parts get the many. */
const processes: Entry<ProcessInput> = {
  name: "processes",
  isSlow: true,
  make(random) {
    const args = [...random.pick(commands)];
    if (random.oneIn(3)) args.splice(random.below(args.length + 1), random.below(2), random.pick(oddArguments));
    const bytes = args.includes("JSON") ? makeJson(random).bytes : makeImage(random, ckptCorpora);
    return { args, bytes };
  },
  run({ args, bytes }) {
    const folder = mkdtempSync(join(tmpdir(), "bytewright-fuzz-"));
    try {
      for (const name of ["IMAGE", "JSON"]) writeFileSync(join(folder, name), bytes);
      const { CKPT_DEBUG, NODE_OPTIONS, ...env } = process.env;
      const options = { cwd: folder, input: bytes, env, timeout: 60_000 };
      const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
      demand(signal === null && [0, 1, 2].includes(status ?? -1), "another end", status, signal, stderr.toString());
      const complaints = stderr.toString();
      demand(!complaints.includes("internal error"), "an error that nobody expected", complaints);
      demand(/^(?:ckpt: [^\p{C}]+\n|[^\p{C}]+: comm [^\p{C}]+\n)*$/u.test(complaints), "odd complaints", complaints);
      const isText = args[0] !== "encode";
      demand(!isText || /^[^\p{Cc}\p{Cf}]*$/u.test(stdout.toString().replaceAll("\n", "")), "odd output", stdout);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

export const processEntries: readonly Entry[] = [processes];
