import * as codecs from "../../../generated/elf/index.ts";
import { ImportError } from "../import-error.ts";
import { Reader } from "../reader.ts";
import { type Container, inflate, sectionMap } from "./container.ts";
import { type Machine, machineOf } from "./machines.ts";

const { ElfClass, ElfCompression, ElfData, ElfSection, ElfSectionFlags, ElfType } = codecs;
const narrow = {
  ...{ Ehdr: codecs.Elf32Ehdr, Shdr: codecs.Elf32Shdr, Chdr: codecs.Elf32Chdr, Sym: codecs.Elf32Sym },
  ...{ Rel: codecs.Elf32Rel, Rela: codecs.Elf32Rela },
};
const wide = {
  ...{ Ehdr: codecs.Elf64Ehdr, Shdr: codecs.Elf64Shdr, Chdr: codecs.Elf64Chdr, Sym: codecs.Elf64Sym },
  ...{ Rel: codecs.Elf64Rel, Rela: codecs.Elf64Rela },
};

interface Header {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly link: number;
  readonly info: number;
  readonly bytes: Uint8Array;
}

export function openElf(file: Uint8Array): Container {
  const is64 = file[4] === ElfClass.ELFCLASS64;
  const isLittle = file[5] === ElfData.ELFDATA2LSB;
  if ((!is64 && file[4] !== ElfClass.ELFCLASS32) || (!isLittle && file[5] !== ElfData.ELFDATA2MSB)) {
    throw new ImportError(`is ELF of class ${file[4]} and byte order ${file[5]}, which are not known`);
  }
  const { Ehdr, ...rest } = is64 ? wide : narrow;
  const header = (isLittle ? Ehdr : Ehdr.be).decode(file);
  const elf = { ...rest, is64, isLittle, file };
  const headers = readHeaders(elf, Number(header.e_shoff), header.e_shnum, header.e_shstrndx);
  const { abis, relocations } = machineOf(header.e_machine, is64, isLittle);
  const isRelocatable = header.e_type === ElfType.ET_REL;
  const relocator = { ...elf, headers, relocations };
  const parts = headers.map((section) => {
    const make = () => {
      const bytes = decompress(elf, section);
      return isRelocatable ? relocate(relocator, section, bytes) : bytes;
    };
    return [section.name.replace(/^\.zdebug_/, ".debug_"), section.bytes.length, make] as const;
  });
  const machine = `${is64 ? 64 : 32}-bit ${isLittle ? "little" : "big"}-endian machine ${header.e_machine}`;
  return { format: "ELF", isLittle, abis, machine, sections: sectionMap(file, parts) };
}

type Elf = Omit<typeof narrow, "Ehdr"> | Omit<typeof wide, "Ehdr">;
type Opened = Elf & { readonly is64: boolean; readonly isLittle: boolean; readonly file: Uint8Array };

function readHeaders({ Shdr, isLittle, file }: Opened, start: number, told: number, toldNames: number): Header[] {
  const codec = isLittle ? Shdr : Shdr.be;
  const size = codec.size as number;
  if (start === 0) return [];
  const first = start + size <= file.length ? codec.decode(file, start) : undefined;
  // More than fit the header's 16 bits are told by the first section's.
  const count = told === 0 ? Number(first?.sh_size ?? 1) : told;
  const end = start + count * size;
  if (first === undefined || end > file.length) {
    throw new ImportError(`is cut off: section headers end at ${end}, the file at ${file.length}`);
  }
  const raw = Array.from({ length: count }, (_, index) => codec.decode(file, start + index * size));
  const contents = raw.map(({ sh_type, sh_offset, sh_size }, index) => {
    if (sh_type === ElfSection.SHT_NOBITS || sh_type === ElfSection.SHT_NULL) return new Uint8Array();
    const from = Number(sh_offset);
    const to = from + Number(sh_size);
    if (to <= file.length) return file.subarray(from, to);
    throw new ImportError(`is cut off: section ${index} ends at ${to}, the file at ${file.length}`);
  });
  const names = contents[toldNames === 0xffff ? first.sh_link : toldNames] ?? new Uint8Array();
  const texts = new Reader("the section of names", names, isLittle);
  return raw.map(({ sh_name, sh_type, sh_flags, sh_link, sh_info }, index) => ({
    ...{ index, type: sh_type, flags: Number(sh_flags), link: sh_link, info: sh_info },
    name: index === 0 ? "" : texts.textAt(sh_name),
    bytes: contents[index] as Uint8Array,
  }));
}

function decompress({ Chdr, isLittle }: Opened, { name, flags, bytes }: Header): Uint8Array {
  if (name.startsWith(".zdebug_")) {
    const reader = new Reader(name, bytes, false, 4);
    return inflate(name, bytes.subarray(12), reader.offset(8));
  }
  if ((flags & ElfSectionFlags.SHF_COMPRESSED) === 0) return bytes;
  const codec = isLittle ? Chdr : Chdr.be;
  const { ch_type, ch_size } = codec.decode(bytes);
  if (ch_type === ElfCompression.ELFCOMPRESS_ZLIB) return inflate(name, bytes.subarray(codec.size), Number(ch_size));
  const how = ch_type === ElfCompression.ELFCOMPRESS_ZSTD ? "zstd" : `type ${ch_type}`;
  throw new ImportError(`${name} is compressed by ${how}; run \`objcopy --decompress-debug-sections\` on it`);
}

interface Relocator extends Pick<Opened, "is64" | "isLittle" | "Rel" | "Rela" | "Sym"> {
  readonly headers: readonly Header[];
  readonly relocations: Machine["relocations"];
}

/** A section with the values of symbols put in: of those relocations alone that debugging sections have. */
function relocate(elf: Relocator, section: Header, bytes: Uint8Array): Uint8Array {
  const tables = elf.headers.filter(
    ({ type, info }) => info === section.index && (type === ElfSection.SHT_REL || type === ElfSection.SHT_RELA),
  );
  if (tables.length === 0) return bytes;
  if (elf.relocations === undefined) {
    throw new ImportError("is not linked, and how that is done for its machine is not known; name a linked file");
  }
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  for (const table of tables) applyTable(elf, section.name, table, view);
  return copy;
}

function applyTable(elf: Relocator, name: string, table: Header, view: DataView): void {
  const { Rel, Rela, Sym, is64, isLittle, headers, relocations } = elf;
  const isBare = table.type === ElfSection.SHT_REL;
  const Kind = isBare ? Rel : Rela;
  const codec = isLittle ? Kind : Kind.be;
  const symbol = isLittle ? Sym : Sym.be;
  const [size, symbolSize] = [codec.size as number, symbol.size as number];
  const symbols = headers[table.link]?.bytes ?? new Uint8Array();
  for (let at = 0; at + size <= table.bytes.length; at += size) {
    const entry: { r_offset: number | bigint; r_info: number | bigint; r_addend?: number | bigint } = codec.decode(
      table.bytes,
      at,
    );
    const info = BigInt(entry.r_info);
    const width = relocations?.[Number(info & (is64 ? 0xffffffffn : 0xffn))];
    if (width === undefined) continue;
    const place = Number(entry.r_offset);
    if (place + width > view.byteLength) {
      throw new ImportError(`${name} has ${view.byteLength} bytes, and a relocation is at ${place}`);
    }
    const index = Number(info >> (is64 ? 32n : 8n));
    if ((index + 1) * symbolSize > symbols.length)
      throw new ImportError(`${name} needs symbol ${index}, which is missing`);
    const { st_value } = symbol.decode(symbols, index * symbolSize);
    const told = width === 4 ? view.getUint32(place, isLittle) : view.getBigUint64(place, isLittle);
    const value = BigInt(st_value) + BigInt(isBare ? told : (entry.r_addend ?? 0));
    if (width === 4) view.setUint32(place, Number(BigInt.asUintN(32, value)), isLittle);
    else view.setBigUint64(place, BigInt.asUintN(64, value), isLittle);
  }
}
