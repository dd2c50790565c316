import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";

const families = [
  ["generated", Ckpt],
  ["made at run time", dynamicFamily(ckpt)],
] as const;

const unknown = { $name: "unknown", type: 77, bytes: hex("4d0000000b000000010203") };
const names = Ckpt.codecs.map(({ name }) => name).join(", ");

describe.each(families)("the family, %s", (_, family) => {
  test.each<[what: string, value: unknown, message: string]>([
    ["nothing", undefined, "ckpt: found nothing, expected a record"],
    ["null", null, "ckpt: found null, expected a record"],
    ["a number", 7, "ckpt: found the number 7, expected a record"],
    ["a record without a name", { payload: [] }, "ckpt.$name: found nothing, expected the name of a record"],
    ["a name that is no text", { $name: 3 }, "ckpt.$name: found the number 3, expected the name of a record"],
    ["another name", { $name: "ckpt_hdr_nix" }, `no record is named ckpt_hdr_nix, expected ${names}, unknown`],
    ["bytes that are no bytes", { ...unknown, bytes: "4d" }, 'unknown.bytes: found "4d", expected a Uint8Array'],
    ["a type that is no number", { ...unknown, type: "77" }, 'unknown.type: found "77", expected a number'],
    [
      "bytes of another type",
      { ...unknown, type: 78 },
      "unknown.type: found 78, expected 77, as the header in bytes says",
    ],
    [
      "too few bytes for a header",
      { ...unknown, bytes: hex("4d00") },
      "unknown.bytes: found 2 bytes, expected 8 bytes",
    ],
    [
      "fewer bytes than the header says",
      { ...unknown, bytes: unknown.bytes.slice(0, 10) },
      "unknown.bytes: found 10 bytes, expected 11 bytes",
    ],
    [
      "more bytes than the header says",
      { ...unknown, bytes: hex("4d00000008000000 00") },
      "unknown.bytes: found 9 bytes, expected 8 bytes",
    ],
  ])("does not encode %s", (_, value, message) => {
    const into = new Uint8Array(64).fill(0xcc);
    expect(() => family.encode(value as never)).toThrow(message);
    expect(() => family.sizeOf(value as never)).toThrow(message);
    expect(() => family.encodeInto(value as never, into, 0)).toThrow(message);
    expect(into).toEqual(new Uint8Array(64).fill(0xcc));
  });

  test("writes an unknown record where there is room for it", () => {
    const into = new Uint8Array(13).fill(0xcc);
    expect(family.sizeOf(unknown as never)).toBe(11);
    expect(family.encodeInto(unknown as never, into, 1)).toBe(12);
    expect(into).toEqual(hex("cc 4d0000000b000000010203 cc"));
    expect(() => family.encodeInto(unknown as never, into, 3)).toThrow("at 0x3: unknown takes 11 bytes, 10 are left");
  });
});

test("a family says what it is, and only that", () => {
  for (const [, family] of families) {
    expect(family.doc).toBe("The Linux checkpoint/restart image of the linux-cr patches, 2010: format revision 3.");
    expect(family.opening).toEqual({ record: "ckpt_hdr_header", field: "magic", offset: 8 });
  }
  const plain = dynamicFamily({ ...ckpt, doc: undefined, byteOrder: "little" });
  expect("doc" in plain || "opening" in plain).toBe(false);
});

test("an unknown record can be a header alone, and as large as the limit", () => {
  const family = dynamicFamily({ ...ckpt, maxRecordSize: 4096 });
  const bytes = hex("4d000000 08000000");
  expect(family.decode(bytes)).toEqual({ $name: "unknown", type: 77, bytes });
  expect(family.encode({ $name: "unknown", type: 77, bytes })).toEqual(bytes);
  const full = hex(`4d000000 00100000 ${"00".repeat(4088)}`);
  expect(family.encode({ $name: "unknown", type: 77, bytes: full })).toEqual(full);
  expect(() => family.decode(hex("4d000000 07000000"))).toThrow("at 0x4: ckpt_hdr.len is 7, expected 8 or more");
});

test("an unknown record over the limit is refused before its header is looked at", () => {
  const family = dynamicFamily({ ...ckpt, maxRecordSize: 2 ** 10 });
  const large = { $name: "unknown", type: 77, bytes: new Uint8Array(1025) } as const;
  expect(() => family.encode(large)).toThrow("unknown.bytes takes 1025 bytes, the limit is 1024");
});

function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
}
