import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { root } from "./root.ts";
import { scratchFile } from "./scratch.ts";

export const compiler = "gcc";

/** The compiler's first words about itself; undefined where there is none, or none that makes programs. */
export function compilerVersion(): string | undefined {
  const input = '#include <stdio.h>\nint main(void) { return puts("") < 0; }\n';
  if (spawnSync(compiler, ["-x", "c", "-o", scratchFile("probe"), "-"], { input }).status !== 0) return undefined;
  return spawnSync(compiler, ["--version"], { encoding: "utf8" }).stdout.split("\n")[0];
}

/** What results say where C is left out. */
export const withoutC = `skipped: C, as there is no ${compiler}`;

/** A compiled program that answers questions: it sleeps while others are timed, and so takes turns with them. */
export class CProgram {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #answers: AsyncIterator<string>;

  private constructor(program: string, args: readonly string[]) {
    this.#child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#answers = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  /** Compiles `test/bench/c/NAME.c` and starts it. */
  static start(name: string, args: readonly string[], defines: readonly string[] = []): CProgram {
    const program = scratchFile([name, ...defines].join("-"));
    const options = ["-O2", ...defines.map((define) => `-D${define}`)];
    const run = spawnSync(compiler, [...options, `${root}test/bench/c/${name}.c`, "-o", program], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(`${compiler}: ${run.stderr}`);
    return new CProgram(program, args);
  }

  /** What it read or wrote, as text. */
  check(): Promise<string> {
    return this.#ask("check");
  }

  /** Nanoseconds per item. */
  async time(batches: number): Promise<number> {
    return Number(await this.#ask(`run ${batches}`));
  }

  stop(): void {
    this.#child.stdin.end();
  }

  async #ask(question: string): Promise<string> {
    this.#child.stdin.write(`${question}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.#child.spawnfile}: ended without an answer`);
    return value;
  }
}
