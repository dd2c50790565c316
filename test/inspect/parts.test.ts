import { expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import { ImageReader, scan } from "../../src/image/index.ts";
import {
  describeRecord,
  diffImages,
  formatDescription,
  formatDifference,
  imageToJson,
  jsonToImage,
} from "../../src/inspect/index.ts";
import { box, notes, tlv } from "../codegen/fixtures/parts.ts";

const { bytes, record, struct, u8, u32 } = dsl;

const Box = dynamicFamily(box);
const Notes = dynamicFamily(notes);
const Tlv = dynamicFamily(tlv);

const number = { $name: "tlv_number", value: 7 };
const unknown = { $name: "unknown", type: 99, bytes: Uint8Array.of(99, 3, 0xaa) };
const nest = { $name: "tlv_nest", depth: 1, inner: [number, { $name: "tlv_text", text: "hi" }] };
const tree = { $name: "box_tree", id: 3, inner: [number, nest, unknown] };
const counted = {
  ...{ $name: "box_counted", first: [1, 2], second: Uint8Array.of(9, 9, 9), name: "é", at: { x: 1, y: 2 } },
  $padding: { second: Uint8Array.of(1) },
};
const open = Box.encode({ $name: "box_open" });
const image = Uint8Array.from([open, ...[tree, counted].map((one) => Box.encode(one))].flatMap((bytes) => [...bytes]));

test("a table has a row for each inner record and its fields", () => {
  const text = formatDescription(describeRecord(Box, Box.encode(tree)));
  expect(text.split("\n").map((line) => line.trimEnd())).toEqual([
    "0x0 box_tree, type 4, 40 bytes",
    "  id                       3",
    "  inner[0]                 tlv_number  type 1",
    "  inner[0].value           7",
    "  inner[1]                 tlv_nest    type 3",
    "  inner[1].depth           1",
    "  inner[1].inner[0]        tlv_number  type 1",
    "  inner[1].inner[0].value  7",
    "  inner[1].inner[1]        tlv_text    type 2",
    '  inner[1].inner[1].text   "hi"',
    "  inner[2]                 unknown     type 99",
    "  inner[2].bytes           6303aa",
    "",
  ]);
});

test("lines are trees, and give the same bytes", () => {
  const lines = imageToJson(image, Box);
  expect(JSON.parse(lines.split("\n")[2] as string).fields).toEqual({
    id: 3,
    inner: [
      { $name: "tlv_number", value: 7 },
      {
        $name: "tlv_nest",
        depth: 1,
        inner: [
          { $name: "tlv_number", value: 7 },
          { $name: "tlv_text", text: "hi" },
        ],
      },
      { $name: "unknown", type: 99, bytes: "6303aa" },
    ],
  });
  expect(JSON.parse(lines.split("\n")[3] as string).fields).toMatchObject({ $padding: { second: "01" } });
  expect(lines).not.toContain('"raw"');
  expect(jsonToImage(lines, Box)).toEqual(image);
});

test("in lines of any byte order: the inner records follow", () => {
  const lines = imageToJson(image, Box).replace('"little"', '"big"');
  const turned = jsonToImage(lines.replace(/,\{"\$name":"unknown"[^}]*\}/, ""), Box);
  const records: unknown[] = [];
  scan(turned, Box.be, (_, at) => void records.push(Box.be.decode(turned, at)));
  expect(records[1]).toMatchObject({ inner: [number, nest] });
});

test.each([
  [
    "a name that is none",
    '"tlv_number"',
    '"nothing"',
    'fields.inner[0].$name: found "nothing", expected "unknown" or the name of a tlv record',
  ],
  [
    "a field that is none",
    '"depth":1',
    '"dept":1',
    "fields.inner[1].dept: found an unknown key, expected depth, inner, $rest, $padding",
  ],
  [
    "a value that does not fit",
    '"depth":1',
    '"depth":70000',
    "fields.inner[1].depth: 70000 does not fit u16 (0..65535)",
  ],
])("lines with %s are refused with its place", (_, from, to, message) => {
  const lines = imageToJson(image, Box);
  expect(() => jsonToImage(lines.replace(from, to), Box)).toThrow(message);
});

test("a difference deep inside is told by its path", () => {
  const other = image.slice();
  other[open.length + 12 + 2] = 8;
  expect(
    [...diffImages(image, other, Box)].map((one) =>
      formatDifference(one)
        .split("\n")
        .slice(0, 2)
        .map((line) => line.trim()),
    ),
  ).toEqual([["~ 0xc / 0xc box_tree", "inner[0].value  7  ->  8"]]);
});

test("records whose counts alone tell where they end are cut out of a stream, a byte at a time", () => {
  const one = { $name: "note_one", name: "GNU\0", desc: Uint8Array.of(1, 2, 3) };
  const pairs = { $name: "note_pairs", name: Uint8Array.of(1), list: [{ x: 1, y: 2 }] };
  const all = [one, pairs, one].map((value) => Notes.encode(value));
  const bytes = Uint8Array.from(all.flatMap((record) => [...record]));
  const reader = new ImageReader(Notes, { asGiven: true });
  const frames = [...bytes].flatMap((byte) => reader.push(Uint8Array.of(byte)));
  expect(frames.map((frame) => [frame.kind, frame.bytes])).toEqual(all.map((record) => ["record", record]));
  expect(reader.end()).toEqual([]);
  expect(scan(bytes.subarray(0, -1), Notes, () => {}).reason?.code).toBe("record-cut");
});

test("handlers see parts", () => {
  const seen: unknown[] = [];
  const bytes = Tlv.encode(nest);
  scan(bytes, Tlv, {
    tlv_nest(view: unknown) {
      seen.push(JSON.parse(JSON.stringify(view)).inner);
    },
  } as never);
  expect(seen).toMatchObject([[{ value: 7 }, { text: "hi" }]]);
});

test("a part that begins in the hole at the end of its struct is no hole", () => {
  const one = record("one", { length: "offset", fields: { n: u32, kind: u8 }, parts: { data: bytes() } });
  const framing = { header: struct("hdr", { fields: { len: u32 } }), member: "h", length: { field: "len" } } as const;
  const family = dynamicFamily(dsl.family("f", { ...framing, byteOrder: "little", records: [one] }));
  const text = formatDescription(
    describeRecord(family, family.encode({ $name: "one", n: 1, kind: 2, data: Uint8Array.of(0xaa) })),
  );
  expect(text).toContain("data  aa");
  expect(text).not.toContain("hole");
});

test("of records without lengths, one that takes the rest can stand at the end alone", () => {
  const tail = dsl.family("tail", {
    byteOrder: "big",
    records: [record("one", { fields: { a: u8 }, parts: { rest: bytes() } })],
  });
  const codec = dynamicStruct(struct("s", { fields: { n: u8 }, parts: { list: dsl.records(tail, "n") } }));
  const [first, last] = [
    { $name: "one", a: 1, rest: Uint8Array.of(2) },
    { $name: "one", a: 3, rest: new Uint8Array() },
  ];
  expect(codec.encode({ list: [first] } as never)).toEqual(Uint8Array.of(2, 1, 2));
  expect(() => codec.encode({ list: [first, last] } as never)).toThrow(
    "s.list[0]: found a record that takes what is behind it, expected such a one at the end alone",
  );
});
