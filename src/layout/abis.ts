import { wrongValue } from "../wire/values.ts";
import { whereIn } from "../wire/where.ts";

/** The ABIs whose layout is known. */
export type AbiName = "x86_64" | "i386" | "aarch64" | "arm" | "riscv64" | "ppc64" | "s390x";

/** What the C ABI of an architecture says about data, as far as ABIs differ in it. Sizes and alignments are in bytes. */
export interface Abi {
  readonly name: AbiName;
  readonly byteOrder: "little" | "big";
  /** size and alignment of `long` and of a pointer */
  readonly wordSize: 4 | 8;
  /** the most that an integer or `double` is aligned inside a struct; scalars are aligned to their size otherwise */
  readonly maxScalarAlign: 4 | 8;
  /** whether unnamed bit fields, those of width 0 too, align the struct they are in as named ones do */
  readonly unnamedBitsAlign: boolean;
  /** what `__int128` is aligned to, where there is one */
  readonly int128Align: 8 | 16 | undefined;
  readonly longDouble: { readonly size: number; readonly align: number };
  /** how a C preprocessor knows that it works for this ABI */
  readonly condition: string;
}

/**
 * Facts by ABI, from the ABI's document and confirmed by what GCC does. GCC also counts a bit field's storage units
 * from a multiple of 16 bytes (8 on s390x); that is left out here, as no unit of the vocabulary is wider than 8 bytes.
 */
export const abis: { readonly [name in AbiName]: Abi } = Object.freeze({
  // System V ABI, AMD64 Architecture Processor Supplement, figure 3.1 "Scalar Types"
  x86_64: abi("x86_64", "little", { wordSize: 8, condition: "defined(__x86_64__) && !defined(__ILP32__)" }),
  // System V ABI, Intel386 Architecture Processor Supplement, "Fundamental Types": double and long long align to 4
  i386: abi("i386", "little", {
    ...{ wordSize: 4, maxScalarAlign: 4, int128Align: undefined, longDouble: { size: 12, align: 4 } },
    condition: "defined(__i386__)",
  }),
  // Procedure Call Standard for the Arm 64-bit Architecture (IHI 0055), "Arithmetic types": LP64; "Bit-fields"
  aarch64: abi("aarch64", "little", {
    wordSize: 8,
    unnamedBitsAlign: true,
    condition: "defined(__aarch64__) && !defined(__ILP32__)",
  }),
  // Procedure Call Standard for the Arm Architecture (IHI 0042), "Arithmetic types"; "Bit-fields": a container counts
  // for the alignment "without exception for zero-sized or anonymous bit-fields"
  arm: abi("arm", "little", {
    ...{ wordSize: 4, unnamedBitsAlign: true, int128Align: undefined, longDouble: { size: 8, align: 8 } },
    condition: "defined(__arm__)",
  }),
  // RISC-V ELF psABI, "C/C++ type details": LP64
  riscv64: abi("riscv64", "little", { wordSize: 8, condition: "defined(__riscv) && __riscv_xlen == 64" }),
  // 64-bit PowerPC ELF Application Binary Interface Supplement 1.9, "Fundamental Types"
  ppc64: abi("ppc64", "big", { wordSize: 8, condition: "defined(__powerpc64__) && defined(__BIG_ENDIAN__)" }),
  // zSeries ELF Application Binary Interface Supplement, "Fundamental Types"
  s390x: abi("s390x", "big", {
    ...{ wordSize: 8, int128Align: 8, longDouble: { size: 16, align: 8 } },
    condition: "defined(__s390x__)",
  }),
});

type Facts = Pick<Abi, "wordSize" | "condition"> & Partial<Abi>;

function abi(name: AbiName, byteOrder: Abi["byteOrder"], facts: Facts): Abi {
  const usual = {
    maxScalarAlign: 8,
    unnamedBitsAlign: false,
    int128Align: 16,
    longDouble: { size: 16, align: 16 },
  } as const;
  return Object.freeze({ name, byteOrder, ...usual, ...facts });
}

/** Whether an ABI of that name is known. */
export function isAbiName(name: string): name is AbiName {
  return Object.hasOwn(abis, name);
}

/**
 * The ABI of a family; where all must agree ("portable"), one of them stands for the others.
 * @throws BytewrightError if no ABI of that name is known
 */
export function abiOf(name: string): Abi {
  if (name === "portable") return abis.x86_64;
  if (isAbiName(name)) return abis[name];
  throw wrongValue(whereIn("abi"), name, `one of ${Object.keys(abis).join(", ")}`);
}
