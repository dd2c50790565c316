import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { expectSameBytes, pairsOf } from "../dynamic/pairs.ts";
import { generateFrom } from "../support/generate-from.ts";

const made = await generateFrom(new URL("fixtures/reserved.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));

describe.each(pairsOf(made, ["padded_family"], []))("padding in a header: $name", (pair) => {
  test("same bytes or fault from both codecs", () => expectSameBytes(pair));

  test("is zeroed", () => {
    for (const codec of pair.codecs) {
      const bytes = new Uint8Array(12).fill(0xff);
      codec.encodeInto({ left: 7 }, bytes, 0);
      expect(Buffer.from(bytes).toString("hex")).toBe("000002010000" + "0c0000000700");
    }
  });
});

describe.each(pairsOf(made, ["spare_family"], []))("$name", (pair) => {
  test("same bytes or fault from both codecs", () => expectSameBytes(pair));

  test("values leave reserved fields out, and views show them: lists and structs as their bytes", () => {
    for (const codec of pair.codecs) {
      const bytes = codec.encode({ left: 7 });
      expect(codec.decode(bytes)).toEqual({ $name: "spare", left: 7 });
      bytes.fill(0x41, 8, 8 + 48);
      const seen = codec.view(bytes) as unknown as { readonly [field: string]: unknown };
      const sizes = { list: 4, pairs: 8, raw: 3, named: 4, unnamed: 12, either: 4 };
      for (const [field, size] of Object.entries(sizes))
        expect([field, seen[field]]).toEqual([field, new Uint8Array(size).fill(0x41)]);
      expect([seen.number, seen.text]).toEqual([0x41414141, "AAAA"]);
    }
  });
});
