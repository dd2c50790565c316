import { ImportError } from "../import-error.ts";
import { coffMachines, openCoff, openPe } from "./coff.ts";
import type { Container } from "./container.ts";
import { openElf } from "./elf.ts";
import { openMachO } from "./macho.ts";
import { openWasm } from "./wasm.ts";

const refuse = (problem: string) => (): never => {
  throw new ImportError(problem);
};
const archive = refuse("is an archive of object files; take a member out of it (`ar x`), and name that");

/** Kinds of files by their first bytes as hexadecimal, and how they are opened. */
const kinds: readonly (readonly [magic: string, open: (file: Uint8Array) => Container])[] = [
  ["7f454c46", openElf],
  ["0061736d", openWasm],
  ["cffaedfe", openMachO],
  ["4d5a", openPe],
  ...coffMachines.map((machine) => [hex([machine & 0xff, machine >> 8]), openCoff] as const),
  ["213c617263683e0a", archive],
  ["213c7468696e3e0a", archive],
  ["cafebabe", refuse("holds programs for several machines; take one out of it (`lipo -thin`), and name that")],
  ["cefaedfe", refuse("is Mach-O of 32 bits, which is not known")],
  ["4243c0de", refuse("is LLVM's bitcode, which no types are read from; compile without -flto")],
  ["dec0170b", refuse("is LLVM's bitcode, which no types are read from; compile without -flto")],
];

/** Opens an object file or program; undefined if it is none that is known. */
export function openContainer(file: Uint8Array): Container | undefined {
  const start = hex(file.subarray(0, 8));
  return kinds.find(([magic]) => start.startsWith(magic))?.[1](file);
}

function hex(bytes: ArrayLike<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
