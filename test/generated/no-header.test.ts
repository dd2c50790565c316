import { describe, expect, test } from "vitest";
import { emitHeader } from "../../codegen/c/header.ts";
import { array, bytes, char, family, record, struct, u8, u16, u32 } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { scan } from "../../src/image/index.ts";
import { imageToJson, jsonToImage } from "../../src/inspect/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { hex } from "../dynamic/hex.ts";
import { generateHere } from "../fuzz/generate-here.ts";
import { messagesOf } from "../layout/fault-messages.ts";

/** Records that nothing stands in front of, one after another; a field tells one from the other. */
const journal = family("journal", {
  byteOrder: "big",
  records: [
    record("login", { when: { field: "kind", values: [1, 2] }, fields: { kind: u16, line: array(char, 4), pid: u16 } }),
    record("note", { fields: { kind: u16, size: u16, text: array(u8, "size") } }),
  ],
});

/** One record, over and over. */
const utmp = family("utmp", { byteOrder: "little", records: [record("entry", { fields: { id: u32 } })] });

const bytesOfBoth = hex("0001 74747931 0007 0009 0002 6869");

async function both(of: typeof journal, name: string): Promise<Family<object, object>[]> {
  const made = await generateHere({ families: [of], structs: [], enumerations: [] });
  return [made[name] as Family<object, object>, dynamicFamily(of)];
}

describe("a family without a header", () => {
  test("says so", async () => {
    for (const of of await both(utmp, "Utmp")) {
      expect(of).not.toHaveProperty("header");
      expect(of.framing).toEqual({ headerSize: 0, align: 1, maxRecordSize: 2 ** 31 - 1 });
      expect(of.structs).toEqual([]);
      expect(of.codecs[0]?.layout.record).not.toHaveProperty("header");
    }
    expect(emitHeader({ families: [utmp], structs: [], enumerations: [] }, "utmp.ts")).toContain(
      "struct entry {\n  uint32_t id;\n};",
    );
  });

  test("has records that are found, decoded and encoded", async () => {
    for (const of of await both(journal, "Journal")) {
      const values: unknown[] = [];
      expect(scan(bytesOfBoth, of, (_, at) => void values.push(of.decode(bytesOfBoth, at)))).toMatchObject({
        reason: undefined,
      });
      expect(values).toStrictEqual([
        { $name: "login", kind: 1, line: "tty1", pid: 7 },
        { $name: "note", kind: 9, size: 2, text: [0x68, 0x69] },
      ]);
      expect(Buffer.concat(values.map((value) => of.encode(value as object)))).toEqual(Buffer.from(bytesOfBoth));
      expect(() => of.decode(hex("0001 7474"))).toThrow("at 0x0: login takes 8 bytes, 4 are left");
      expect(() => of.codecNamed("login")?.decode(hex("0003 74747931 0007"))).toThrow(
        "at 0x0: login.kind is 3, expected 1 or 2",
      );
    }
  });

  test("comes back from JSON Lines, large records and what is no record too", async () => {
    const large = new Uint8Array(70_000);
    large.set([0, 9, 0xff, 0xff]);
    for (const of of await both(journal, "Journal")) {
      for (const bytes of [bytesOfBoth, large.subarray(0, 65_539), bytesOfBoth.subarray(0, 9), new Uint8Array(0)]) {
        expect(Buffer.from(jsonToImage(imageToJson(bytes, of), of)).equals(bytes)).toBe(true);
      }
    }
  });
});

test.each<[what: string, given: Partial<Parameters<typeof family>[1]>, message: string]>([
  [
    "a header without a name",
    { header: struct("hdr", { fields: { a: u8 } }) },
    "fam.header: needs a struct, and a name that it has in the records; give both `header` and `member`, or neither",
  ],
  [
    "a name without a header",
    { member: "h" },
    "fam.header: needs a struct, and a name that it has in the records; give both `header` and `member`, or neither",
  ],
  ["a type", { type: "kind" }, 'fam.type: is "kind", and there is no header; leave it out, or give a header'],
  [
    "a length",
    { length: { field: "len" } },
    'fam.length: is "len", and there is no header; leave it out, or give a header',
  ],
  [
    "records that hold one",
    { records: [record("r", { header: "h", fields: { h: u8, data: bytes() } })] },
    'r: its header is said to be "h", which is no header of fam; give the path of the header among its fields, or leave it out',
  ],
])("%s is a fault where a family has no header", (_, given, message) => {
  const records = [record("r", { fields: { a: u8 } })];
  const fam = family("fam", { byteOrder: "little", records, ...given });
  expect(messagesOf({ families: [fam], structs: [] })).toContain(message);
});
