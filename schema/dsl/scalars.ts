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

/** `float`: IEEE 754, 4 bytes. */
export const f32: FieldBuilder<number> = fieldOf({ kind: "float", size: 4 });
/** `double`: IEEE 754, 8 bytes. */
export const f64: FieldBuilder<number> = fieldOf({ kind: "float", size: 8 });

/** The type of `char`, so that `array(char, n)` can be told from an array of numbers. */
export type CharField = FieldBuilder<number> & { readonly facts: { readonly type: CharType } };

/** One `char`, 0..255. `array(char, 16)` is a string of at most 16 bytes. */
export const char: CharField = fieldOf<number>({ kind: "char" }) as CharField;

/** `_Bool`, 1 byte. A boolean: bytes other than 0 and 1 are refused. */
export const bool: FieldBuilder<boolean> = fieldOf({ kind: "bool" });

/** `unsigned long`: as wide as the ABI says. A bigint everywhere, so that code does not depend on the ABI. */
export const ulong: FieldBuilder<bigint> = fieldOf({ kind: "long", signed: false });
/** `long`: as wide as the ABI says. A bigint. */
export const long: FieldBuilder<bigint> = fieldOf({ kind: "long", signed: true });
/** Any pointer, as the address it holds. A bigint. */
export const pointer: FieldBuilder<bigint> = fieldOf<bigint>({ kind: "pointer" }).address();
