import fc from "fast-check";
import { expect, test } from "vitest";
import { Ckpt, CkptHdrTask } from "../../generated/ckpt/index.ts";
import { scan } from "../../src/image/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { ordinaryImage, PLACES } from "../vectors/vectors.ts";
import { aligned, counted, nothing, unmeasured, varied, wide, zoo } from "./support/families.ts";
import { framesOf, hex } from "./support/frames.ts";

function visited(bytes: Uint8Array, family: Family) {
  const records: string[] = [];
  const end = scan(bytes, family, (type, at, size) => {
    records.push(`${type} ${at}+${size}`);
  });
  return { records, end };
}

test("visits every record, the unknown ones too", () => {
  const bytes = Buffer.concat([ordinaryImage(), hex("4d000000 09000000 ff")]);
  expect(visited(bytes, Ckpt)).toEqual({
    records: [
      "1 0+56",
      "3 56+73",
      "3 129+73",
      "3 202+73",
      "2 275+8",
      "101 283+40",
      "4 323+24",
      "9001 347+16",
      "77 363+9",
    ],
    end: { offset: 372, reason: undefined },
  });
});

test("a view moved along reads fields", () => {
  const image = ordinaryImage();
  const task = CkptHdrTask.view(image, PLACES.task);
  const tids: bigint[] = [];
  scan(image, Ckpt, (type, at) => {
    if (type === 101) tids.push(task.$moveTo(at).clear_child_tid);
  });
  expect(tids).toEqual([0x7f1234567890n]);
});

test("stops where the visitor says so, and goes on from there", () => {
  const stopped = scan(ordinaryImage(), Ckpt, (type) => type !== 2);
  expect(stopped).toEqual({ offset: PLACES.task, reason: undefined });
  const types: number[] = [];
  scan(ordinaryImage(), Ckpt, (type) => void types.push(type), stopped.offset);
  expect(types).toEqual([101, 4, 9001]);
});

test.each([
  ["header cut", Ckpt, "02000000 08", { code: "header-cut", offset: 0, found: 5, expected: 8 }],
  [
    "record cut",
    Ckpt,
    "02000000 08000000 65000000 28000000",
    { code: "record-cut", offset: 8, found: 8, expected: 40 },
  ],
  [
    "too small",
    Ckpt,
    "02000000 08000000 65000000 00000000",
    { code: "length-too-small", offset: 8, found: 0, expected: 8 },
  ],
  ["no bytes", nothing, "00", { code: "size-unknown", offset: 0, found: "", expected: 0 }],
  ["unknown size", unmeasured, "0900 0000", { code: "size-unknown", offset: 0, found: 9, expected: 0 }],
] as const)("says why it stopped: %s", (_, family, bytes, reason) => {
  expect(visited(hex(bytes), family).end).toEqual({ offset: reason.offset, reason });
});

test("finds the same records as the reader, and stops in the same place for the same reason", () => {
  const families = fc.constantFrom<Family>(Ckpt, Ckpt.be, aligned, counted, unmeasured, varied, wide, zoo.be);
  const small = fc.array(fc.constantFrom(0, 1, 2, 3, 8, 9), { maxLength: 120 }).map((list) => Uint8Array.from(list));
  fc.assert(
    fc.property(families, small, (family, bytes) => {
      const frames = framesOf({ ...family, be: family } as Family, bytes, bytes.length || 1);
      const { records, end } = visited(bytes, family);
      const framed = frames.flatMap((frame) =>
        frame.kind === "record" ? [`${frame.type ?? 0} ${frame.offset}+${frame.bytes.length}`] : [],
      );
      const tail = frames.find((frame) => frame.kind === "tail");
      expect(records).toEqual(framed);
      expect(end.reason).toEqual(tail?.kind === "tail" ? tail.reason : undefined);
    }),
    runs(3000),
  );
});

test.each([-1, -8, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 364, 2 ** 53])("a start at %d is refused", (start) => {
  for (const family of [Ckpt, aligned]) {
    expect(() => scan(ordinaryImage(), family, () => {}, start)).toThrow(
      expect.objectContaining({ name: "BytewrightError", code: "out-of-bounds" }),
    );
  }
});

test("a start at the end of the bytes is one", () => {
  expect(scan(ordinaryImage(), Ckpt, () => {}, 363)).toEqual({ offset: 363, reason: undefined });
});
