import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AbiName } from "../../src/layout/index.ts";
import { readSymbols } from "./elf.ts";
import { skipsWithout } from "./skips-without.ts";

const compilers: { readonly [abi in AbiName]: readonly string[] } = {
  x86_64: ["gcc", "-m64"],
  i386: ["gcc", "-m32"],
  aarch64: ["aarch64-linux-gnu-gcc"],
  arm: ["arm-linux-gnueabihf-gcc"],
  riscv64: ["riscv64-linux-gnu-gcc"],
  ppc64: ["powerpc64-linux-gnu-gcc"],
  s390x: ["s390x-linux-gnu-gcc"],
};

/** Runs the compiler for an ABI on C that it reads from its standard input. */
export function runCompiler(abi: AbiName, options: readonly string[], input: string) {
  const [command = "", ...own] = compilers[abi];
  return spawnSync(command, [...own, ...options, "-x", "c", "-"], { input, encoding: "utf8", maxBuffer: 2 ** 26 });
}

const freestanding = ["-ffreestanding"];

/** Whether tests that compile for an ABI are skipped: a compiler that lacks headers or an assembler is none. */
export function skipsWithoutCompilerFor(abi: AbiName, options: readonly string[] = freestanding): boolean {
  return skipsWithout([...compilers[abi], ...options].join(" "), () => {
    try {
      return compile("#include <stddef.h>\n#include <stdint.h>\nuint8_t probe = 1;\n", abi, options).has("probe");
    } catch {
      return false;
    }
  });
}

/**
 * Compiles C and gives the bytes of its variables by name. Nothing is run, so that cross compilers serve as well;
 * only headers that need no C library can be included.
 */
export function compile(
  source: string,
  abi: AbiName,
  options: readonly string[] = freestanding,
): Map<string, Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-c-"));
  try {
    const object = join(folder, "out.o");
    const run = runCompiler(abi, [...options, "-w", "-c", "-o", object], source);
    if (run.status !== 0) throw new Error(`${compilers[abi][0]} failed for ${abi}:\n${run.stderr}${run.error ?? ""}`);
    return readSymbols(new Uint8Array(readFileSync(object)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
