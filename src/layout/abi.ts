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
}

/**
 * Facts by ABI, from the ABI's document and confirmed by what GCC does. GCC also counts a bit field's storage units
 * from a multiple of 16 bytes (8 on s390x); that is left out here, as no unit of the vocabulary is wider than 8 bytes.
 */
export const abis: { readonly [name in AbiName]: Abi } = Object.freeze({
  // System V ABI, AMD64 Architecture Processor Supplement, figure 3.1 "Scalar Types"
  x86_64: abi({ name: "x86_64", byteOrder: "little", wordSize: 8, maxScalarAlign: 8, unnamedBitsAlign: false }),
  // System V ABI, Intel386 Architecture Processor Supplement, "Fundamental Types": double and long long align to 4
  i386: abi({ name: "i386", byteOrder: "little", wordSize: 4, maxScalarAlign: 4, unnamedBitsAlign: false }),
  // Procedure Call Standard for the Arm 64-bit Architecture (IHI 0055), "Arithmetic types": LP64; "Bit-fields"
  aarch64: abi({ name: "aarch64", byteOrder: "little", wordSize: 8, maxScalarAlign: 8, unnamedBitsAlign: true }),
  // Procedure Call Standard for the Arm Architecture (IHI 0042), "Arithmetic types"; "Bit-fields": a container counts
  // for the alignment "without exception for zero-sized or anonymous bit-fields"
  arm: abi({ name: "arm", byteOrder: "little", wordSize: 4, maxScalarAlign: 8, unnamedBitsAlign: true }),
  // RISC-V ELF psABI, "C/C++ type details": LP64
  riscv64: abi({ name: "riscv64", byteOrder: "little", wordSize: 8, maxScalarAlign: 8, unnamedBitsAlign: false }),
  // 64-bit PowerPC ELF Application Binary Interface Supplement 1.9, "Fundamental Types"
  ppc64: abi({ name: "ppc64", byteOrder: "big", wordSize: 8, maxScalarAlign: 8, unnamedBitsAlign: false }),
  // zSeries ELF Application Binary Interface Supplement, "Fundamental Types"
  s390x: abi({ name: "s390x", byteOrder: "big", wordSize: 8, maxScalarAlign: 8, unnamedBitsAlign: false }),
});

function abi(facts: Abi): Abi {
  return Object.freeze(facts);
}

/** Whether an ABI of that name is known. */
export function isAbiName(name: string): name is AbiName {
  return Object.hasOwn(abis, name);
}
