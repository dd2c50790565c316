import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compilers as known } from "../../src/import/compilers.ts";
import type { AbiName } from "../../src/layout/index.ts";
import { readSymbols } from "./elf.ts";
import { skipsWithout } from "./skips-without.ts";

/** Clang's name in Debian; a pointer of C is given as a number. */
const clang = ["clang-19", "-Wno-int-conversion"];

/** What import runs; compilers with several ABIs serve where an ABI's own need no library of C. */
export const compilers: { readonly [abi in AbiName]: readonly string[] } = {
  ...(Object.fromEntries(
    Object.entries(known).map(([abi, [name, ...own]]) => [abi, [...(name === "clang" ? clang : [name]), ...own]]),
  ) as { [abi in AbiName]: string[] }),
  ppc32: ["powerpc64-linux-gnu-gcc", "-m32"],
  riscv32: ["riscv64-linux-gnu-gcc", "-march=rv32gc", "-mabi=ilp32d"],
  mips64: ["mips-linux-gnu-gcc", "-mips64r2", "-mabi=64"],
};

/** Those that need a compiler which is not set up for CI. */
const extra: readonly AbiName[] = [
  "alpha",
  "hppa",
  "sh4",
  "arc",
  "or1k",
  "xtensa",
  "armel",
  "arm_none_eabi",
  "m68k",
  "avr",
];

/** Whether the compiler for an ABI is clang, which takes `aligned` on bit fields in its own way. */
export function isByClang(abi: AbiName): boolean {
  return compilers[abi][0] === "clang-19";
}

/** Runs the compiler for an ABI on C that it reads from its standard input. */
export function runCompiler(abi: AbiName, options: readonly string[], input: string) {
  const [command = "", ...own] = compilers[abi];
  return spawnSync(command, [...own, ...options, "-x", "c", "-"], { input, encoding: "utf8", maxBuffer: 2 ** 26 });
}

const freestanding = ["-ffreestanding"];

/** Whether tests that compile for an ABI are skipped: a compiler that lacks headers or an assembler is none. */
export function skipsWithoutCompilerFor(abi: AbiName, options: readonly string[] = freestanding): boolean {
  const probe = "bytewright probe";
  const isThere = () => {
    try {
      const source = `#include <stddef.h>\n#include <stdint.h>\nchar probe[] = "${probe}";\n`;
      return Buffer.from(compileObject(source, abi, options)).includes(probe);
    } catch {
      return false;
    }
  };
  return skipsWithout([...compilers[abi], ...options].join(" "), isThere, extra.includes(abi));
}

/**
 * Compiles C and gives the bytes of its variables by name, for ABIs with ELF. Nothing is run, so that cross compilers
 * serve as well; only headers that need no C library can be included.
 */
export function compile(
  source: string,
  abi: AbiName,
  options: readonly string[] = freestanding,
): Map<string, Uint8Array> {
  return readSymbols(compileObject(source, abi, options));
}

/** Compiles C and gives the object file, whatever its format. */
export function compileObject(
  source: string,
  abi: AbiName,
  options: readonly string[] = freestanding,
): Uint8Array<ArrayBuffer> {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-c-"));
  try {
    const object = join(folder, "out.o");
    const run = runCompiler(abi, [...options, "-w", "-c", "-o", object], source);
    if (run.status !== 0) throw new Error(`${compilers[abi][0]} failed for ${abi}:\n${run.stderr}${run.error ?? ""}`);
    return new Uint8Array(readFileSync(object));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const markSize = 64;

/** A variable behind a mark, by which it is found in an object file of any format. No type here is aligned to more. */
export function marked(name: string, type: string, declarator: string, value: string): string {
  const mark = `.mark = "@bytewright ${name}@"`;
  return `struct { unsigned char mark[${markSize}]; ${type} ${declarator}; } ${name} = { ${mark}, .value = ${value} };`;
}

/** Compiles C and gives the bytes from the first one of each marked variable on, by name. */
export function compileMarked(source: string, abi: AbiName): Map<string, Uint8Array> {
  const object = compileObject(source, abi);
  const marks = new TextDecoder("latin1").decode(object).matchAll(/@bytewright (\w+)@/g);
  return new Map([...marks].map(({ index, 1: name = "" }) => [name, object.subarray(index + markSize)]));
}
