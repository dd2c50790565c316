import { wrongValue } from "../wire/values.ts";
import { whereIn } from "../wire/where.ts";
import { type Abi, type AbiName, type Facts, ilp32, lp64, windows } from "./abi.ts";

export type { Abi, AbiName } from "./abi.ts";

const { msvc, mingw } = windows;
const longDouble16 = { longDouble: { size: 16, align: 16 } };
const aligned4 = { maxScalarAlign: 4, longDouble: { size: 8, align: 4 } } as const;

/** Facts by ABI, from the ABI's document or, where there is none, from the compiler that defines it. */
const facts: { readonly [name in AbiName]: Facts } = {
  // System V ABI, AMD64 Architecture Processor Supplement, figure 3.1 "Scalar Types"
  x86_64: lp64("little", "defined(__x86_64__) && !defined(__ILP32__)"),
  // System V ABI, Intel386 Architecture Processor Supplement, "Fundamental Types": double and long long align to 4
  i386: ilp32("little", "defined(__i386__)", {
    ...{ maxScalarAlign: 4, aloneAlign: 8, longDouble: { size: 12, align: 4 } },
  }),
  // Procedure Call Standard for the Arm 64-bit Architecture (IHI 0055), "Arithmetic types": LP64; "Bit-fields"
  aarch64: lp64("little", "defined(__aarch64__) && !defined(__ILP32__)", { unnamedBitsAlign: true }),
  // Procedure Call Standard for the Arm Architecture (IHI 0042), "Arithmetic types"; "Bit-fields": a container counts
  // for the alignment "without exception for zero-sized or anonymous bit-fields"
  arm: ilp32("little", "defined(__arm__)", { unnamedBitsAlign: true }),
  // RISC-V ELF psABI, "C/C++ type details": LP64
  riscv64: lp64("little", "defined(__riscv) && __riscv_xlen == 64"),
  // 64-bit PowerPC ELF Application Binary Interface Supplement 1.9, "Fundamental Types"
  ppc64: lp64("big", "defined(__powerpc64__) && defined(__BIG_ENDIAN__)"),
  // zSeries ELF Application Binary Interface Supplement, "Fundamental Types"
  s390x: lp64("big", "defined(__s390x__)", { int128Align: 8, longDouble: { size: 16, align: 8 } }),

  // AMD64 supplement, 10 "ILP32 Programming Model"
  x32: ilp32("little", "defined(__x86_64__) && defined(__ILP32__)", { int128Align: 16, ...longDouble16 }),
  // 64-Bit ELF V2 ABI Specification, Power Architecture, 2.1.2 "Data Representation"
  ppc64le: lp64("little", "defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)"),
  // Power Architecture 32-bit ABI Supplement 1.0, 3.1.2 "Data Representation"
  ppc32: ilp32("big", "defined(__powerpc__) && !defined(__powerpc64__)", longDouble16),
  // RISC-V ELF psABI, "C/C++ type details": ILP32
  riscv32: ilp32("little", "defined(__riscv) && __riscv_xlen == 32", longDouble16),
  // System V ABI, MIPS RISC Processor Supplement, "Data Representation": o32
  mips: ilp32("big", "defined(__MIPSEB__) && _MIPS_SIM == _ABIO32"),
  // 64-bit ELF Object File Specification, MIPSpro: n64; GCC's config/mips
  mips64: lp64("big", "defined(__MIPSEB__) && _MIPS_SIM == _ABI64"),
  // SPARC Compliance Definition 2.4.1, "Data Representation"
  sparc64: lp64("big", "defined(__sparc__) && defined(__arch64__)"),
  // LoongArch ELF psABI, "C Data Types"
  loongarch64: lp64("little", "defined(__loongarch64)"),
  // GCC's config/alpha; the Digital UNIX calling standard says the same
  alpha: lp64("little", "defined(__alpha__)"),
  // GCC's config/pa, 32-bit runtime for Linux
  hppa: ilp32("big", "defined(__hppa__) && !defined(__LP64__)"),
  // GCC's config/sh: long long and double align to 4 (no -mdalign)
  sh4: ilp32("little", "defined(__sh__) && defined(__LITTLE_ENDIAN__)", aligned4),
  // ARCv2 ABI, "Fundamental Types"
  arc: ilp32("little", "defined(__arc__) && !defined(__BIG_ENDIAN__)", aligned4),
  // OpenRISC 1000 architecture, 16 "Application Binary Interface"
  or1k: ilp32("big", "defined(__or1k__)", aligned4),
  // GCC's config/xtensa: the call0 ABI of the ESP8266
  xtensa: ilp32("little", "defined(__xtensa__) && !defined(__XTENSA_EB__)"),
  // As arm: the calling standard without registers for floats
  armel: ilp32("little", "defined(__arm__) && defined(__linux__) && !defined(__ARM_PCS_VFP)", {
    unnamedBitsAlign: true,
  }),
  // As arm, but an enumeration takes the smallest type that holds it: IHI 0042, "Enumerated types"
  arm_none_eabi: ilp32("little", "defined(__arm__) && !defined(__linux__)", {
    unnamedBitsAlign: true,
    wholeEnums: false,
  }),
  // WebAssembly's tool-conventions, BasicCABI.md "Data Representation"
  wasm32: ilp32("little", "defined(__wasm32__)", { int128Align: 16, ...longDouble16 }),
  // clang's BPFTargetInfo
  bpf: lp64("little", "defined(__bpf__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__", {
    longDouble: { size: 8, align: 8 },
  }),
  // Apple's "Writing ARM64 code for Apple platforms": unnamed bit fields align nothing, long double is double
  apple_arm64: lp64("little", "defined(__APPLE__) && defined(__aarch64__)", { longDouble: { size: 8, align: 8 } }),
  // Apple's "Writing 64-bit Intel code for Apple Platforms": as x86_64
  apple_x86_64: lp64("little", "defined(__APPLE__) && defined(__x86_64__)"),
  // As i386, with a long double of 8 bytes: Android NDK, "x86"
  android_i686: ilp32("little", "defined(__ANDROID__) && defined(__i386__)", aligned4),

  // Microsoft's "x64 ABI conventions", "Types and storage"; clang's MicrosoftRecordLayoutBuilder; no __int128
  msvc64: lp64("little", "defined(_MSC_VER) && defined(_M_X64)", {
    ...{ ...msvc, int128Align: undefined, longDouble: { size: 8, align: 8 } },
  }),
  msvc32: ilp32("little", "defined(_MSC_VER) && defined(_M_IX86)", msvc),
  // The same by GCC with -mms-bitfields, its default there; long double is x87's
  mingw64: lp64("little", "defined(__MINGW64__)", mingw),
  mingw32: ilp32("little", "defined(__MINGW32__) && !defined(__MINGW64__)", {
    ...mingw,
    longDouble: { size: 12, align: 4 },
  }),

  // GCC's config/m68k: BIGGEST_ALIGNMENT is 16 bits, PCC_BITFIELD_TYPE_MATTERS is not set
  m68k: ilp32("big", "defined(__m68k__)", {
    ...{ maxScalarAlign: 2, bitFields: "by-position", longDouble: { size: 12, align: 2 } },
  }),
  // GCC's wiki, "avr-gcc": nothing is aligned, double is float; long double has 8 bytes since GCC 10
  avr: ilp32("little", "defined(__AVR__)", {
    ...{ wordSize: 2, maxScalarAlign: 1, bitFields: "by-position", doubleSize: 4, wholeEnums: false },
    longDouble: { size: 8, align: 1 },
  }),
  // MSP430 Embedded Application Binary Interface (SLAA534), 2.1 "Basic Types"
  msp430: ilp32("little", "defined(__MSP430__)", {
    ...{ wordSize: 2, maxScalarAlign: 2, wholeEnums: false, longDouble: { size: 8, align: 2 } },
  }),
};

export const abis: { readonly [name in AbiName]: Abi } = Object.freeze(
  Object.fromEntries(Object.entries(facts).map(([name, row]) => [name, Object.freeze({ name, ...row })])),
) as never;

/** Those that must agree where a family names none. */
const portable: readonly AbiName[] = ["x86_64", "i386", "aarch64", "arm", "riscv64", "ppc64", "s390x"];

/** Whether an ABI of that name is known. */
export function isAbiName(name: string): name is AbiName {
  return Object.hasOwn(abis, name);
}

/**
 * The ABIs that a family names, all of which must agree if it is several; "portable" stands for the seven that Linux
 * mostly runs on.
 * @throws BytewrightError if one of them is not known
 */
export function abisOf(names: string | readonly string[]): readonly Abi[] {
  const all = [names].flat().flatMap((name): readonly string[] => (name === "portable" ? portable : [name]));
  return [...new Set(all)].map((name) => {
    if (isAbiName(name)) return abis[name];
    throw wrongValue(whereIn("abi"), name, `one of ${Object.keys(abis).join(", ")}`);
  });
}

/**
 * The ABI of a family; where several must agree, the first of them stands for the others.
 * @throws BytewrightError if no ABI of that name is known
 */
export function abiOf(names: string | readonly string[]): Abi {
  return abisOf(names)[0]!;
}
