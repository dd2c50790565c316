import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as generated from "../../generated/elf/index.ts";
import type { StructDefinition } from "../../schema/dsl/index.ts";
import * as schema from "../../schema/elf/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { type AnyCodec, factsOf, nameOf } from "../../src/wire/index.ts";

const folder = new URL("elf/", import.meta.url);
const files = readdirSync(folder).filter((name) => /\.(o|exe)$/.test(name));

/** Of 64 bits they are bigints, which are written alike. */
type Value = { readonly [field: string]: number };

const codecs = new Map<string, unknown>(Object.entries(generated));
const structs = new Map<string, unknown>(Object.entries(schema));

/** A file as codecs of the schema read it, generated and at run time: each struct gives its bytes back. */
class ElfFile {
  readonly bytes: Uint8Array;
  readonly size: 32 | 64;
  readonly isBig: boolean;

  constructor(name: string) {
    this.bytes = new Uint8Array(readFileSync(new URL(name, folder)));
    this.size = this.bytes[4] === 1 ? 32 : 64;
    this.isBig = this.bytes[5] === 2;
  }

  read(what: "Ehdr" | "Phdr" | "Shdr" | "Sym" | "Nhdr", at: number | bigint): Value {
    const made = codecs.get(`Elf${this.size}${what}`) as AnyCodec & { readonly be: AnyCodec };
    const atRunTime = dynamicStruct(structs.get(`elf${this.size}${what}`) as StructDefinition) as typeof made;
    const [value] = [made, atRunTime].map((both) => {
      const codec = this.isBig ? both.be : both;
      const one = codec.decode(this.bytes, Number(at));
      expect(codec.encode(one)).toEqual(this.bytes.slice(Number(at), Number(at) + codec.size!));
      return one as Value;
    });
    expect((this.isBig ? atRunTime.be : atRunTime).decode(this.bytes, Number(at))).toEqual(value);
    return value as Value;
  }

  table(what: "Phdr" | "Shdr" | "Sym", start: number | bigint, count: number, each: number | bigint): Value[] {
    return Array.from({ length: count }, (_, i) => this.read(what, Number(start) + i * Number(each)));
  }

  textAt(at: number): string {
    return Buffer.from(this.bytes.subarray(at, this.bytes.indexOf(0, at))).toString();
  }
}

const hex = (value: number | bigint, digits: number) => value.toString(16).padStart(digits, "0");
const named = (of: Parameters<typeof nameOf>[0], value: number, prefix: string) =>
  nameOf(of, value)?.replace(prefix, "");

/** The letters that readelf has for flags, in its order. */
function letters(of: { readonly [name: string]: unknown }, value: number | bigint, order: readonly [string, string][]) {
  const { members } = factsOf("", of as never);
  const isSet = (name: string) =>
    members.some((one) => one.name === name && (BigInt(one.value) & BigInt(value)) !== 0n);
  return order.map(([name, letter]) => (isSet(name) ? letter : "")).join("");
}

const sectionLetters: [string, string][] = [
  ...([
    ["SHF_WRITE", "W"],
    ["SHF_ALLOC", "A"],
    ["SHF_EXECINSTR", "X"],
    ["SHF_MERGE", "M"],
  ] as [string, string][]),
  ...([
    ["SHF_STRINGS", "S"],
    ["SHF_INFO_LINK", "I"],
    ["SHF_LINK_ORDER", "L"],
    ["SHF_GROUP", "G"],
  ] as [string, string][]),
];
const segmentLetters: [string, string][] = [
  ["PF_R", "R"],
  ["PF_W", "W"],
  ["PF_X", "E"],
];

/** The parts of a line, whatever stands between them. */
const words = (line: string) => line.trim().split(/\s+/).join(" ");

describe.each(files)("%s is what readelf says", (name) => {
  const file = new ElfFile(name);
  const said = readFileSync(new URL(`${name}.readelf`, folder), "utf8").split("\n");
  const header = file.read("Ehdr", 0);
  const sections = file.table("Shdr", header.e_shoff!, header.e_shnum!, header.e_shentsize!);
  const digits = file.size / 4;

  test("the header", () => {
    const told = (what: string) =>
      said
        .find((line) => line.trim().startsWith(`${what}:`))
        ?.split(":")[1]
        ?.trim();
    expect(told("Class")).toBe(`ELF${file.size}`);
    expect(told("Data")).toContain(file.isBig ? "big" : "little");
    expect(told("Type")).toContain(named(generated.ElfType, header.e_type!, "ET_"));
    expect(told("Entry point address")).toBe(`0x${header.e_entry!.toString(16)}`);
    expect(told("Start of program headers")).toBe(`${header.e_phoff} (bytes into file)`);
    expect(told("Start of section headers")).toBe(`${header.e_shoff} (bytes into file)`);
    expect(told("Flags")?.replace(/,.*/, "")).toBe(`0x${header.e_flags!.toString(16)}`);
    expect(told("Number of program headers")).toBe(String(header.e_phnum));
    expect(told("Section header string table index")).toBe(String(header.e_shstrndx));
  });

  test("sections", () => {
    const names = Number(sections[header.e_shstrndx!]!.sh_offset);
    const lines = sections.map((one, i) => {
      const type = named(generated.ElfSection, one.sh_type!, "SHT_") ?? `0x${one.sh_type!.toString(16)}`;
      const sizes = [hex(one.sh_addr!, digits), hex(one.sh_offset!, 6), hex(one.sh_size!, 6), hex(one.sh_entsize!, 2)];
      const links = [letters(schema.ElfSectionFlags, one.sh_flags!, sectionLetters), one.sh_link, one.sh_info];
      return words([`[${i}]`, file.textAt(names + one.sh_name!), type, ...sizes, ...links, one.sh_addralign].join(" "));
    });
    const shown = said.filter((line) => /^ {2}\[ ?\d+\] /.test(line)).map((line) => words(line.replace("[ ", "[")));
    // Types of one machine have names of their own there.
    const plain = (line: string) => line.replace(/ (ARM|RISCV)_ATTRIBUTE\w* /, " 0x70000003 ");
    expect(lines).toEqual(shown.map(plain));
  });

  test("segments", () => {
    const segments = file.table("Phdr", header.e_phoff!, header.e_phnum!, header.e_phentsize!);
    const lines = segments.map((one) => {
      const sizes = [one.p_filesz!, one.p_memsz!].map((size) => `0x${hex(size, 6)}`);
      const places = [
        `0x${hex(one.p_offset!, 6)}`,
        ...[one.p_vaddr!, one.p_paddr!].map((at) => `0x${hex(at, digits)}`),
      ];
      const flags = letters(schema.ElfSegmentFlags, one.p_flags!, segmentLetters);
      const type = named(generated.ElfSegment, one.p_type!, "PT_");
      return [type, ...places, ...sizes, flags, `0x${one.p_align!.toString(16)}`].join(" ");
    });
    const shown = said.filter((line) => /^ {2}[A-Z_]+ +0x[\da-f]+ 0x/.test(line));
    expect(lines).toEqual(shown.map((line) => words(line).replace("R E", "RE")));
  });

  test("symbols", () => {
    const table = sections.find(({ sh_type }) => sh_type === schema.ElfSection.SHT_SYMTAB)!;
    const names = Number(sections[table.sh_link!]!.sh_offset);
    const count = Number(table.sh_size) / Number(table.sh_entsize);
    const lines = file.table("Sym", table.sh_offset!, count, table.sh_entsize!).map((one, i) => {
      const binding = ["LOCAL", "GLOBAL", "WEAK"][one.st_info! >> 4];
      const type = ["NOTYPE", "OBJECT", "FUNC", "SECTION", "FILE"][one.st_info! & 15];
      const where = { 0: "UND", 65521: "ABS" }[one.st_shndx!] ?? one.st_shndx;
      const section = type === "SECTION" ? sections[one.st_shndx!] : undefined;
      const own = section && Number(sections[header.e_shstrndx!]!.sh_offset) + section.sh_name!;
      const text = file.textAt(own ?? names + one.st_name!);
      const value = hex(one.st_value!, digits);
      return words([`${i}:`, value, one.st_size, type, binding, "DEFAULT", where, text].join(" "));
    });
    expect(lines).toEqual(said.filter((line) => /^ +\d+: [\da-f]+ /.test(line)).map(words));
  });

  test("notes", () => {
    const notes = sections.filter(({ sh_type }) => sh_type === schema.ElfSection.SHT_NOTE);
    const lines = notes
      .filter(({ sh_size }) => Number(sh_size) > 0)
      .map(({ sh_offset }) => {
        const one = file.read("Nhdr", sh_offset!);
        return `${file.textAt(Number(sh_offset) + 12)} 0x${hex(one.n_descsz!, 8)}`;
      });
    expect(lines).toEqual(said.filter((line) => /^ {2}GNU +0x/.test(line)).map((line) => words(line).slice(0, 14)));
  });
});

test("a file of the other class is refused", () => {
  const { bytes } = new ElfFile("i386.o");
  expect(() => generated.Elf64Ehdr.decode(bytes)).toThrow("at 0x4: Elf64_Ehdr.e_ident.EI_CLASS is 1, expected 2");
});
