import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { quietEnvironment } from "../support/quiet-environment.ts";
import type { Answered, Asked, ProgramName } from "./command-server.ts";
import { Finding } from "./oracle.ts";
import { sourceFile } from "./source-file.ts";

/** How a command came to its end. */
export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/** The files in the folder where a command runs. */
export type CommandFiles = Readonly<Record<string, Uint8Array>>;

/** Longest that a command may take. */
const longestMs = 30_000;

const serverFile = fileURLToPath(sourceFile("../../dist/test/fuzz/command-server.js"));

/** A process that runs one command after the other: a hundred times as many as processes of their own. */
interface Server {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly stdout: number;
  readonly stderr: number;
}

let running: Server | undefined;

/**
 * Runs a program in the server, with the files in its working directory and `input` as standard input.
 * @throws Finding if the server ends, or the command does not
 */
export async function runCommand(
  program: ProgramName,
  args: readonly string[],
  files: CommandFiles,
  input: string,
): Promise<Ended> {
  running ??= startServer();
  const { child, folder, stdout, stderr } = running;
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  ftruncateSync(stdout);
  ftruncateSync(stderr);
  const asked: Asked = { program, args, input };
  child.send(asked);
  const status = await answerOf(child);
  return {
    ...{ status, signal: null },
    stdout: readFileSync(join(folder, "stdout")),
    stderr: readFileSync(join(folder, "stderr")),
  };
}

function startServer(): Server {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-fuzz-"));
  const [stdout, stderr] = ["stdout", "stderr"].map((name) => openSync(join(folder, name), "a")) as [number, number];
  const child = spawn(process.execPath, [serverFile], {
    cwd: folder,
    env: quietEnvironment(),
    stdio: ["ignore", stdout, stderr, "ipc"],
  });
  // It ends with this process, which it does not keep from ending.
  child.unref();
  child.channel?.unref();
  process.once("exit", () => rmSync(folder, { recursive: true }));
  return { child, folder, stdout, stderr };
}

async function answerOf(child: ChildProcess): Promise<number> {
  const waiting = new AbortController();
  const timer = setTimeout(() => child.kill("SIGKILL"), longestMs);
  try {
    const [answered] = await Promise.race([
      once(child, "message", waiting) as Promise<[Answered]>,
      once(child, "exit", waiting).then(([status, signal]) => {
        running = undefined;
        throw new Finding(`the command ended its process (${signal ?? status})`);
      }),
    ]);
    return answered.status;
  } finally {
    clearTimeout(timer);
    waiting.abort();
  }
}
