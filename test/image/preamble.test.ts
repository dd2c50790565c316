import { describe, expect, test } from "vitest";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import {
  describeUnframed,
  encodeRecords,
  ImageReader,
  preambleOf,
  RecordWriter,
  recogniseImage,
  scan,
  scanChunks,
} from "../../src/image/index.ts";
import {
  describedLine,
  diffImages,
  formatDescription,
  formatDifference,
  formatHex,
  formatSummary,
  ImageDescriber,
  imageToJson,
  jsonToImage,
  SummaryCounter,
} from "../../src/inspect/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { captures as definition, chunks as png } from "../codegen/fixtures/headers.ts";
import { cut, framesOf, hex, joined, outline } from "./support/frames.ts";

/** Images that start with something that is no record, and tells the byte order and how long it is itself. */
const captures = dynamicFamily(definition);
const chunks = dynamicFamily(png);

const micro = hex("d4c3b2a1 0200 0400 ff000000");
const records = hex("05000000 02000000 abcd 0000 06000000 04000000 01020304");
const little = Uint8Array.of(...micro, ...records);
/** 21 bytes, of which three align the first record. */
const nano = hex("a1b23c4d 0002 0004 000000ff 09 000000 00000005 00000002 abcd");

test("frames of their own, however the bytes come", () => {
  for (const size of [1, 2, 3, 5, 7, 12, 100]) {
    const frames = framesOf(captures, little, size);
    expect(joined(frames)).toBe(Buffer.from(little).toString("hex"));
    expect(outline(frames)).toEqual(["preamble 0+12", "record 12+10", "padding 22+2", "record 24+12"]);
    expect(outline(framesOf(captures, nano, size))).toEqual(["preamble 0+16", "record 16+10"]);
  }
});

test("the byte order, and which of several it is", () => {
  expect(recogniseImage(little, captures)).toEqual({ family: captures, match: "all" });
  expect(recogniseImage(nano, captures)).toEqual({ family: captures.be, match: "all" });
  expect(recogniseImage(nano, [chunks, captures])).toEqual({ family: captures.be, match: "all" });
  expect(recogniseImage(hex("89504e47 0d0a1a0a"), [captures, chunks])).toEqual({ family: chunks, match: "all" });
  const codec = preambleOf(captures.be, nano) as AnyCodec;
  expect(codec.name).toBe("nano_start");
  expect(codec.decode(nano)).toEqual({ magic: 0xa1b23c4d, major: 2, minor: 4, limit: 255, more: 9 });
});

test("a wrong constant is for the codec to tell", () => {
  const wrong = little.with(3, 0);
  const [frame] = new ImageReader(captures, { asGiven: true }).push(wrong);
  expect(frame).toMatchObject({ kind: "preamble", codec: { name: "micro_start" } });
  const reader = new ImageReader(captures);
  const describer = new ImageDescriber();
  const [first] = reader.push(wrong).flatMap((one) => describer.next(reader.family, one));
  expect(first?.faults).toEqual(["at 0x0: micro_start.magic is 0xb2c3d4, expected 0xa1b2c3d4"]);
});

test.each([
  [0, [], undefined],
  [1, ["tail 0+1 preamble-cut"], "at 0x0: truncated preamble: 1 of 4 bytes"],
  [11, ["tail 0+11 preamble-cut"], "at 0x0: truncated preamble: 11 of 12 bytes"],
  [12, ["preamble 0+12"], undefined],
  [19, ["preamble 0+12", "tail 12+7 header-cut"], "at 0xc: truncated header: 7 of 8 bytes"],
] as const)("an image of %i bytes", (size, frames, message) => {
  const image = little.subarray(0, size);
  for (const chunk of [1, 100]) expect(outline(framesOf(captures, image, chunk))).toEqual(frames);
  const { reason } = scan(image, captures, {});
  // Of no bytes nothing is said: there is no image.
  if (size > 0) expect(reason && describeUnframed(reason)).toBe(message);
  expect(Buffer.from(jsonToImage(imageToJson(image, captures), captures))).toEqual(Buffer.from(image));
});

describe("scanning", () => {
  const want = (seen: unknown[]) => ({
    preamble: { decode: (value: unknown, at: number) => void seen.push([at, value]) },
    capture: { decode: (value: unknown, at: number) => void seen.push([at, value]) },
  });
  const expected = [
    [0, { magic: 0xa1b2c3d4, major: 2, minor: 4, limit: 255 }],
    [12, { $name: "capture", h: { sec: 5 }, data: hex("abcd") }],
    [24, { $name: "capture", h: { sec: 6 }, data: hex("01020304") }],
  ];

  test("in memory and in chunks", () => {
    const seen: unknown[] = [];
    expect(scan(little, captures, want(seen))).toEqual({ offset: 36, reason: undefined });
    expect(seen).toEqual(expected);
    for (const size of [1, 5, 100]) {
      const again: unknown[] = [];
      expect(scanChunks(cut(little, size), captures, want(again))).toEqual({ offset: 36, reason: undefined });
      expect(again).toEqual(expected);
    }
  });

  test("from a record on", () => {
    const seen: unknown[] = [];
    scan(little, captures, want(seen), 24);
    expect(seen).toEqual(expected.slice(2));
  });

  test("by a visitor", () => {
    const seen: unknown[] = [];
    scan(little, captures, (...one) => void seen.push(one));
    expect(seen).toEqual([
      [0, 12, 10],
      [0, 24, 12],
    ]);
  });

  test("stops, or tells a fault", () => {
    const stop = { preamble: { decode: () => false } };
    expect(scan(little, captures, stop)).toEqual({ offset: 12, reason: undefined });
    expect(scanChunks([little], captures, stop)).toEqual({ offset: 12, reason: undefined });
    const wrong = little.with(3, 0);
    for (const one of [() => scan(wrong, captures, want([])), () => scanChunks([wrong], captures, want([]))]) {
      expect(one).toThrow("at 0x0: micro_start.magic is 0xb2c3d4, expected 0xa1b2c3d4");
    }
  });

  test("a handler for what a family does not have", () => {
    const without = dynamicFamily({ ...definition, preamble: undefined, byteOrder: "little" });
    expect(() => scan(hex("00"), without, want([]) as never)).toThrow("no record of captures is named preamble");
  });
});

test("written first", () => {
  const values = [
    { $name: "capture", h: { sec: 5 }, data: hex("abcd") },
    { $name: "capture", h: { sec: 6 }, data: hex("01020304") },
  ];
  expect(encodeRecords(captures, values, { major: 2, minor: 4, limit: 255 })).toEqual(little);
  // A constant that is given tells which of several it is.
  const start = { magic: 0xa1b23c4d, major: 2, minor: 4, limit: 255, more: 9 };
  expect(encodeRecords(captures.be, values.slice(0, 1), start)).toEqual(nano);
  expect(() => encodeRecords(captures, values)).toThrow("micro_start.major: found nothing, expected a number");
  expect(encodeRecords(chunks, [])).toEqual(hex("89504e470d0a1a0a"));
  const writer = new RecordWriter(captures);
  expect(() => writer.appendPreamble({ major: -1 })).toThrow("micro_start.major: -1 does not fit u16");
  expect(writer.offset).toBe(0);
});

describe("as JSON", () => {
  const lines = [
    { format: "bytewright", version: 1, family: "captures", byteOrder: "little" },
    { offset: 0, preamble: "micro_start", len: 12, fields: { magic: 0xa1b2c3d4, major: 2, minor: 4, limit: 255 } },
    { offset: 12, record: "capture", len: 10, fields: { h: { sec: 5 }, data: "abcd" } },
    { offset: 24, record: "capture", len: 12, fields: { h: { sec: 6 }, data: "01020304" } },
  ];
  const textOf = (all: readonly object[]) => all.map((line) => `${JSON.stringify(line)}\n`).join("");

  test("a line of its own, which comes back and can be edited", () => {
    expect(imageToJson(little, captures)).toBe(textOf(lines));
    expect(jsonToImage(textOf(lines), captures)).toEqual(little);
    const [format, , ...rest] = lines;
    const start = { preamble: "nano_start", fields: { major: 2, minor: 4, limit: 255, more: 9 } };
    const edited = textOf([{ ...format, byteOrder: "big" }, start, ...rest.slice(0, 1)]);
    expect(jsonToImage(edited, captures)).toEqual(nano);
  });

  test("its bytes, where fields would not give them", () => {
    const wrong = nano.with(13, 7).with(0, 0);
    const text = imageToJson(wrong, captures);
    expect(JSON.parse(text.split("\n")[1]!)).toMatchObject({ preamble: "micro_start", raw: expect.any(String) });
    expect(jsonToImage(text, captures)).toEqual(wrong);
  });

  test.each<[what: string, lines: readonly object[], message: string]>([
    ["a record first", [lines[0]!, lines[2]!], "line 2: found record, expected a preamble, with which images start"],
    ["two of them", [lines[0]!, lines[1]!, lines[1]!], "line 3: found a preamble, expected records"],
    [
      "another format's",
      [lines[0]!, { ...lines[1], preamble: "x" }],
      'line 2: preamble: found "x", expected the name of what a captures image starts with',
    ],
    [
      "too few bytes",
      [lines[0]!, { preamble: "micro_start", raw: "00" }],
      "line 2: raw: found 1 bytes, expected 12 bytes of micro_start",
    ],
    [
      "fields that are others than the bytes",
      [lines[0]!, { ...lines[1], raw: "d4c3b2a10200040000000000" }],
      "line 2: fields: found what differs from raw, which would be written, expected only one of the two",
    ],
  ])("%s", (_, given, message) => {
    expect(() => jsonToImage(textOf(given), captures)).toThrow(message);
  });
});

test("in tables, sums and differences", () => {
  const describer = new ImageDescriber();
  const frames = framesOf(captures, little, 100);
  const [start] = frames.flatMap((frame) => describer.next(captures, frame));
  expect(formatDescription(start!)).toBe(
    "0x0 micro_start, 12 bytes\n  magic  2712847316\n  major  2\n  minor  4\n  limit  255\n",
  );
  const codec = preambleOf(captures, little) as AnyCodec;
  const whole = { bytes: little.subarray(0, 12), codec };
  expect(formatHex({ family: captures, ...whole, follower: undefined }, start!).split("\n")[1]).toBe(
    "  0x0  d4 c3 b2 a1              magic  2712847316",
  );
  expect(JSON.parse(describedLine(start!, captures, whole))).toMatchObject({ preamble: "micro_start", fault: null });
  const counter = new SummaryCounter(captures);
  counter.push(little);
  expect(formatSummary(counter.end())).toBe(
    "  micro_start  preamble   12 bytes\n  capture      2 records  22 bytes\ntotal: 2 records, 36 bytes, captures, little-endian\n".replaceAll(
      /^ {2}/gm,
      "  ",
    ),
  );
  const differences = [...diffImages(little, little.with(4, 3).with(20, 1), captures)].map((one) =>
    formatDifference(one),
  );
  expect(differences).toEqual([
    "~ 0x0 / 0x0 micro_start\n  major  2  ->  3\n",
    "~ 0xc / 0xc capture\n  data  abcd  ->  01cd\n",
  ]);
});
