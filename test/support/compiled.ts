import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skipsWithout } from "./skips-without.ts";

/** A compiler and its options. */
export type Command = readonly [compiler: string, ...options: string[]];

/** What a compiler makes of C: the object file where it works, and what it says. */
export interface Compiled {
  readonly object: Uint8Array | undefined;
  readonly messages: string;
}

export function compileC([compiler, ...options]: Command, source: string): Compiled {
  return inFolder((folder) => {
    const file = join(folder, "source.c");
    const object = join(folder, "out.o");
    writeFileSync(file, source);
    const limit = compiler.startsWith("clang") ? ["-ferror-limit=0"] : [];
    const all = [...options, ...limit, "-w", "-c", "-o", object, file];
    const run = spawnSync(compiler, all, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      maxBuffer: 2 ** 28,
    });
    const messages = `${run.stderr}${run.error ?? ""}`;
    return { object: run.status === 0 ? new Uint8Array(readFileSync(object)) : undefined, messages };
  });
}

/** The object file, or the test fails with what the compiler says. */
export function objectOf(command: Command, source: string): Uint8Array {
  const { object, messages } = compileC(command, source);
  if (object === undefined) throw new Error(`${command.join(" ")}:\n${messages}`);
  return object;
}

export function skipsWithoutCompiler(command: Command): boolean {
  return skipsWithout(command.join(" "), () => compileC(command, "int probe;\n").object !== undefined);
}

/** Does some work in a folder of its own, which is removed afterwards. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-types-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
