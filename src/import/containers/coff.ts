import { Reader } from "../reader.ts";
import { type Container, sectionMap } from "./container.ts";

/** The ABIs by machine: gcc's and clang's for Windows are told apart by nothing that is always there. */
const abis: { readonly [machine: number]: readonly string[] } = {
  332: ["mingw32", "msvc32"],
  34404: ["mingw64", "msvc64"],
};
const ARM64 = 0xaa64;

/** The machines of object files, which begin with them, as the first two bytes of a file. */
export const coffMachines: readonly number[] = [...Object.keys(abis).map(Number), ARM64];

const SECTION_SIZE = 40;
const SYMBOL_SIZE = 18;

/** A program for Windows (PE), whose header is behind one for DOS. */
export function openPe(file: Uint8Array): Container {
  const reader = new Reader("the header", file, true);
  reader.at = new Reader("the header", file, true, 60).u32();
  if (reader.u32() !== 0x4550) reader.fail("this is a program of DOS");
  const container = readSections(file, reader, "PE");
  // What Microsoft's linker, and clang's as it, give as their version.
  const linker = reader.bytes[reader.at + 2] ?? 0;
  return linker >= 14 ? { ...container, abis: [...container.abis].reverse() } : container;
}

/**
 * An object file of Windows. Its debugging sections refer to the beginnings of others, and have in their places how
 * far behind that: nothing has to be put in.
 */
export function openCoff(file: Uint8Array): Container {
  return readSections(file, new Reader("the header", file, true), "COFF");
}

/** Leaves the reader behind the header, where that of a program goes on. */
function readSections(file: Uint8Array, reader: Reader, format: string): Container {
  const machine = reader.u16();
  const count = reader.u16();
  reader.skip(4);
  const symbolsAt = reader.u32();
  const names = new Reader("the section names", file.subarray(symbolsAt + SYMBOL_SIZE * reader.u32()), true);
  const optionalSize = reader.u16();
  reader.skip(2);
  const table = new Reader("the section table", file, true, reader.at);
  table.skip(optionalSize);
  const parts = Array.from({ length: count }, () => {
    const section = new Reader("the section table", table.take(SECTION_SIZE), true);
    const told = section.fixedText(8);
    const memorySize = section.u32();
    section.skip(4);
    const fileSize = section.u32();
    const at = section.u32();
    const name = told.startsWith("/") ? names.textAt(Number(told.slice(1))) : told;
    // In programs, what is in the file is filled up.
    const size = at === 0 ? 0 : format === "PE" ? Math.min(fileSize, memorySize) : fileSize;
    return [name, size, () => new Reader(name, file, true, at).take(size)] as const;
  });
  const known = abis[machine] ?? [];
  return { format, isLittle: true, abis: known, machine: `machine ${machine}`, sections: sectionMap(file, parts) };
}
