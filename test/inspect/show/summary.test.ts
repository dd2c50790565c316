import { expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { formatSummary, type Summary, SummaryCounter } from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { aligned, told } from "../../image/support/families.ts";
import { cut, hex } from "../../image/support/frames.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";

function summaryOf(bytes: Uint8Array, family: Family = Ckpt, chunkSize = 10): Summary {
  const counter = new SummaryCounter(family);
  for (const chunk of cut(bytes, chunkSize)) counter.push(chunk);
  return counter.end();
}

test.each([1, 10, 4096])("an ordinary image, with an unknown record, in chunks of %i bytes", (chunkSize) => {
  const image = Buffer.concat([ordinaryImage(), hex("4d000000 09000000 ff")]);
  expect(formatSummary(summaryOf(image, Ckpt, chunkSize)).split("\n")).toEqual([
    "CKPT_HDR_HEADER (1)     ckpt_hdr_header     1 record   56 bytes",
    "CKPT_HDR_BUFFER (3)     ckpt_hdr_buffer     3 records  219 bytes",
    "CKPT_HDR_CONTAINER (2)  ckpt_hdr_container  1 record   8 bytes",
    "CKPT_HDR_TASK (101)     ckpt_hdr_task       1 record   40 bytes",
    "CKPT_HDR_STRING (4)     ckpt_hdr_string     1 record   24 bytes",
    "CKPT_HDR_TAIL (9001)    ckpt_hdr_tail       1 record   16 bytes",
    "type 77                 unknown             1 record   9 bytes",
    "total: 9 records, 372 bytes, ckpt, little-endian",
    "",
  ]);
});

test.each([1, 7, 20, 4096])(
  "records that a field behind the header tells apart, in chunks of %i bytes",
  (chunkSize) => {
    const record = ($name: string, size: number) =>
      told.encode({ $name, kind: $name === "told_text" ? 1 : 2, data: new Uint8Array(size) });
    const records = [told.encode({ $name: "told_open" }), record("told_text", 4), record("told_bytes", 60)];
    const image = Buffer.concat([...records, record("told_text", 0), hex("02000000 10000000 03000000 00000000")]);
    expect(summaryOf(image, told, chunkSize).counts.map(({ name, count, bytes }) => [name, count, bytes])).toEqual([
      ["told_open", 1, 12],
      ["told_text", 2, 28],
      ["told_bytes", 1, 72],
      ["unknown", 1, 16],
    ]);
  },
);

test("a cut record counts as the tail it is", () => {
  expect(summaryOf(ordinaryImage().subarray(0, 360))).toMatchObject({
    records: 7,
    bytes: 360,
    tail: { bytes: 13, reason: { code: "record-cut", offset: 347, found: 13, expected: 16 } },
  });
  expect(formatSummary(summaryOf(hex("02000000 09000000")))).toBe(
    "total: 0 records, 8 bytes, ckpt, little-endian (assumed: the image does not say)\n" +
      "! 8 bytes are no record: at 0x0: truncated record: 8 of 9 bytes\n",
  );
});

test("all bytes after a length that cannot be are tail", () => {
  const image = Buffer.concat([ordinaryImage(), new Uint8Array(5000)]);
  expect(summaryOf(image, Ckpt, 100)).toMatchObject({ records: 8, tail: { bytes: 5000, reason: { offset: 363 } } });
});

test("padding is counted by itself", () => {
  const summary = summaryOf(hex("09000000 0100 0000 41 000000 08000000 0100 0000"), aligned);
  expect(summary).toMatchObject({ bytes: 20, records: 2, paddingBytes: 3, recognised: true });
});

test("types that are too many are one count, so that memory does not grow with them", () => {
  const image = Buffer.concat(
    Array.from({ length: 5000 }, (_, i) => Buffer.from(Uint32Array.of(10_000 + i, 8).buffer)),
  );
  const { counts, records } = summaryOf(image, Ckpt, 4096);
  expect(counts.length).toBe(1001);
  expect(counts.at(-1)).toEqual({ name: "unknown", type: undefined, typeName: undefined, count: 4000, bytes: 32_000 });
  expect(records).toBe(5000);
});
