import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAbiName } from "../layout/index.ts";
import { compilers } from "./compilers.ts";
import { ImportError } from "./import-error.ts";
import type { ReadOptions } from "./model.ts";

/** What a compiler has said. */
interface Said {
  /** its standard output; if it has failed, its messages */
  readonly output: string;
  readonly failure: string | undefined;
}

/** Options that are not a person's choice. */
export type Way = readonly string[];

/** The first errors tell; the others mostly follow from them. */
const MOST_ERRORS = 3;
/** Compilers have written this much of macros for no header. */
const MOST_OUTPUT = 2 ** 26;

/** A compiler of C with a folder for what it makes, which is removed when the work is done. */
export class Compiler {
  readonly #command: string;
  readonly #own: readonly string[];
  readonly #given: ReadOptions;
  readonly #folder: string;

  private constructor(options: ReadOptions, folder: string) {
    const { abi } = options;
    const cc = options.cc ?? (abi === undefined ? process.env.CC || "cc" : undefined);
    const known = abi !== undefined && isAbiName(abi) ? compilers[abi] : undefined;
    if (known === undefined && cc === undefined) {
      throw new ImportError(`no compiler for ${abi} is known; name one by --cc`);
    }
    const [command = "", ...own] = cc?.trim().split(/\s+/) ?? known ?? [];
    this.#command = command;
    this.#own = cc === undefined ? own : [...own, ...(known?.slice(1) ?? [])];
    this.#given = options;
    this.#folder = folder;
  }

  static use<T>(options: ReadOptions, work: (compiler: Compiler) => T): T {
    const folder = mkdtempSync(join(tmpdir(), "bytewright-"));
    try {
      return work(new Compiler(options, folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** A file in the folder. */
  write(name: string, text: string): string {
    const path = join(this.#folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Compiles to an object file with types: its bytes, or why there is none. */
  compile(source: string, way: Way): Uint8Array | { readonly failure: string; readonly output: string } {
    const object = join(this.#folder, "out.o");
    // Unused types are left out otherwise; without a word, some compilers for Windows write their own kind of types.
    const debug = ["-g", "-gdwarf", "-fno-eliminate-unused-debug-types"];
    const { failure, output } = this.run(["-c", ...debug, "-o", object], source, way);
    if (failure !== undefined) return { failure, output };
    return readFileSync(object);
  }

  run(options: readonly string[], source: string, way: Way): Said {
    const { includePath = [], define = [], include = [] } = this.#given;
    const given = [
      ...includePath.flatMap((path) => ["-I", path]),
      ...define.flatMap((one) => ["-D", one]),
      ...include.flatMap((file) => ["-include", file]),
    ];
    // The name is told as where types are declared: as it was given, but for a dash that would be an option.
    const file = source.startsWith("-") ? `./${source}` : source;
    // Headers would be made ready for other runs without `-x c`.
    const all = [...this.#own, ...options, ...given, ...way, "-w", "-x", "c", file];
    const environment = { ...process.env, LC_ALL: "C" };
    const run = spawnSync(this.#command, all, { encoding: "utf8", env: environment, maxBuffer: MOST_OUTPUT });
    if (run.error !== undefined && run.status === null) {
      const isMissing = "code" in run.error && run.error.code === "ENOENT";
      throw new ImportError(
        isMissing ? `the compiler ${this.#command} is not installed; name one by --cc` : `${run.error.message}`,
      );
    }
    if (run.status === 0) return { output: run.stdout, failure: undefined };
    const errors = run.stderr.split("\n").filter((line) => /\berror\b/.test(line));
    const failure = errors.length === 0 ? run.stderr.trim() : errors.slice(0, MOST_ERRORS).join("; ");
    return { output: run.stderr, failure: `${this.#command}: ${failure}` };
  }
}
