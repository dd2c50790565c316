/** Words of GCC beside those of C11, and of C23, which it takes for the language from version 15 on. */
const words = new Set(
  `asm typeof typeof_unqual alignas alignof bool constexpr false nullptr static_assert thread_local true
   _BitInt _Decimal32 _Decimal64 _Decimal128 _Float16 _Float32 _Float32x _Float64 _Float64x _Float128 _Float128x
   __alignof __asm __attribute __auto_type __complex __const __func__ __imag __inline __int128 __label__ __real
   __restrict __signed __thread __typeof __volatile`.split(/\s+/),
);

/** What stands for a machine or a system: predefined macros that are not written as all others are. */
const machines = /^(?:unix|linux|i386|__(?:unix|linux|amd64|x86_64|k8|i[3-6]86|pentium\w*|riscv\w*)|_LP64|_ILP32)$/;

/** C11 7.19 "Common definitions <stddef.h>" and 7.20 "Integer types <stdint.h>", and what C23 adds to them. */
const included = [
  /^(?:NULL|offsetof|unreachable|size_t|ptrdiff_t|wchar_t|max_align_t|nullptr_t)$/,
  /^u?int(?:(?:_least|_fast)?(?:8|16|32|64)|max|ptr)_t$/,
  /^U?INT(?:(?:_LEAST|_FAST)?(?:8|16|32|64)|MAX|PTR)_(?:MIN|MAX|WIDTH|C)$/,
  /^(?:PTRDIFF|SIG_ATOMIC|SIZE|WCHAR|WINT)_(?:MIN|MAX|WIDTH)$/,
];

/** Other macros of GCC, and words in another guise. Linux has many a name that begins with __ and is none of these. */
const reserved = /^(?:__builtin_\w*|__\w+__)$/;

/** Whether a name means something else where a header stands, though C itself would take it. */
export function isTaken(name: string): boolean {
  return [machines, reserved, ...included].some((pattern) => pattern.test(name)) || words.has(name);
}
