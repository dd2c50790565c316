import { Reader } from "../reader.ts";
import type { Container } from "./container.ts";
import { openElf } from "./elf.ts";

/** A kind of file, how it is known by its first bytes, and how it is opened. */
interface Kind {
  readonly magics: readonly number[];
  open(file: Uint8Array): Container;
}

const kinds: readonly Kind[] = [{ magics: [0x7f454c46], open: openElf }];

/** Opens an object file or program; undefined if it is none that is known. */
export function openContainer(file: Uint8Array): Container | undefined {
  if (file.length < 4) return undefined;
  const magic = new Reader("the file", file, false).u32();
  return kinds.find(({ magics }) => magics.includes(magic))?.open(file);
}
