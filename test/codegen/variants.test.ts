import { describe, expect, test } from "vitest";
import { array, type Fields, family, record, struct, u8, u16, u32, u64 } from "../../schema/dsl/index.ts";
import type { FamilyOptions } from "../../schema/dsl/record.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { generateHere } from "../fuzz/generate-here.ts";

type Told = Pick<FamilyOptions, "byteOrder" | "length">;

/** A full record, told by a number behind its header, and a bare one of the same type that has ended there. */
function fullAndBare(header: Fields, told: Told) {
  const records = [
    record("full", { type: 1, when: { field: "kind", values: [2, 513] }, fields: { kind: u16, more: u16 } }),
    record("bare", { type: 1, fields: {} }),
    record("next", { type: 513, fields: { x: u32 } }),
  ];
  return family("fam", {
    header: struct("hdr", { fields: header }),
    member: "h",
    type: "type",
    abi: "x86_64",
    records,
    ...told,
  });
}

describe.each<[what: string, header: Fields, Told]>([
  ["bytes of the record", { type: u16, len: u16 }, { byteOrder: "little", length: { field: "len" } }],
  [
    "units of what follows the header",
    { type: u16, len: u8, spare: u8.reserved() },
    { byteOrder: "big", length: { field: "len", counts: "payload", unit: 4 } },
  ],
  [
    "64 bits",
    { type: u16, spare: array(u16, 3).reserved(), len: u64 },
    { byteOrder: "little", length: { field: "len" } },
  ],
])("a record that ends before what tells others of its type apart, by a length of %s", (_, header, told) => {
  const definition = fullAndBare(header, told);

  test("is not taken for another because of the record behind it", async () => {
    const made = await generateHere({ families: [definition], structs: [], enumerations: [] });
    for (const fam of [made.Fam as Family<object, object>, dynamicFamily(definition)]) {
      const [bare, next] = [fam.encode({ $name: "bare" }), fam.encode({ $name: "next", x: 7 })];
      const both = Buffer.concat([bare, next]);
      expect(fam.decode(both)).toEqual({ $name: "bare" });
      expect(fam.decode(bare)).toEqual({ $name: "bare" });
      expect(fam.decode(both, bare.length)).toEqual({ $name: "next", x: 7 });
      const full = { $name: "full", kind: 2, more: 3 };
      expect(fam.decode(Buffer.concat([fam.encode(full), next]))).toEqual(full);
    }
  });
});
