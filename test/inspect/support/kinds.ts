import {
  anonymousUnion,
  array,
  bytes,
  char,
  f32,
  family,
  nested,
  record,
  s8,
  struct,
  u8,
  u16,
  u32,
  u64,
  union,
} from "../../../schema/dsl/index.ts";
import { dynamicFamily } from "../../../src/dynamic/index.ts";

const entry = struct("kind_entry", { fields: { sign: u8.constant(7), value: u8 } });

/** A field of every kind, arrays of every kind that fill their record, and a list that another record announces. */
export const kinds = dynamicFamily(
  family("kinds", {
    header: struct("kind_hdr", { fields: { type: u32, len: u32 } }),
    member: "hdr",
    type: "type",
    length: { field: "len" },
    byteOrder: "little",
    records: [
      record("kind_each", {
        type: { KIND_EACH: 1 },
        packed: true,
        fields: {
          tiny: s8,
          small: u16,
          big: u64,
          real: f32,
          letter: char,
          name: array(char, 300),
          key: bytes(2),
          list: array(u8, 2),
          place: nested({ x: u8 }),
          either: union({ a: u8, b: u16 }),
          lifted: anonymousUnion({ c: u8, d: u16 }),
        },
      }),
      record("kind_text", { type: { KIND_TEXT: 2 }, fields: { text: array(char) } }),
      record("kind_list", { type: { KIND_LIST: 3 }, fields: { numbers: array(u8) } }),
      record("kind_tree", {
        type: { KIND_TREE: 4 },
        followers: [{ name: "entries", record: "kind_chunk", as: entry }],
        fields: {},
      }),
      record("kind_chunk", { type: { KIND_CHUNK: 5 }, fields: { serial: u16, flags: u16, data: bytes() } }),
    ],
  }),
);

/** The fields of a `kind_each` as JSON. */
export const each = {
  tiny: -1,
  small: 2,
  big: "3",
  real: 0.5,
  letter: 108,
  name: "name",
  key: "0102",
  list: [4, 5],
  place: { x: 6 },
  either: { b: 258 },
  d: 259,
};
