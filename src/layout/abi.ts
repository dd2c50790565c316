/** The ABIs whose layout is known. */
export type AbiName =
  | ("x86_64" | "i386" | "aarch64" | "arm" | "riscv64" | "ppc64" | "s390x")
  | ("x32" | "ppc64le" | "ppc32" | "riscv32" | "mips" | "mips64" | "sparc64" | "loongarch64")
  | ("alpha" | "hppa" | "sh4" | "arc" | "or1k" | "xtensa" | "armel" | "arm_none_eabi" | "m68k" | "avr" | "msp430")
  | ("wasm32" | "bpf" | "apple_arm64" | "apple_x86_64" | "android_i686" | "msvc64" | "msvc32" | "mingw64" | "mingw32");

/** How bit fields are placed: see `bit-fields/`. */
export type BitFieldRule = "system-v" | "by-position" | "mingw" | "msvc";

/** What the C ABI of an architecture says about data, as far as ABIs differ in it. Sizes and alignments are in bytes. */
export interface Abi {
  readonly name: AbiName;
  readonly byteOrder: "little" | "big";
  /** size of a pointer */
  readonly wordSize: 2 | 4 | 8;
  readonly longSize: 4 | 8;
  /** the most that an integer, a pointer or `double` is aligned inside a struct; scalars are aligned to their size otherwise */
  readonly maxScalarAlign: 1 | 2 | 4 | 8;
  /** what one of 8 bytes is aligned to outside of structs, where that is more */
  readonly aloneAlign?: 8;
  readonly bitFields: BitFieldRule;
  /** whether unnamed bit fields, those of width 0 too, align the struct they are in as named ones do */
  readonly unnamedBitsAlign: boolean;
  /** what `__int128` is aligned to, where there is one */
  readonly int128Align: 8 | 16 | undefined;
  readonly doubleSize: 4 | 8;
  readonly longDouble: { readonly size: number; readonly align: number };
  /** whether its compilers lay out alike what is `packed` or `aligned` */
  readonly takesAttributes: boolean;
  /** whether an enumeration of small values takes 4 bytes */
  readonly wholeEnums: boolean;
  /** size of a struct or union of no bytes */
  readonly emptySize: 0 | 4;
  /** how a C preprocessor knows that it works for this ABI */
  readonly condition: string;
}

/** What a row of the table says. */
export type Facts = Omit<Abi, "name">;

const usual = {
  maxScalarAlign: 8,
  bitFields: "system-v",
  unnamedBitsAlign: false,
  takesAttributes: true,
  doubleSize: 8,
  wholeEnums: true,
  emptySize: 0,
} as const;

/** An ABI with `long` and pointers of 8 bytes. */
export function lp64(byteOrder: Abi["byteOrder"], condition: string, more: Partial<Facts> = {}): Facts {
  const own = { wordSize: 8, longSize: 8, int128Align: 16, longDouble: { size: 16, align: 16 } } as const;
  return { byteOrder, condition, ...usual, ...own, ...more };
}

/** An ABI with `long` and pointers of 4 bytes. */
export function ilp32(byteOrder: Abi["byteOrder"], condition: string, more: Partial<Facts> = {}): Facts {
  const own = { wordSize: 4, longSize: 4, int128Align: undefined, longDouble: { size: 8, align: 8 } } as const;
  return { byteOrder, condition, ...usual, ...own, ...more };
}

/** What is Windows': Microsoft's "C Bit Fields" and, of MSVC itself, "Types and storage". */
export const windows: { readonly [of in "msvc" | "mingw"]: Partial<Facts> } = {
  msvc: { bitFields: "msvc", takesAttributes: false, emptySize: 4, longSize: 4 },
  mingw: { bitFields: "mingw", takesAttributes: false, longSize: 4 },
};
