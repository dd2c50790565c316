import { s16, s32, s64, struct, u8, u16, u32, u64 } from "bytewright/schema";

/** A struct as many are: numbers, and no docs. */
export const ten = struct("ten", {
  fields: { a: u8, b: u8, c: u16, d: s16, e: u32, f: u32, g: s32, h: u64, i: u64, j: s64 },
});
