import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, readSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quietEnvironment } from "./quiet-environment.ts";

/** A command line, and what is piped into it. */
export interface Request {
  readonly name: "bytewright" | "ckpt";
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly input?: Uint8Array | string;
}

/** What a program wrote and its exit code. */
export interface Answer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** A pipe takes so much before somebody reads it. */
const LONGEST_INPUT = 60_000;

/** Whether a command line can be run beside others: what runs a program or a schema that ends the process cannot. */
export function canShare({ args, input = "" }: Request): boolean {
  return (
    !["checkpoint", "restart"].includes(args[0] ?? "") && !args.includes("--watch") && input.length < LONGEST_INPUT
  );
}

interface Host {
  readonly folder: string;
  readonly requests: number;
  readonly answers: number;
}

let host: Host | undefined;

/**
 * Runs a program's `main`, as its file in `bin` does, in a process that is started once and takes one command line after
 * the other: starting one takes many times as long as most commands run.
 */
export function runInHost(request: Request): Answer {
  host ??= startHost();
  const { folder, requests, answers } = host;
  const { name, args, cwd = process.cwd(), input = "" } = request;
  writeSync(requests, `${JSON.stringify({ name, args, cwd, input: Buffer.from(input).toString("base64") })}\n`);
  const answer = Buffer.alloc(16);
  const count = readSync(answers, answer);
  if (count === 0) {
    host = undefined;
    throw new Error(`${name} ${args.join(" ")}: ended the process, which others share`);
  }
  const [stdout, stderr] = [readFileSync(join(folder, "stdout")), readFileSync(join(folder, "stderr"))];
  return { code: Number(answer.toString("latin1", 0, count)), stdout, stderr };
}

function startHost(): Host {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-host-"));
  const [requests, answers] = [join(folder, "requests"), join(folder, "answers")] as const;
  execFileSync("mkfifo", [requests, answers, join(folder, "input")]);
  const script = fileURLToPath(new URL("program-host.cjs", import.meta.url));
  // It ends when nobody is left who could ask it for something.
  spawn(process.execPath, [script, folder], { stdio: "ignore", env: quietEnvironment() }).unref();
  // Both wait for the other end.
  return { folder, requests: openSync(requests, "w"), answers: openSync(answers, "r") };
}
