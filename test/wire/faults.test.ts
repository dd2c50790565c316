import { expect, test } from "vitest";
import {
  describeFault,
  describeLength,
  type Fault,
  type Framing,
  faultOf,
  largestRecord,
  outOfBounds,
  showConstant,
  tooLarge,
  whereIn,
} from "../../src/wire/index.ts";

const bytes = new Uint8Array(10);

function wrongConstant(
  record: string,
  path: string,
  at: number,
  found: number | bigint,
  expected: number | bigint,
): Fault {
  return faultOf("wrong-constant", record, path, at, showConstant(found), showConstant(expected));
}

test.each<[make: () => Fault, code: string, message: string]>([
  [() => outOfBounds("r", bytes, 4, 8), "out-of-bounds", "at 0x4: r takes 8 bytes, 6 are left"],
  [() => outOfBounds("r", bytes, 0, 11), "out-of-bounds", "at 0x0: r takes 11 bytes, 10 are left"],
  [() => outOfBounds("r", bytes, 12, 8), "out-of-bounds", "at 0xc: r takes 8 bytes, 0 are left"],
  [
    () => outOfBounds("r", bytes, -1, 8),
    "out-of-bounds",
    "r cannot stand at -1, expected an offset: a whole number, 0 or more",
  ],
  [
    () => outOfBounds("r", bytes, 0.5, 8),
    "out-of-bounds",
    "r cannot stand at 0.5, expected an offset: a whole number, 0 or more",
  ],
  [() => faultOf("wrong-type", "r", "h.type", 16, 5, 6), "wrong-type", "at 0x10: r.h.type is 5, expected 6"],
  [
    () => faultOf("wrong-variant", "r", "kind", 16, 5, "1 or 2"),
    "wrong-variant",
    "at 0x10: r.kind is 5, expected 1 or 2",
  ],
  [() => faultOf("wrong-length", "r", "h.len", 4, 39, 40), "wrong-length", "at 0x4: r.h.len is 39, expected 40"],
  [() => wrongConstant("r", "a", 0, 255, 254), "wrong-constant", "at 0x0: r.a is 255, expected 254"],
  [() => wrongConstant("r", "a", 0, 256, 255), "wrong-constant", "at 0x0: r.a is 0x100, expected 255"],
  [
    () => wrongConstant("r", "a", 0, 256n, 1n << 63n),
    "wrong-constant",
    "at 0x0: r.a is 0x100, expected 0x8000000000000000",
  ],
  [() => wrongConstant("r", "a", 0, -300, 7), "wrong-constant", "at 0x0: r.a is -300, expected 7"],
  [() => wrongConstant("r", "a", 0, 1000.5, -0), "wrong-constant", "at 0x0: r.a is 1000.5, expected -0"],
  [() => wrongConstant("r", "a", 0, 0, 2 ** 60), "wrong-constant", "at 0x0: r.a is 0, expected 1152921504606847000"],
  [() => tooLarge(whereIn("r", "list"), 20, 10), "too-large", "r.list takes 20 bytes, the limit is 10"],
])("%#", (make, code, message) => {
  const fault = make();
  expect([fault.code, describeFault(fault)]).toEqual([code, message]);
});

test("a length in units, as a formula", () => {
  expect(describeLength(12, 4, "n", 1)).toBe("12 + n * 4");
  expect(describeLength(12, 4, "n", 4)).toBe("3 + n * 1");
  expect(describeLength(12, 2, "n", 4)).toBe("(12 + n * 2) / 4");
  expect(describeLength(10, 4, "n", 4)).toBe("(10 + n * 4) / 4");
});

test("the largest record is what a header can tell and the limit allows", () => {
  const framing = (length: Framing["length"], maxRecordSize: number): Framing => {
    return { headerSize: 8, align: 1, maxRecordSize, ...(length !== undefined && { length }) };
  };
  const length = (counts: "record" | "payload", unit: number) => ({
    name: "len",
    offset: 0,
    size: 2 as const,
    counts,
    unit,
  });
  expect(largestRecord(framing(undefined, 1000))).toBe(1000);
  expect(largestRecord(framing(length("record", 1), 1000))).toBe(1000);
  expect(largestRecord(framing(length("record", 1), 2 ** 31))).toBe(65535);
  expect(largestRecord(framing(length("record", 4), 2 ** 31))).toBe(4 * 65535);
  expect(largestRecord(framing(length("payload", 4), 2 ** 31))).toBe(8 + 4 * 65535);
});
