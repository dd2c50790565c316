import { type FieldBuilder, fieldOf } from "./field.ts";
import type { CharType } from "./types.ts";

/** 0..255, 1 byte. */
export const u8: FieldBuilder<number> = fieldOf({ kind: "integer", size: 1, signed: false });
/** 0..65535, 2 bytes. */
export const u16: FieldBuilder<number> = fieldOf({ kind: "integer", size: 2, signed: false });
/** 0..4294967295, 4 bytes. */
export const u32: FieldBuilder<number> = fieldOf({ kind: "integer", size: 4, signed: false });
/** 0..2^64-1, 8 bytes; a bigint, so that no bit is lost. */
export const u64: FieldBuilder<bigint> = fieldOf({ kind: "integer", size: 8, signed: false });
/** -128..127, 1 byte. */
export const s8: FieldBuilder<number> = fieldOf({ kind: "integer", size: 1, signed: true });
/** -32768..32767, 2 bytes. */
export const s16: FieldBuilder<number> = fieldOf({ kind: "integer", size: 2, signed: true });
/** -2147483648..2147483647, 4 bytes. */
export const s32: FieldBuilder<number> = fieldOf({ kind: "integer", size: 4, signed: true });
/** -2^63..2^63-1, 8 bytes; a bigint. */
export const s64: FieldBuilder<bigint> = fieldOf({ kind: "integer", size: 8, signed: true });

/** 0..2^24-1 in 3 bytes, aligned to 1; C has `uint8_t x[3]`. */
export const u24: FieldBuilder<number> = fieldOf({ kind: "integer", size: 3, signed: false });
export const s24: FieldBuilder<number> = fieldOf({ kind: "integer", size: 3, signed: true });
/** In 5 bytes, aligned to 1. */
export const u40: FieldBuilder<number> = fieldOf({ kind: "integer", size: 5, signed: false });
export const s40: FieldBuilder<number> = fieldOf({ kind: "integer", size: 5, signed: true });
/** In 6 bytes, aligned to 1. */
export const u48: FieldBuilder<number> = fieldOf({ kind: "integer", size: 6, signed: false });
export const s48: FieldBuilder<number> = fieldOf({ kind: "integer", size: 6, signed: true });
/** In 7 bytes, aligned to 1; a bigint, as not all are exact in a number. */
export const u56: FieldBuilder<bigint> = fieldOf({ kind: "integer", size: 7, signed: false });
export const s56: FieldBuilder<bigint> = fieldOf({ kind: "integer", size: 7, signed: true });
/** `unsigned __int128`: 0..2^128-1, 16 bytes; a bigint. i386 and arm have none. */
export const u128: FieldBuilder<bigint> = fieldOf({ kind: "integer", size: 16, signed: false });
/** `__int128`: a bigint. i386 and arm have none. */
export const s128: FieldBuilder<bigint> = fieldOf({ kind: "integer", size: 16, signed: true });

/** `float`: IEEE 754, 4 bytes. */
export const f32: FieldBuilder<number> = fieldOf({ kind: "float", size: 4 });
/** `double`: IEEE 754, 8 bytes. */
export const f64: FieldBuilder<number> = fieldOf({ kind: "float", size: 8 });

/** The type of `char`, so that `array(char, n)` can be told from an array of numbers. */
export type CharField = FieldBuilder<number> & { readonly facts: { readonly type: CharType } };

/** One `char`, 0..255. `array(char, 16)` is a string of at most 16 bytes. */
export const char: CharField = fieldOf<number>({ kind: "char" }) as CharField;

/**
 * `char[length]` with a text that ends with its first NUL, or with the array. Bytes behind the NUL that are no NULs are
 * refused, as they would be lost: where they are good, `array(char, length)` keeps them.
 */
export function cString(length: number): FieldBuilder<string> {
  return fieldOf({ kind: "text", length, form: "nul" });
}

/** `char[4]` that is a text of exactly 4 bytes: `IHDR`, `fmt `. */
export const fourCC: FieldBuilder<string> = fieldOf({ kind: "text", length: 4, form: "whole" });

/** `long double`: a `Uint8Array` of the size and alignment that the ABI gives it. */
export const longDouble: FieldBuilder<Uint8Array> = fieldOf({ kind: "longDouble" });

/** `_Bool`, 1 byte. A boolean: bytes other than 0 and 1 are refused. */
export const bool: FieldBuilder<boolean> = fieldOf({ kind: "bool" });

/** `unsigned long`: as wide as the ABI says. A bigint everywhere, so that code does not depend on the ABI. */
export const ulong: FieldBuilder<bigint> = fieldOf({ kind: "long", signed: false });
/** `long`: as wide as the ABI says. A bigint. */
export const long: FieldBuilder<bigint> = fieldOf({ kind: "long", signed: true });
/** Any pointer, as the address it holds. A bigint. */
export const pointer: FieldBuilder<bigint> = fieldOf<bigint>({ kind: "pointer" }).address();
