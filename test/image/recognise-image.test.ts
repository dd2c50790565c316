import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { detectByteOrder, familyIn, ImageReader, openingSize } from "../../src/image/index.ts";
import { ordinaryImage } from "../vectors/vectors.ts";
import { aligned, counted, zoo } from "./support/families.ts";
import { cut, hex } from "./support/frames.ts";

describe("the opening constant tells the byte order", () => {
  const cases = [
    ["little", Ckpt, "01000000 38000000 00d2a2c00cedfe00", "little", true],
    ["big", Ckpt, "00000001 00000038 00feed0cc0a2d200", "big", true],
    ["neither", Ckpt, "01000000 38000000 ffd2a2c00cedfe00", "little", false],
    ["too short", Ckpt, "01000000 38000000 00d2a2", "little", false],
    ["another family, big", zoo, "0001 0008 0200f00d", "big", true],
    ["fixed little", aligned, "00000000", "little", true],
    ["fixed big", counted, "0700", "big", true],
  ] as const;

  test.each(cases)("%s", (_, family, bytes, byteOrder, told) => {
    const found = detectByteOrder(hex(bytes), family);
    expect([found.family.byteOrder, found.told]).toEqual([byteOrder, told]);
  });

  test("bytes are not changed by looking at them, even in a Buffer", () => {
    const image = Buffer.from(ordinaryImage());
    detectByteOrder(image, Ckpt);
    expect(image).toEqual(Buffer.from(ordinaryImage()));
  });
});

test("openingSize is as much as must be seen", () => {
  expect([openingSize(Ckpt), openingSize(zoo), openingSize(aligned)]).toEqual([16, 8, 0]);
});

test("familyIn gives the family in the order asked for", () => {
  expect(familyIn("big", Ckpt)).toBe(Ckpt.be);
  expect(familyIn("little", Ckpt)).toBe(Ckpt);
  expect(familyIn("little", Ckpt.be)).toBeUndefined();
});

test("ImageReader knows the order once there are frames", () => {
  const reader = new ImageReader(Ckpt);
  const big = hex("00000001 00000038 00feed0cc0a2d200");
  for (const chunk of cut(big.subarray(0, 15), 1)) expect(reader.push(chunk)).toEqual([]);
  expect([reader.family, reader.orderTold]).toEqual([Ckpt, false]);
  reader.push(big.subarray(15));
  expect([reader.family, reader.orderTold]).toEqual([Ckpt.be, true]);
});
