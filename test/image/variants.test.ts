import { describe, expect, test } from "vitest";
import { bytes, family, record, struct, u16 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeUnframed, scan, scanChunks, type Unframed } from "../../src/image/index.ts";
import { cut, hex } from "./support/frames.ts";

const fields = { kind: u16, data: bytes() };
const type = { SHAPE: 1 };

/** All records are of one type, and no record of the family is of kind 3. */
const shapes = dynamicFamily(
  family("shapes", {
    header: struct("shape_hdr", { fields: { type: u16, len: u16 } }),
    member: "hdr",
    type: "type",
    length: { field: "len" },
    byteOrder: "little",
    records: [
      record("shape_circle", { type, when: { field: "kind", values: [1] }, fields }),
      record("shape_square", { type, when: { field: "kind", values: [2] }, fields }),
    ],
  }),
);

const third = hex("0100 0800 0300 cdef");
const image = Buffer.concat([hex("0100 0700 0100 ab"), third, hex("0100 0700 0200 ac")]);

describe("a record of a known type that is none of its records", () => {
  const notes = () => {
    const seen: string[] = [];
    const decode = ({ $name }: { $name: string }, at: number) => void seen.push(`${$name} ${at}`);
    return { seen, decode };
  };

  test.each(["circle", "square"])("is unknown beside a %s", (wanted) => {
    const { seen, decode } = notes();
    scan(image, shapes, { [`shape_${wanted}`]: { decode }, unknown: { decode } });
    expect(seen).toEqual(wanted === "circle" ? ["shape_circle 0", "unknown 7"] : ["unknown 7", "shape_square 15"]);
  });

  test("is given as bytes, from chunks of any size", () => {
    for (const size of [1, 5, 100]) {
      const given: unknown[] = [];
      const pieces = (piece: Uint8Array, at: number, place: object) =>
        void given.push([Buffer.from(piece).toString("hex"), at, place]);
      scanChunks(cut(image, size), shapes, { unknown: { pieces } });
      expect(given).toEqual([["010008000300cdef", 7, { type: 1, offset: 7, size: 8 }]]);
    }
  });

  test("is passed over where only its neighbours are wanted", () => {
    const { seen, decode } = notes();
    const end = scan(image, shapes, { shape_circle: { decode }, shape_square: { decode } });
    expect([seen, end]).toEqual([["shape_circle 0", "shape_square 15"], { offset: 22, reason: undefined }]);
  });
});

test("records that nobody wants are not gathered, so that they may be larger than the limit", () => {
  const options = { maxRecordSize: 5 };
  expect(scanChunks(cut(image, 3), shapes, {}, options)).toEqual({ offset: 22, reason: undefined });
  expect(() => scanChunks(cut(image, 3), shapes, { unknown: { decode: () => {} } }, options)).toThrow(
    "at 0x7: unknown takes 8 bytes, the limit is 5",
  );
});

test("without a length, the field that tells records apart tells their size", () => {
  const marks = dynamicFamily(
    family("marks", {
      header: struct("mark_hdr", { fields: { flags: u16 } }),
      member: "hdr",
      byteOrder: "little",
      records: [
        record("mark_dot", { when: { field: "kind", values: [1] }, fields: { kind: u16, at: u16 } }),
        record("mark_line", { when: { field: "kind", values: [2] }, fields: { kind: u16, from: u16, to: u16 } }),
      ],
    }),
  );
  const dot = hex("0500 0100 0300");
  expect(marks.decode(dot)).toMatchObject({ $name: "mark_dot", at: 3 });
  expect(scan(dot, marks, {})).toEqual({ offset: 6, reason: undefined });
  const neither = hex("0500 0100 0300 0500 0300 0300");
  const { offset, reason } = scan(neither, marks, {});
  expect([offset, describeUnframed(reason as Unframed)]).toEqual([6, "at 0x6: nothing tells how long this record is"]);
  expect(scanChunks(cut(neither, 1), marks, {})).toEqual({ offset, reason });
});
