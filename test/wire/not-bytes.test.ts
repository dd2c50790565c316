import { describe, expect, test } from "vitest";
import { Ckpt, CkptConst, CkptHdrBuffer, CkptHdrTask } from "../../generated/ckpt/index.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { family, struct, u16 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { type AnyCodec, BytewrightError, decodeArray, type Family, type View } from "../../src/wire/index.ts";

const families: [string, Family][] = [
  ["generated", Ckpt],
  ["at run time", dynamicFamily(ckpt)],
];

const given: [string, unknown][] = [
  ["ArrayBuffer", new ArrayBuffer(90)],
  ["Uint16Array", new Uint16Array(90)],
  ["Int8Array", new Int8Array(90)],
  ["DataView", new DataView(new ArrayBuffer(90))],
  ["Array", new Array(90).fill(0)],
  ["String", "x".repeat(90)],
  ["null", null],
];

const task = CkptHdrTask.create();
const unknown = { $name: "unknown", type: 77, bytes: Uint8Array.of(77, 0, 0, 0, 8, 0, 0, 0) } as const;

describe.each(families)("%s", (_, family) => {
  const codec = family.codecNamed("ckpt_hdr_task") as AnyCodec;

  test.each(given)("%s is not taken for bytes", (found, bytes) => {
    const uses: ((bytes: never) => unknown)[] = [
      (bytes) => codec.decode(bytes),
      (bytes) => family.decode(bytes),
      (bytes) => codec.view(bytes),
      (bytes) => codec.view(CkptHdrTask.encode(task)).$moveTo(0, bytes),
      (bytes) => codec.encodeInto(task, bytes, 0),
      (bytes) => family.encodeInto(unknown, bytes, 0),
      (bytes) => decodeArray(CkptConst, bytes, 0, 2),
      (bytes) => {
        const fault = codec.check({ $bytes: bytes, $at: 0 } as unknown as View);
        if (fault !== undefined) throw new BytewrightError(fault);
      },
    ];
    for (const use of uses) {
      expect(() => use(bytes as never)).toThrow(new RegExp(`^bytes: found ${found}, expected Uint8Array$`));
    }
    const buffer = family.codecNamed("ckpt_hdr_buffer") as AnyCodec;
    expect(() => buffer.encode({ payload: bytes })).toThrow(
      /^ckpt_hdr_buffer.payload: found .*, expected a Uint8Array/,
    );
  });
});

test("nothing else is taken for bytes either where the type takes less than 4", () => {
  const header = struct("hdr", { fields: { type: u16, len: u16 } });
  const framing = { header, member: "h", type: "type", length: { field: "len" }, byteOrder: "little" } as const;
  const codecs = dynamicFamily(family("small", { ...framing, records: [] }));
  for (const [found, bytes] of given) {
    expect(() => codecs.decode(bytes as never)).toThrow(new RegExp(`^bytes: found ${found}, expected Uint8Array$`));
  }
});

test("bytes are taken from wherever they are", () => {
  const bytes = CkptHdrBuffer.encode({ payload: Uint8Array.of(1, 2) });
  expect(CkptHdrBuffer.decode(Buffer.from(bytes)).payload).toEqual(Uint8Array.of(1, 2));
});
