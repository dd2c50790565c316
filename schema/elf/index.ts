import { enumeration, flags, nested, s32, s64, struct, u8, u16, u32, u64 } from "../dsl/index.ts";

/**
 * Object files: the header, program and section headers, symbols, relocations and notes of both classes. Where these tables are, the
 * header tells; they are no records behind one another. Sources: System V ABI, edition 4.1, chapters 4 and 5; <elf.h> of
 * glibc, which has all names.
 */

export const ElfClass = enumeration("elf_class", { ELFCLASS32: 1, ELFCLASS64: 2 });
export const ElfData = enumeration("elf_data", { ELFDATA2LSB: 1, ELFDATA2MSB: 2 });
export const ElfOsabi = enumeration("elf_osabi", {
  ELFOSABI_SYSV: 0,
  ELFOSABI_NETBSD: 2,
  ELFOSABI_GNU: 3,
  ELFOSABI_SOLARIS: 6,
  ELFOSABI_FREEBSD: 9,
  ELFOSABI_ARM_AEABI: 64,
  ELFOSABI_ARM: 97,
  ELFOSABI_STANDALONE: 255,
});
export const ElfType = enumeration("elf_type", { ET_NONE: 0, ET_REL: 1, ET_EXEC: 2, ET_DYN: 3, ET_CORE: 4 });
export const ElfMachine = enumeration("elf_machine", {
  ...{ EM_NONE: 0, EM_SPARC: 2, EM_386: 3, EM_68K: 4, EM_MIPS: 8, EM_PARISC: 15, EM_PPC: 20, EM_PPC64: 21 },
  ...{ EM_S390: 22, EM_ARM: 40, EM_SH: 42, EM_SPARCV9: 43, EM_IA_64: 50, EM_X86_64: 62, EM_AARCH64: 183 },
  ...{ EM_RISCV: 243, EM_BPF: 247, EM_LOONGARCH: 258 },
});

/** What `p_type` of a program header can be. */
export const ElfSegment = enumeration("elf_segment", {
  ...{ PT_NULL: 0, PT_LOAD: 1, PT_DYNAMIC: 2, PT_INTERP: 3, PT_NOTE: 4, PT_SHLIB: 5, PT_PHDR: 6, PT_TLS: 7 },
  ...{ PT_GNU_EH_FRAME: 0x6474e550, PT_GNU_STACK: 0x6474e551, PT_GNU_RELRO: 0x6474e552, PT_GNU_PROPERTY: 0x6474e553 },
});
export const ElfSegmentFlags = flags("elf_segment_flags", { PF_X: 1, PF_W: 2, PF_R: 4 });

/** What `sh_type` of a section header can be. */
export const ElfSection = enumeration("elf_section", {
  ...{ SHT_NULL: 0, SHT_PROGBITS: 1, SHT_SYMTAB: 2, SHT_STRTAB: 3, SHT_RELA: 4, SHT_HASH: 5, SHT_DYNAMIC: 6 },
  ...{ SHT_NOTE: 7, SHT_NOBITS: 8, SHT_REL: 9, SHT_SHLIB: 10, SHT_DYNSYM: 11, SHT_INIT_ARRAY: 14 },
  ...{ SHT_FINI_ARRAY: 15, SHT_PREINIT_ARRAY: 16, SHT_GROUP: 17, SHT_SYMTAB_SHNDX: 18, SHT_GNU_ATTRIBUTES: 0x6ffffff5 },
  ...{ SHT_GNU_HASH: 0x6ffffff6, SHT_GNU_verdef: 0x6ffffffd, SHT_GNU_verneed: 0x6ffffffe, SHT_GNU_versym: 0x6fffffff },
});
export const ElfSectionFlags = flags("elf_section_flags", {
  ...{ SHF_WRITE: 1, SHF_ALLOC: 2, SHF_EXECINSTR: 4, SHF_MERGE: 16, SHF_STRINGS: 32, SHF_INFO_LINK: 64 },
  ...{ SHF_LINK_ORDER: 128, SHF_OS_NONCONFORMING: 256, SHF_GROUP: 512, SHF_TLS: 1024, SHF_COMPRESSED: 2048 },
});

/** `e_ident`, of which C has an array: EI_MAG0 to EI_PAD are where its elements are. */
function ident(elfClass: number) {
  return nested({
    EI_MAG: u32.bigEndian().hex().constant(0x7f454c46).doc("0x7f, E, L, F."),
    EI_CLASS: u8.enum(ElfClass).constant(elfClass),
    EI_DATA: u8.enum(ElfData).doc("The byte order of all that follows."),
    EI_VERSION: u8,
    EI_OSABI: u8.enum(ElfOsabi),
    EI_ABIVERSION: u8,
    EI_PAD0: u8.reserved(),
    EI_PAD1: u16.reserved(),
    EI_PAD2: u32.reserved(),
  });
}

const counts = {
  e_flags: u32.hex(),
  e_ehsize: u16,
  e_phentsize: u16,
  e_phnum: u16,
  e_shentsize: u16,
  e_shnum: u16,
  e_shstrndx: u16.doc("The section that holds the names of sections."),
};
const kind = { e_type: u16.enum(ElfType), e_machine: u16.enum(ElfMachine), e_version: u32 };
const addr32 = u32.address();
const addr64 = u64.address();

export const elf32Ehdr = struct("Elf32_Ehdr", {
  doc: "The header of a file of class ELFCLASS32.",
  fields: { e_ident: ident(1), ...kind, e_entry: addr32, e_phoff: u32, e_shoff: u32, ...counts },
});
export const elf64Ehdr = struct("Elf64_Ehdr", {
  doc: "The header of a file of class ELFCLASS64.",
  fields: { e_ident: ident(2), ...kind, e_entry: addr64, e_phoff: u64, e_shoff: u64, ...counts },
});

export const elf32Phdr = struct("Elf32_Phdr", {
  doc: "A segment.",
  fields: {
    ...{ p_type: u32.enum(ElfSegment), p_offset: u32, p_vaddr: addr32, p_paddr: addr32, p_filesz: u32, p_memsz: u32 },
    ...{ p_flags: u32.flags(ElfSegmentFlags), p_align: u32 },
  },
});
export const elf64Phdr = struct("Elf64_Phdr", {
  doc: "A segment.",
  fields: {
    ...{ p_type: u32.enum(ElfSegment), p_flags: u32.flags(ElfSegmentFlags), p_offset: u64, p_vaddr: addr64 },
    ...{ p_paddr: addr64, p_filesz: u64, p_memsz: u64, p_align: u64 },
  },
});

const shName = u32.doc("Where its name begins in the section of names.");

export const elf32Shdr = struct("Elf32_Shdr", {
  doc: "A section.",
  fields: {
    ...{ sh_name: shName, sh_type: u32.enum(ElfSection), sh_flags: u32.flags(ElfSectionFlags), sh_addr: addr32 },
    ...{ sh_offset: u32, sh_size: u32, sh_link: u32, sh_info: u32, sh_addralign: u32, sh_entsize: u32 },
  },
});
export const elf64Shdr = struct("Elf64_Shdr", {
  doc: "A section.",
  fields: {
    ...{ sh_name: shName, sh_type: u32.enum(ElfSection), sh_flags: u64.flags(ElfSectionFlags), sh_addr: addr64 },
    ...{ sh_offset: u64, sh_size: u64, sh_link: u32, sh_info: u32, sh_addralign: u64, sh_entsize: u64 },
  },
});

/** In `st_info` the binding is in the upper four bits and the type in the lower ones, in either byte order. */
const stInfo = u8.hex().doc("Binding (upper four bits) and type (lower four).");
const stName = u32.doc("Where its name begins in the linked section of names.");

export const elf32Sym = struct("Elf32_Sym", {
  doc: "A symbol.",
  fields: { st_name: stName, st_value: addr32, st_size: u32, st_info: stInfo, st_other: u8, st_shndx: u16 },
});
export const elf64Sym = struct("Elf64_Sym", {
  doc: "A symbol.",
  fields: { st_name: stName, st_info: stInfo, st_other: u8, st_shndx: u16, st_value: addr64, st_size: u64 },
});

const note = { n_namesz: u32, n_descsz: u32, n_type: u32 };
export const elf32Nhdr = struct("Elf32_Nhdr", { doc: "Comes before the name and the bytes of a note.", fields: note });
export const elf64Nhdr = struct("Elf64_Nhdr", { doc: "Comes before the name and the bytes of a note.", fields: note });

const relSymbol = "The symbol (upper bits) and how its value is put in (lower bits).";
const rel32 = { r_offset: addr32, r_info: u32.hex().doc(`${relSymbol} The lower 8 are the type.`) };
const rel64 = { r_offset: addr64, r_info: u64.hex().doc(`${relSymbol} The lower 32 are the type.`) };
export const elf32Rel = struct("Elf32_Rel", { doc: "A relocation whose addend is in its place.", fields: rel32 });
export const elf64Rel = struct("Elf64_Rel", { doc: "A relocation whose addend is in its place.", fields: rel64 });
export const elf32Rela = struct("Elf32_Rela", { doc: "A relocation.", fields: { ...rel32, r_addend: s32 } });
export const elf64Rela = struct("Elf64_Rela", { doc: "A relocation.", fields: { ...rel64, r_addend: s64 } });

/** What `ch_type` of a compressed section can be. */
export const ElfCompression = enumeration("elf_compression", { ELFCOMPRESS_ZLIB: 1, ELFCOMPRESS_ZSTD: 2 });
const chType = u32.enum(ElfCompression);

export const elf32Chdr = struct("Elf32_Chdr", {
  doc: "Comes before the bytes of a compressed section.",
  fields: { ch_type: chType, ch_size: u32, ch_addralign: u32 },
});
export const elf64Chdr = struct("Elf64_Chdr", {
  doc: "Comes before the bytes of a compressed section.",
  fields: { ch_type: chType, ch_reserved: u32.reserved(), ch_size: u64, ch_addralign: u64 },
});
