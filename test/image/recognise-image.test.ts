import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { anonymous, family, nested, record, s32, struct, u32 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { ImageReader, openingSize, recogniseImage } from "../../src/image/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { ordinaryImage } from "../vectors/vectors.ts";
import { aligned, counted, zoo } from "./support/families.ts";
import { cut, hex } from "./support/frames.ts";
import { v23Image } from "./support/v23-image.ts";

const both = [Ckpt, CkptV23];

const magic = s32.constant(-5);
/** Only length and constant tell an image. */
const untyped = dynamicFamily(
  family("untyped", {
    header: struct("sized_hdr", { fields: { len: u32 } }),
    member: "h",
    length: { field: "len" },
    byteOrder: { record: "sized_open", field: "magic" },
    records: [record("sized_open", { fields: { magic } })],
  }),
);
/** Only type and constant do. */
const unsized = dynamicFamily(
  family("unsized", {
    header: struct("typed_hdr", { fields: { type: u32 } }),
    member: "h",
    type: "type",
    byteOrder: { record: "typed_open", field: "magic" },
    records: [record("typed_open", { type: { TYPED_OPEN: 7 }, fields: { magic } })],
  }),
);

describe("the opening tells family and byte order", () => {
  test.each([
    ["v3", "01000000 38000000 00d2a2c00cedfe00", Ckpt, "all"],
    ["v3, big", "00000001 00000038 00feed0cc0a2d200", Ckpt.be, "all"],
    ["v23", "01000000 48000000 00d2a2c00cedfe00", CkptV23, "all"],
    ["v23, big", "00000001 00000048 00feed0cc0a2d200", CkptV23.be, "all"],
    ["v23, another magic", "01000000 48000000 ffd2a2c00cedfe00", CkptV23, "most"],
    ["v23, another type", "02000000 48000000 00d2a2c00cedfe00", CkptV23, "most"],
    ["v23, big, cut behind the header", "00000001 00000048", CkptV23.be, "most"],
    ["a length of neither", "01000000 39000000 00d2a2c00cedfe00", Ckpt, "most"],
    ["a length of neither, big", "00000001 00000039 00feed0cc0a2d200", Ckpt.be, "most"],
    ["a magic in the other order than the header", "01000000 38000000 00feed0cc0a2d200", Ckpt, "most"],
    ["the type alone", "01000000 39000000 ffd2a2c00cedfe00", Ckpt, "none"],
    ["the type alone, big", "00000001 00000039 ffd2a2c00cedfe00", Ckpt, "none"],
    ["another record", "02000000 08000000 65000000 28000000", Ckpt, "none"],
    ["less than a header", "01000000 480000", Ckpt, "none"],
    ["nothing", "", Ckpt, "none"],
  ] as const)("%s", (_, bytes, family, match) => {
    expect(recogniseImage(hex(bytes), both)).toEqual({ family, match });
  });

  test.each([
    ["another family, big", zoo, "0001 0008 0200f00d", zoo.be, "all"],
    ["fixed little", aligned, "00000000", aligned, "all"],
    ["fixed big", counted, "0700", counted, "all"],
  ] as const)("of a single family: %s", (_, given, bytes, family, match) => {
    expect(recogniseImage(hex(bytes), given)).toEqual({ family, match });
  });

  test.each([
    ["without types", untyped, "08000000 fbffffff", "little", "all"],
    ["without types, big", untyped, "00000008 fffffffb", "big", "all"],
    ["without types, another constant", untyped, "08000000 05000000", "little", "none"],
    ["without lengths", unsized, "07000000 fbffffff", "little", "all"],
    ["without lengths, big", unsized, "00000007 fffffffb", "big", "all"],
    ["without lengths, another type", unsized, "00000008 fffffffb", "big", "most"],
  ] as const)("of a family %s, by a negative constant", (_, family, bytes, byteOrder, match) => {
    expect(recogniseImage(hex(bytes), family)).toMatchObject({ family: { name: family.name, byteOrder }, match });
  });

  test("a family that nothing tells is assumed only where it comes first", () => {
    const opening = hex("08000000 fbffffff");
    expect(recogniseImage(opening, [aligned, untyped])).toEqual({ family: untyped, match: "all" });
    expect(recogniseImage(hex("08000000 05000000"), [aligned, untyped])).toEqual({ family: aligned, match: "none" });
    expect(recogniseImage(hex("08000000 05000000"), [untyped, aligned])).toEqual({ family: untyped, match: "none" });
    expect([openingSize([aligned, untyped]), openingSize([aligned, counted])]).toEqual([8, 0]);
  });

  test.each([
    ["an anonymous struct", { a: anonymous({ gap: u32, magic: u32.constant(0x11223344) }) }, "magic"],
    ["a struct", { a: nested({ gap: u32, magic: u32.constant(0x11223344) }) }, "a.magic"],
  ])("where the constant is in %s", (_, fields, field) => {
    const opened = dynamicFamily(
      family("fam", {
        header: struct("hdr", { fields: { type: u32, len: u32 } }),
        member: "h",
        type: "type",
        length: { field: "len" },
        byteOrder: { record: "rec", field },
        records: [record("rec", { type: 1, fields })],
      }),
    );
    expect(openingSize(opened)).toBe(16);
    for (const order of [opened, opened.be]) {
      const [rec] = order.codecs as [AnyCodec];
      const { family, match } = recogniseImage(rec.encode(rec.create()), opened);
      expect([family.byteOrder, match]).toEqual([order.byteOrder, "all"]);
    }
  });

  test("the first family is what is assumed", () => {
    expect(recogniseImage(hex("ff"), [CkptV23, Ckpt]).family).toBe(CkptV23);
  });

  test("bytes are not changed by looking at them, even in a Buffer", () => {
    const image = Buffer.from(ordinaryImage());
    recogniseImage(image, both);
    expect(image).toEqual(Buffer.from(ordinaryImage()));
  });
});

test("openingSize is as much as must be seen", () => {
  expect([openingSize(both), openingSize(Ckpt), openingSize(zoo), openingSize(aligned)]).toEqual([16, 16, 8, 0]);
});

describe("ImageReader", () => {
  test("knows the family once there are frames", () => {
    const reader = new ImageReader(both);
    const image = v23Image("big");
    for (const chunk of cut(image.subarray(0, 15), 1)) expect(reader.push(chunk)).toEqual([]);
    expect([reader.family, reader.recognised]).toEqual([Ckpt, false]);
    const frames = reader.push(image.subarray(15));
    expect([reader.family, reader.recognised]).toEqual([CkptV23.be, true]);
    expect(frames.map((frame) => frame.kind)).toEqual(new Array(22).fill("record"));
  });

  test("goes on as it began where another image follows", () => {
    const reader = new ImageReader(both);
    reader.push(Buffer.concat([v23Image(), ordinaryImage()]));
    expect(reader.family).toBe(CkptV23);
  });
});
