import { describe, expect, test } from "vitest";
import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeUnframed, scan, scanChunks } from "../../src/image/index.ts";
import {
  describeRecord,
  diffImages,
  formatDescription,
  formatDifference,
  fromJSON,
  imageToJson,
  jsonToImage,
} from "../../src/inspect/index.ts";
import type { AnyCodec, Family, RecordType } from "../../src/wire/index.ts";
import {
  chunks as chunksOf,
  flags as flagsOf,
  frames as framesOfSync,
  magics as magicsOf,
  packets,
  wides as widesOf,
} from "../codegen/fixtures/headers.ts";
import { cut, framesOf, hex, outline } from "./support/frames.ts";

/** Images whose headers tell types and lengths otherwise than by plain numbers. */

interface Row {
  readonly family: Family<object, object>;
  readonly image: string;
  readonly values: readonly object[];
  readonly types: readonly RecordType[];
}

const of = (definition: FamilyDefinition) => dynamicFamily(definition) as unknown as Family<object, object>;

const rows: readonly Row[] = [
  {
    family: of(chunksOf),
    image:
      "89504e470d0a1a0a 0000000849484452 0000000a 00000014 00000001 0000000374455874 aabbcc dddddddd 0000000249444154 00000002 5566",
    types: ["IHDR", "tEXt", "IDAT"],
    values: [
      { $name: "start_chunk", width: 10, height: 20, crc: 1 },
      { $name: "unknown", type: "tEXt", bytes: hex("0000000374455874 aabbcc dddddddd") },
      { $name: "data_chunk", crc: 2, data: hex("5566") },
    ],
  },
  {
    family: of(packets),
    // version 5, kind 1, 4 words: 5 | 1 << 3 | 4 << 7, then flags 9 << 2
    image: "0d02 24 00 04030201 f101 04 00 7802 00 00 07000000",
    types: [1, 14, 15],
    values: [
      { $name: "hello", p: { version: 5, flags: 9 }, magic: 0x01020304 },
      { $name: "unknown", type: 14, bytes: hex("f101 04 00") },
      { $name: "words", p: { version: 0, flags: 0 }, list: [7] },
    ],
  },
  {
    family: of(flagsOf),
    image: "0800 0580 07000000 0600 0740 aabb 0c00 0680 0800 0500 09000000 0600 ffff 0100",
    types: [5, 7, 6, 0x3fff],
    values: [
      { $name: "flag_number", h: { flags_and_kind: 0x8005 }, x: 7 },
      { $name: "unknown", type: 7, bytes: hex("0600 0740 aabb") },
      {
        $name: "flag_nest",
        h: { flags_and_kind: 0x8006 },
        inner: [{ $name: "flag_number", h: { flags_and_kind: 5 }, x: 9 }],
      },
      { $name: "flag_list", h: { flags_and_kind: 0xffff }, list: [1] },
    ],
  },
];

describe.each(rows.map((row) => [row.family.name, row] as const))("%s", (_, { family, image, types, values }) => {
  const bytes = hex(image);

  test("is framed and decoded, whole and in chunks", () => {
    const seen: unknown[] = [];
    const visited: RecordType[] = [];
    const names = family.codecs.map((codec) => codec.name);
    const want = Object.fromEntries(
      [...names, "unknown"].map((name) => [name, { decode: (value: object) => void seen.push(value) }]),
    );
    expect(scan(bytes, family, want as never).reason).toBeUndefined();
    expect(seen).toEqual(values);
    scan(bytes, family, (type) => void visited.push(type));
    expect(visited).toEqual(types);
    for (const size of [1, 3, 100]) {
      seen.splice(0);
      expect(scanChunks(cut(bytes, size), family, want as never).reason).toBeUndefined();
      expect(seen).toEqual(values);
    }
  });

  test("comes back from JSON", () => {
    const text = imageToJson(bytes, family);
    expect(jsonToImage(text, family)).toEqual(bytes);
    const shown = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).type)
      .filter((type) => type !== undefined);
    expect(shown).toEqual(types);
  });

  test("comes back from values", () => {
    for (const value of values) expect(family.decode(family.encode(value))).toEqual(value);
  });
});

test("four characters in messages, tables and differences", () => {
  const chunks = of(chunksOf);
  const end = chunks.codecNamed("end_chunk")!;
  expect(() => end.decode(hex("00000000 1b49444e 00000000"))).toThrow(
    'at 0x4: end_chunk.h.id is "\\x1bIDN", expected "IEND"',
  );
  expect(formatDescription(describeRecord(chunks, hex("00000000 1b20ff4e 00000000")))).toBe(
    '0x0 unknown, "\\x1b \\xffN", 12 bytes\n  (bytes)  000000001b20ff4e00000000\n',
  );
  expect(() =>
    chunks.encode({ $name: "unknown", type: "abcd", bytes: hex("00000000 61626364 00000000") }),
  ).not.toThrow();
  expect(() => chunks.encode({ $name: "unknown", type: "abce", bytes: hex("00000000 61626364 00000000") })).toThrow(
    'unknown.type: found "abce", expected "abcd", as the header in bytes says',
  );
  expect(() => chunks.encode({ $name: "unknown", type: 1, bytes: hex("00000000 61626364 00000000") })).toThrow(
    "unknown.type: found the number 1, expected a string",
  );
  const [a, b] = ["61626364", "61626365"].map((id) => hex(`89504e470d0a1a0a 00000000 ${id} 00000000`)) as [
    Uint8Array,
    Uint8Array,
  ];
  expect([...diffImages(a, b, chunks)].map((one) => formatDifference(one))).toEqual([
    '- 0x8 unknown, "abcd", 12 bytes\n',
    '+ 0x8 unknown, "abce", 12 bytes\n',
  ]);
});

test("64 bits of type and length, behind a field of the record", () => {
  const wides = of(widesOf);
  const bytes = hex("0100000000000000 ffffffffffffffff 0000000000000018 0200000000000000");
  expect(wides.decode(bytes)).toEqual({ $name: "wide_most", before: 1n, list: [2n] });
  expect(wides.encode({ $name: "wide_most", before: 1n, list: [2n] })).toEqual(bytes);
  const unknown = bytes.with(8, 0xfe);
  expect(wides.decode(unknown)).toEqual({ $name: "unknown", type: 0xffff_ffff_ffff_fffen, bytes: unknown });
  expect(JSON.parse(imageToJson(unknown, wides).split("\n")[1]!).type).toBe("18446744073709551614");
  expect(jsonToImage(imageToJson(unknown, wides), wides)).toEqual(unknown);
  // 2^64 - 1 bytes and 8 more.
  const far = hex("0100000000000000 ffffffffffffffff ffffffffffffffff");
  const { reason } = scan(far, wides, {});
  expect(reason && describeUnframed(reason)).toMatch(
    /^at 0x0: the record's length is 1844674407370955\d+, more than any file holds$/,
  );
});

test("signed numbers, structs and sync words in a header", () => {
  const frames = of(framesOfSync);
  // sync, class and mark, spare, len, kind, seq
  const bytes = hex("b562 0307 0000 0000 00000008 fffe 0900");
  expect(frames.framing).toMatchObject({ type: { name: "told.kind" }, length: { name: "size.len" } });
  const pong = { $name: "pong", f: { id: { class_: -3, mark: 7 }, told: { seq: 9 } }, at: 5n, text: "abc" };
  const encoded = frames.encode(pong);
  expect(frames.decode(encoded)).toEqual(pong);
  expect(frames.framing.headerSize).toBe(bytes.length);
  const ping = { $name: "ping", f: { id: { class_: 3, mark: 7 }, told: { seq: 9 } } };
  expect(frames.encode(ping)).toEqual(hex("b562 0307 0000 0000 00000000 fffe 0900"));
  expect(() => frames.decode(frames.encode(ping).with(0, 0))).toThrow("ping.f.sync is");
  // A length of -1 is told as what it is, and none of 0 or less makes a scan go on forever.
  for (const [length, told] of [
    ["ffffffff", 15],
    ["80000000", 16 - 2 ** 31],
  ] as const) {
    const { reason } = scan(hex(`b562 0307 0000 0000 ${length} fffe 0900`), frames, {});
    expect(reason && describeUnframed(reason)).toBe(
      `at 0x0: the record's length is ${told}, its header alone takes 16`,
    );
  }
});

test("records told apart by constants, without types and lengths", () => {
  const magics = of(magicsOf);
  const bytes = hex("0100edfe 0100 0200 0200edfe 0100 0500 0100edfe 0300 0400");
  const seen: unknown[] = [];
  const want = {
    old_form: { decode: (one: object) => void seen.push(one) },
    new_form: (view: { n: number }) => void seen.push(view.n),
  };
  expect(scan(bytes, magics, want as never)).toEqual({ offset: bytes.length, reason: undefined });
  expect(seen).toEqual([
    { $name: "old_form", magic: 0xfeed0001, x: 1, y: 2 },
    1,
    { $name: "old_form", magic: 0xfeed0001, x: 3, y: 4 },
  ]);
  expect(outline(framesOf(magics, bytes, 3))).toEqual(["record 0+8", "record 8+8", "record 16+8"]);
  expect(magics.encode({ $name: "new_form", list: [5] })).toEqual(hex("0200edfe 0100 0500"));
  expect(() => magics.encode({ $name: "new_form", magic: 0xfeed0001, list: [] })).toThrow("new_form.magic");
  const { reason } = scan(bytes.with(0, 9), magics, {});
  expect(reason).toMatchObject({ code: "size-unknown", offset: 0 });
});

test("a type under a mask is the record's, with whatever other bits, or left out", () => {
  const flags = dynamicFamily(flagsOf);
  const encoded = (value: object) =>
    Buffer.from(flags.be.encode({ $name: "flag_number", x: 7, ...value })).toString("hex");
  for (const value of [{}, { h: {} }, { h: { flags_and_kind: 5 } }]) expect(encoded(value)).toBe("0008000500000007");
  expect(encoded({ h: { flags_and_kind: 0xc005 } })).toBe("0008c00500000007");
  expect(encoded(flags.be.decode(hex("0008 4005 00000007")))).toBe("0008400500000007");
  const expected = "expected 5 in the bits 0x3fff";
  expect(() => encoded({ h: { flags_and_kind: 0x8006 } })).toThrow(
    `flag_number.h.flags_and_kind is the number 32774, ${expected}`,
  );
  expect(() => encoded({ h: { flags_and_kind: 0x10005 } })).toThrow("flag_number.h.flags_and_kind");
  const codec = flags.codecNamed("flag_number");
  expect(() => codec?.decode(hex("0800 0680 07000000"))).toThrow("flag_number.h.flags_and_kind");
  expect(codec?.create({})).toEqual({ $name: "flag_number", h: { flags_and_kind: 5 }, x: 0 });
  expect(fromJSON(codec as AnyCodec, { x: 7 })).toEqual({ $name: "flag_number", h: { flags_and_kind: 5 }, x: 7 });
  const line = '{"offset":0,"record":"flag_number","type":5,"len":8,"fields":{"h":{"flags_and_kind":32773},"x":7}}';
  expect(imageToJson(hex("0800 0580 07000000"), flags as unknown as Family<object, object>)).toContain(line);
});
