import type { StructDefinition } from "../../schema/dsl/index.ts";
import { eachOnce, faultIn, isUnnamedBits, type SchemaFault, structsBeside } from "../../src/layout/index.ts";
import type { Schema } from "../load.ts";
import { type Constant, constantsIn, fitsInt, type HeaderName, tagsAndMembersIn } from "./names-in-header.ts";

/** What has codecs, and no C header that compiles. The schema must have been checked. */
export function checkForC(schema: Schema): SchemaFault[] {
  const structs = [...schema.structs, ...schema.families.flatMap(structsBeside)];
  const constants = constantsIn(schema);
  const others = tagsAndMembersIn(schema);
  return [
    ...takenNames(constants, isTakenForValue),
    ...takenNames(others, isTaken),
    ...sharedNames(constants),
    ...hiddenNames(constants, others),
    ...[...new Set(structs)].flatMap(loneArray),
  ];
}

function takenNames(names: readonly HeaderName[], taken: (name: string) => boolean): SchemaFault[] {
  return names
    .filter(({ name }) => taken(name))
    .map(({ name, field, of }) => {
      return faultIn(of, field, `GCC or <stdint.h> has a meaning of its own for ${name}`, "give it another name");
    });
}

/** In C the members of all enumerations are in one name space: C11 6.2.3 "Name spaces of identifiers". */
function sharedNames(constants: readonly Constant[]): SchemaFault[] {
  const owners = new Map(eachOnce(constants).map((one) => [one.name, one]));
  const others = constants.filter((one) => owners.get(one.name) !== one);
  return others.map(({ name, field, of }) => {
    const problem = `${owners.get(name)?.of.name} has one of that name, too, and C has one meaning for it`;
    return faultIn(of, field, problem, "rename one");
  });
}

/** Whatever has the name of a macro is replaced by it. */
function hiddenNames(constants: readonly Constant[], others: readonly HeaderName[]): SchemaFault[] {
  const owners = new Map(others.map(({ name, field, of }) => [name, field === "" ? of.name : `${of.name}.${field}`]));
  if (!owners.has("defined")) owners.set("defined", "C's own");
  const hiding = constants.filter(({ name, value }) => owners.has(name) && !fitsInt(value));
  return hiding.map(({ name, field, of }) => {
    const problem = `fits no int, so that it is a macro in C, and ${owners.get(name)} has its name, too`;
    return faultIn(of, field, problem, "rename one");
  });
}

/** C11 6.7.2.1 "Structure and union specifiers", 18: a flexible array is the last of several members. */
function loneArray(struct: StructDefinition): SchemaFault[] {
  const named = Object.entries(struct.fields).filter(([, { facts }]) => !isUnnamedBits(facts.type));
  const [[field, only] = [], another] = named;
  if (field === undefined || another !== undefined || only?.facts.type.kind !== "flexible") return [];
  const cure = "put a member before it, or give it a length";
  return [faultIn(struct, field, "is a flexible array without a member before it, which C forbids", cure)];
}

/** Words of GCC beside those of C11, and of C23, which it takes for the language from version 15 on. */
const words = new Set(
  `asm typeof typeof_unqual alignas alignof bool constexpr false nullptr static_assert thread_local true
   _BitInt _Decimal32 _Decimal64 _Decimal128 _Float16 _Float32 _Float32x _Float64 _Float64x _Float128 _Float128x
   __alignof __asm __attribute __auto_type __complex __const __func__ __imag __inline __int128 __label__ __real
   __restrict __signed __thread __typeof __volatile __null __seg_fs __seg_gs _Pragma _Fract _Accum _Sat
   __has_include __has_include_next __has_attribute __has_cpp_attribute __has_c_attribute __has_builtin
   __GIMPLE __PHI __RTL __transaction_atomic __transaction_cancel __transaction_relaxed`.split(/\s+/),
);

/**
 * Macros of GCC 12 and of <stddef.h> and <stdint.h> in glibc 2.36, with all that they include: whatever `gcc -dM -E`
 * tells; and a few of musl (`__NEED_size_t`). Linux has values (`__IFLA_MAX`, `__MAX_BPF_PROG_TYPE`) and members
 * (`__reserved`) with names that look alike, and many a name that begins with __: they stay.
 */
const patterns = [
  // what stands for a machine or a system: predefined macros that are not written as all others are
  /^(?:unix|linux|i386|__(?:unix|linux|amd64|x86_64|k8|i[3-6]86|pentium\w*|riscv\w*)|_LP64|_ILP32)$/,
  // other macros of GCC, and words in another guise
  /^(?:__builtin_\w*|__\w+__)$/,
  // C11 7.19 "Common definitions <stddef.h>" and 7.20 "Integer types <stdint.h>", and what C23 adds to them
  /^(?:NULL|offsetof|unreachable|size_t|ptrdiff_t|wchar_t|max_align_t|nullptr_t)$/,
  /^u?int(?:(?:_least|_fast)?(?:8|16|32|64)|max|ptr)_t$/,
  /^U?INT(?:(?:_LEAST|_FAST)?(?:8|16|32|64)|MAX|PTR)_(?:MIN|MAX|WIDTH|C)$/,
  /^(?:PTRDIFF|SIG_ATOMIC|SIZE|WCHAR|WINT)_(?:MIN|MAX|WIDTH)$/,
  // guards of headers, and what says that a type has been defined
  /^_[A-Z0-9_]+_H_?$|^___int_\w+_t_h$|^__(?:size_t|intptr_t_defined)$|^__(?:DEFINED|NEED)_\w+$/,
  /^__?(?:BSD_|GCC_)?(?:MAX_ALIGN|PTRDIFF|SIZE|WCHAR)_?T(?:_\w*)?$|^_T_(?:PTRDIFF|SIZE|WCHAR)_?$/,
  // what a program asks for, and what it gets
  /^_[A-Z][A-Z0-9_]*_SOURCE(?:_EXTENDED)?$|^_REDIR_TIME64$|^__KERNEL_STRICT_NAMES$/,
  /^__(?:ARM|ATOMIC|FP_FAST|GCC|GLIBC|GNUC|GXX|HAVE|LDOUBLE|LONG_?DOUBLE|PRAGMA|SEG|USE)(?:_\w+|\d+)?$/,
  /^_(?:ARCH_P\w+|BIG_ENDIAN|CALL_(?:AIX|AIXDESC|ELF|LINUX))$/,
  // what types there are, and how large
  /^__(?:[A-Z0-9]+_T|CPU_MASK|[SU](?:16|32|64|QUAD|WORD|LONG32|LONGWORD)|SYSCALL_[SU]LONG)_TYPE$/,
  /^__(?:[A-Z_]+_MATCHES_\w+|(?:SYSCALL_)?WORDSIZE\w*|TIMESIZE|FD_SETSIZE|BYTE_ORDER|LONG_MAX|WCHAR_M(?:AX|IN))$/,
  // attributes by another name
  /^__(?:BEGIN_DECLS|END_DECLS|THROW|THROWNL|LEAF|LEAF_ATTR|COLD|wur|flexarr|ptr_t|restrict_arr|returns_nonnull)$/,
  /^__(?:(?:extern_)?(?:always_)?inline|fortify_function|attr_dealloc_free|glibc_\w+|stub_\w+)$/,
];

/** Whether a name means something else where a header stands, though C itself would take it. */
export function isTaken(name: string): boolean {
  return words.has(name) || patterns.some((pattern) => pattern.test(name));
}

/** Types of <bits/types.h>, which <stdint.h> includes in glibc: names of members may be theirs, those of values not. */
export function isTakenForValue(name: string): boolean {
  return isTaken(name) || /^__\w+_t$|^__u_(?:char|short|int|long)$/.test(name);
}
