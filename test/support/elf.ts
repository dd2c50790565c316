/** Bytes of the symbols that an object file defines in sections with contents (so not in .bss), by symbol name. */
export function readSymbols(file: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint32(0) !== 0x7f454c46) throw new Error("not an ELF file");
  const wide = file[4] === 2;
  const little = file[5] === 1;
  const half = (at: number) => view.getUint16(at, little);
  const word = (at: number) => view.getUint32(at, little);
  const address = (at: number) => (wide ? Number(view.getBigUint64(at, little)) : word(at));

  const sectionTable = address(wide ? 0x28 : 0x20);
  const sectionSize = half(wide ? 0x3a : 0x2e);
  const sections = Array.from({ length: half(wide ? 0x3c : 0x30) }, (_, index) => {
    const at = sectionTable + index * sectionSize;
    return {
      type: word(at + 4),
      offset: address(at + (wide ? 0x18 : 0x10)),
      size: address(at + (wide ? 0x20 : 0x14)),
      link: word(at + (wide ? 0x28 : 0x18)),
    };
  });

  const symbols = new Map<string, Uint8Array>();
  const table = sections.find(({ type }) => type === SHT_SYMTAB);
  if (table === undefined) return symbols;
  const names = sections[table.link]!.offset;
  for (let at = table.offset; at < table.offset + table.size; at += wide ? 24 : 16) {
    const section = sections[half(at + (wide ? 6 : 14))];
    if (section?.type !== SHT_PROGBITS) continue;
    const start = section.offset + address(at + (wide ? 8 : 4));
    const size = address(at + (wide ? 16 : 8));
    symbols.set(readText(file, names + word(at)), file.subarray(start, start + size));
  }
  return symbols;
}

const SHT_PROGBITS = 1;
const SHT_SYMTAB = 2;

function readText(file: Uint8Array, at: number): string {
  return new TextDecoder().decode(file.subarray(at, file.indexOf(0, at)));
}
