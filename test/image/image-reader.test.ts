import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { array, family, record, u8, u32 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeUnframed, ImageReader } from "../../src/image/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { ordinaryImage, vectors } from "../vectors/vectors.ts";
import { aligned, counted, miscounted, nothing, unmeasured, varied, wide, zoo } from "./support/families.ts";
import { cut, framesOf, hex, joined, outline } from "./support/frames.ts";

const chunkSizes = [1, 2, 7, 64, 4096];

describe("an ordinary image", () => {
  test.each(chunkSizes)("in chunks of %i bytes", (chunkSize) => {
    expect(outline(framesOf(Ckpt, ordinaryImage(), chunkSize))).toEqual([
      "record 0+56",
      "record 56+73",
      "record 129+73",
      "record 202+73",
      "record 275+8",
      "record 283+40",
      "record 323+24",
      "record 347+16",
    ]);
  });

  test("frames tell their type", () => {
    const frames = framesOf(Ckpt, ordinaryImage(), 100);
    expect(frames.map((frame) => frame.kind === "record" && frame.type)).toEqual([1, 3, 3, 3, 2, 101, 4, 9001]);
  });

  test("with small limits gives the same bytes in pieces", () => {
    const frames = framesOf(Ckpt, ordinaryImage(), 50, { wholeUpTo: 24 });
    expect(outline(frames).slice(0, 4)).toEqual(["start 0+8", "payload 8+42", "payload 50+6", "start 56+8"]);
    expect(outline(frames).slice(-2)).toEqual(["record 323+24", "record 347+16"]);
    expect(joined(frames)).toBe(Buffer.from(ordinaryImage()).toString("hex"));
  });
});

describe("what cannot be framed", () => {
  const cases: [string, Family, string, string[], string | undefined][] = [
    ["nothing", Ckpt, "", [], undefined],
    ["a cut header", Ckpt, "02000000 08", ["tail 0+5 header-cut"], "at 0x0: truncated header: 5 of 8 bytes"],
    [
      "a cut record",
      Ckpt,
      "02000000 08000000 04000000 0a000000 41",
      ["record 0+8", "tail 8+9 record-cut"],
      "at 0x8: truncated record: 9 of 10 bytes",
    ],
    [
      "length 0",
      Ckpt,
      "02000000 00000000 02000000 08000000",
      ["tail 0+16 length-too-small"],
      "at 0x0: the record's length is 0, its header alone takes 8",
    ],
    [
      "length 7",
      Ckpt,
      "02000000 07000000",
      ["tail 0+8 length-too-small"],
      "at 0x0: the record's length is 7, its header alone takes 8",
    ],
    [
      "length 2^32 - 1",
      Ckpt,
      "03000000 ffffffff 41",
      ["start 0+8", "payload 8+1", "tail 9+0 record-cut"],
      "at 0x0: truncated record: 9 of 4294967295 bytes",
    ],
    [
      "length 2^64 - 1",
      wide,
      "0000000000000001 ffffffffffffffff 41",
      ["tail 0+17 length-too-large"],
      "at 0x0: the record's length is 18446744073709552000, more than any file holds",
    ],
    [
      "an unknown type where only codecs know lengths",
      unmeasured,
      "0100 0102 0304 0900 0102",
      ["record 0+6", "tail 6+4 size-unknown"],
      "at 0x6: nothing tells how long a record of type 9 is",
    ],
    [
      "an array that nothing counts",
      unmeasured,
      "0100 0102 0304 0800 0102 0304",
      ["record 0+6", "tail 6+6 size-unknown"],
      "at 0x6: nothing tells how long a record of type 8 is",
    ],
    [
      "a record that is cut before what tells it from others",
      varied,
      "0101 01",
      ["record 0+2", "tail 2+1 record-cut"],
      "at 0x2: truncated record: 1 of 2 bytes",
    ],
    [
      "records of no bytes",
      nothing,
      "0000",
      ["tail 0+2 size-unknown"],
      "at 0x0: nothing tells how long this record is",
    ],
    [
      "a count that promises too much",
      unmeasured,
      "0200 0300 01000000 02000000",
      ["tail 0+12 record-cut"],
      "at 0x0: truncated record: 12 of 16 bytes",
    ],
    [
      "a count that no part can have",
      miscounted,
      "0103 aa 0101 bb",
      ["record 0+3", "tail 3+3 size-unknown"],
      "at 0x4: sized.h.n is 1, expected 2 or more",
    ],
  ];

  test.each(cases)("%s", (_, family, bytes, expected, message) => {
    for (const chunkSize of chunkSizes) {
      const frames = framesOf(family, hex(bytes), chunkSize);
      expect(joined(frames)).toBe(bytes.replaceAll(" ", ""));
      if (chunkSize >= 64) expect(outline(frames)).toEqual(expected);
      const tail = frames.at(-1);
      expect(tail?.kind === "tail" ? describeUnframed(tail.reason) : undefined).toBe(message);
    }
  });
});

describe("other framings", () => {
  const cases: [string, Family, string, string[]][] = [
    [
      "records at multiples of 4",
      aligned,
      "09000000 0100 0000 41 000000 08000000 0100 0000",
      ["record 0+9", "padding 9+3", "record 12+8"],
    ],
    ["padding that is cut", aligned, "09000000 0100 0000 41 00", ["record 0+9", "padding 9+1"]],
    [
      "lengths of the payload in words",
      counted,
      "0701 41424344 0700 0901 45464748",
      ["record 0+6", "record 6+2", "record 8+6"],
    ],
    ["lengths from codecs", unmeasured, "0200 0200 01000000 02000000 0100 0102 0304", ["record 0+12", "record 12+6"]],
    [
      "a count in an anonymous struct",
      unmeasured,
      "0300 0000 03000000 00000000 0102 0304 0506 0100 0102 0304",
      ["record 0+18", "record 18+6"],
    ],
    [
      "lengths from codecs of one type",
      varied,
      "0101 0102aabbcc 0103aabb 0101",
      ["record 0+2", "record 2+5", "record 7+4", "record 11+2"],
    ],
    ["64-bit lengths", wide, "0000000000000001 1100000000000000 41", ["record 0+17"]],
    ["big-endian", zoo, "0001 0008 0200f00d 0009 0005 ff", ["record 0+8", "record 8+5"]],
  ];

  test.each(cases)("%s", (_, family, bytes, expected) => {
    for (const chunkSize of chunkSizes) {
      expect(outline(framesOf(family, hex(bytes), chunkSize))).toEqual(expected);
    }
  });
});

test("any bytes come back from the frames, whatever the chunks and limits", () => {
  const families = fc.constantFrom<Family>(Ckpt, Ckpt.be, aligned, counted, nothing, unmeasured, varied, wide, zoo);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(fc.constantFrom(0, 1, 2, 3, 8, 9), { maxLength: 200 }).map((list) => Uint8Array.from(list)),
  );
  const limits = fc.record({ chunkSize: fc.integer({ min: 1, max: 40 }), wholeUpTo: fc.integer({ min: 0, max: 60 }) });
  fc.assert(
    fc.property(families, bytes, limits, (family, image, { chunkSize, wholeUpTo }) => {
      const frames = framesOf(family, image, chunkSize, { wholeUpTo });
      expect(joined(frames)).toBe(Buffer.from(image).toString("hex"));
      let offset = 0;
      for (const frame of frames) {
        expect(frame.offset).toBe(offset);
        offset += frame.bytes.length;
      }
    }),
    runs(2000),
  );
});

test.each(vectors.map(({ name, image }) => [name, image] as const))("%s comes back from its frames", (_, image) => {
  expect(joined(framesOf(Ckpt, image, 13))).toBe(Buffer.from(image).toString("hex"));
});

test("a chunk's memory may be reused once its frames have been used", () => {
  const reader = new ImageReader(Ckpt, { asGiven: true });
  const memory = new Uint8Array(10);
  const records: string[] = [];
  for (const chunk of cut(ordinaryImage(), memory.length)) {
    memory.set(chunk);
    for (const frame of reader.push(memory.subarray(0, chunk.length))) records.push(joined([frame]));
  }
  expect(records.join("")).toBe(Buffer.from(ordinaryImage()).toString("hex"));
});

test("a record of 4 GiB passes through without being held", () => {
  const size = 2 ** 32 - 1;
  const header = Uint8Array.from([3, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);
  const chunk = new Uint8Array(2 ** 20);
  const reader = new ImageReader(Ckpt, { asGiven: true });
  const before = process.memoryUsage().arrayBuffers;
  let [most, payload] = [0, 0];
  for (const frame of reader.push(header)) expect(frame).toMatchObject({ kind: "start", size });
  while (payload < size - header.length) {
    for (const frame of reader.push(chunk.subarray(0, Math.min(chunk.length, size - header.length - payload)))) {
      expect(frame.kind).toBe("payload");
      payload += frame.bytes.length;
    }
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(reader.end()).toEqual([]);
  expect(most).toBeLessThan(2 ** 20);
});

describe("records whose parts tell their size", () => {
  const blob = record("blob", { fields: { n: u32 }, parts: { first: array(u8, "n"), more: array(u8, "n") } });
  const blobs = (maxRecordSize?: number) =>
    dynamicFamily(family("blobs", { byteOrder: "little", records: [blob], ...(maxRecordSize && { maxRecordSize }) }));
  const starting = (n: number) => new Uint8Array(Uint32Array.of(n).buffer);

  test("are given whole up to their limit, in chunks of any size", () => {
    const bytes = new Uint8Array(2004);
    bytes.set(starting(1000));
    expect(outline(framesOf(blobs(2004), bytes, 7))).toEqual(["record 0+2004"]);
    expect(outline(framesOf(blobs(), bytes, 7))).toEqual(["record 0+2004"]);
  });

  test.each([
    [2003, 2000, "its parts end after 2004 bytes or more, of which 2003 may be held"],
    [undefined, 2 ** 31, "its parts end after 2147483652 bytes or more, of which 16777216 may be held"],
  ])("are no records past %s bytes: none of them is held", (limit, n, said) => {
    const reader = new ImageReader(blobs(limit));
    const frames = reader.push(starting(n));
    expect(outline(frames)).toEqual(["tail 0+4 too-large"]);
    expect(frames.flatMap((frame) => ("reason" in frame ? [describeUnframed(frame.reason)] : []))).toEqual([
      `at 0x0: ${said}`,
    ]);
    expect(outline(reader.push(new Uint8Array(9)))).toEqual(["tail 4+9 too-large"]);
  });

  test("may be larger where the reader's user says so", () => {
    const reader = new ImageReader(blobs(), { wholeUpTo: 2 ** 33 });
    expect(reader.push(starting(2 ** 31))).toEqual([]);
  });
});
