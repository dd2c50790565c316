/** What ELF calls machines (`e_machine`): the ABIs of those that `src/layout` may know, and their absolute relocations. */
export interface Machine {
  readonly abis: readonly string[];
  /** how many bytes a relocation of this type writes: the symbol's value and the addend */
  readonly relocations: { readonly [type: number]: 4 | 8 } | undefined;
}

interface Facts {
  readonly little32?: readonly string[];
  readonly little64?: readonly string[];
  readonly big32?: readonly string[];
  readonly big64?: readonly string[];
  readonly relocations?: Machine["relocations"];
}

/** By number. Types of relocations are those of binutils' include/elf; sh4 and xtensa keep addends in their places. */
const machines: { readonly [number: number]: Facts } = {
  3: { little32: ["i386", "android_i686"], relocations: { 1: 4 } },
  4: { big32: ["m68k"], relocations: { 1: 4 } },
  8: { big32: ["mips"], big64: ["mips64"], relocations: { 2: 4, 18: 8 } },
  15: { big32: ["hppa"], relocations: { 1: 4 } },
  20: { big32: ["ppc32"], relocations: { 1: 4 } },
  21: { little64: ["ppc64le"], big64: ["ppc64"], relocations: { 1: 4, 38: 8 } },
  22: { big64: ["s390x"], relocations: { 4: 4, 22: 8 } },
  40: { little32: ["arm", "armel", "arm_none_eabi"], relocations: { 2: 4 } },
  42: { little32: ["sh4"] },
  43: { big64: ["sparc64"], relocations: { 3: 4, 23: 4, 32: 8, 54: 8 } },
  62: { little32: ["x32"], little64: ["x86_64"], relocations: { 1: 8, 10: 4, 11: 4 } },
  83: { little32: ["avr"], relocations: { 1: 4 } },
  92: { big32: ["or1k"], relocations: { 1: 4 } },
  93: { little32: ["arc"], relocations: { 4: 4 } },
  94: { little32: ["xtensa"] },
  105: { little32: ["msp430"], relocations: { 1: 4 } },
  183: { little64: ["aarch64"], relocations: { 257: 8, 258: 4 } },
  195: { little32: ["arc"], relocations: { 4: 4 } },
  243: { little32: ["riscv32"], little64: ["riscv64"], relocations: { 1: 4, 2: 8 } },
  247: { little64: ["bpf"], relocations: { 2: 8, 3: 4 } },
  258: { little64: ["loongarch64"], relocations: { 1: 4, 2: 8 } },
  36902: { little64: ["alpha"], relocations: { 1: 4, 2: 8 } },
};

/** What is known of a machine of this class and byte order. */
export function machineOf(number: number, is64: boolean, isLittle: boolean): Machine {
  const facts = machines[number];
  const abis = facts?.[`${isLittle ? "little" : "big"}${is64 ? "64" : "32"}`] ?? [];
  return { abis, relocations: facts && (facts.relocations ?? {}) };
}
