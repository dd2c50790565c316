import {
  anonymous,
  array,
  bits,
  bytes,
  char,
  enumeration,
  f64,
  family,
  flags,
  nested,
  padding,
  record,
  s8,
  s64,
  struct,
  u8,
  u16,
  u32,
  u64,
} from "../../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../../src/dynamic/index.ts";
import { familyOf } from "../../../src/wire/index.ts";

/** Families whose framing differs from the checkpoint image's in one way or another. */

/** The length counts the record, records start at multiples of 4, and the header holds more than type and length. */
export const aligned = dynamicFamily(
  family("aligned", {
    header: struct("msg_hdr", { fields: { len: u32, type: u16, flags: u16 } }),
    member: "hdr",
    type: "type",
    length: { field: "len" },
    align: 4,
    byteOrder: "little",
    records: [record("msg_note", { type: { MSG_NOTE: 1 }, align: 1, packed: true, fields: { text: bytes().text() } })],
  }),
);

/** One byte each for type and length; the length counts what follows the header, in words of 4 bytes. */
export const counted = dynamicFamily(
  family("counted", {
    header: struct("word_hdr", { fields: { type: u8, words: u8 } }),
    member: "hdr",
    type: "type",
    length: { field: "words", counts: "payload", unit: 4 },
    byteOrder: "big",
    records: [record("word_data", { type: { WORD_DATA: 7 }, packed: true, fields: { data: bytes() } })],
  }),
);

/** The count of a part counts the header, too. */
export const miscounted = dynamicFamily(
  family("miscounted", {
    header: struct("count_hdr", { fields: { type: u8, n: u8 } }),
    member: "h",
    type: "type",
    byteOrder: "little",
    records: [
      record("sized", { type: 1, fields: {}, parts: { data: bytes({ field: "h.n", in: "bytes", plus: -2 }) } }),
    ],
  }),
);

/** No length: the codecs know, but for one record. Others are as long as their count says, wherever it stands. */
export const unmeasured = dynamicFamily(
  family("unmeasured", {
    header: struct("tag_hdr", { fields: { tag: u16 } }),
    member: "hdr",
    type: "tag",
    byteOrder: "little",
    records: [
      record("tag_point", { type: { TAG_POINT: 1 }, fields: { x: u16, y: u16 } }),
      record("tag_list", { type: { TAG_LIST: 2 }, fields: { count: u16, values: array(u32, "count") } }),
      record("tag_pairs", {
        type: { TAG_PAIRS: 3 },
        fields: { lifted: anonymous({ count: u32, spare: u16 }), pairs: array(u16, "count") },
      }),
      record("tag_rest", { type: { TAG_REST: 8 }, fields: { rest: array(u16) } }),
    ],
  }),
);

const none = dynamicStruct(struct("none", { fields: {} }));

/** No length either, and records of one type, of which a field behind the header tells one from the others. */
export const varied = dynamicFamily(
  family("varied", {
    header: struct("kind_hdr", { fields: { kind: u8 } }),
    member: "hdr",
    type: "kind",
    byteOrder: "little",
    records: [
      record("kind_short", { type: 1, when: { field: "form", values: [1] }, fields: { form: u8 } }),
      record("kind_long", { type: 1, when: { field: "form", values: [2] }, fields: { form: u8, more: array(u8, 3) } }),
      record("kind_other", { type: 1, fields: { form: u8, more: array(u8, 2) } }),
    ],
  }),
);

/** Records of no bytes: a schema cannot have them, a family made by hand can. */
export const nothing = familyOf({
  name: "nothing",
  byteOrder: "little",
  header: { name: "no_hdr", member: "hdr" },
  framing: { headerSize: 0, align: 1, maxRecordSize: 1 },
  codecs: [none],
  structs: [none],
});

/** Lengths of 64 bits. */
export const wide = dynamicFamily(
  family("wide", {
    header: struct("wide_hdr", { fields: { type: u64.bigEndian(), len: u64 } }),
    member: "hdr",
    length: { field: "len" },
    byteOrder: "little",
    records: [record("wide_data", { fields: { data: bytes() } })],
  }),
);

const Colour = enumeration("colour", { RED: 0, GREEN: { value: 1, doc: "The middle one." } });
const Right = flags("right", { READ: 1, WRITE: 2, ALL: 7 });

/** Most kinds of field, in either byte order. */
export const zoo = dynamicFamily(
  family("zoo", {
    header: struct("zoo_hdr", { fields: { type: u16, len: u16 } }),
    member: "hdr",
    type: "type",
    length: { field: "len" },
    byteOrder: { record: "zoo_open", field: "magic" },
    abi: "x86_64",
    records: [
      record("zoo_open", { type: { ZOO_OPEN: 1 }, fields: { magic: u32.hex().constant(0x200f00d) } }),
      record("zoo_animal", {
        type: { ZOO_ANIMAL: 2 },
        fields: {
          name: array(char, 8),
          born: s64.time(),
          weight: f64,
          colour: u8.enum(Colour),
          rights: u8.flags(Right),
          legs: bits(u16, 3),
          gap: padding(u16, 5),
          tail: bits(u16, 8),
          spare: u32.reserved(),
          where: nested(struct("place", { fields: { x: s8, y: u32.address() } })),
          lifted: anonymous({ mood: u16.hex(), luck: s8 }),
          dice: array(u8, 3),
        },
      }),
      record("zoo_herd", {
        type: { ZOO_HERD: 3 },
        fields: {
          count: u16,
          animals: array(nested(struct("head", { fields: { id: u32, age: u8 } })), "count"),
        },
      }),
    ],
  }),
);

const word = struct("word", { fields: { with_a_name_that_makes_lines_long: u8 } });

/** A byte of a record takes many characters of JSON. */
export const verbose = dynamicFamily(
  family("verbose", {
    header: struct("list_hdr", { fields: { type: u32, len: u32 } }),
    member: "hdr",
    type: "type",
    length: { field: "len" },
    byteOrder: "little",
    records: [record("list_of_words", { type: { LIST_OF_WORDS: 1 }, fields: { words: array(nested(word)) } })],
  }),
);

/** Records of one type that a field behind the header tells apart, of any length, in either byte order. */
export const told = dynamicFamily(
  family("told", {
    header: struct("told_hdr", { fields: { type: u32, len: u32 } }),
    member: "hdr",
    type: "type",
    length: { field: "len" },
    byteOrder: { record: "told_open", field: "magic" },
    align: 4,
    records: [
      record("told_open", { type: 1, fields: { magic: u32.constant(0x01020304) } }),
      record("told_text", {
        type: 2,
        when: { field: "kind", values: [1] },
        fields: { kind: u32, data: bytes().text() },
      }),
      record("told_bytes", { type: 2, when: { field: "kind", values: [2] }, fields: { kind: u32, data: bytes() } }),
    ],
  }),
);
