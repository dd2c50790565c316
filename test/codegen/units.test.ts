import { rmSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import type { AnyCodec, Family } from "../../src/wire/index.ts";
import { outcomeOf } from "../dynamic/outcome.ts";
import { generateFrom } from "../support/generate-from.ts";

const { folder, schema, generated } = await generateFrom(new URL("fixtures/units.ts", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

const codecs = (generated.Units as Family).codecs;
const dynamic = dynamicFamily(schema.units as FamilyDefinition);

const triple = { a: 1, b: 2, c: 3 };
const elements: { readonly [record: string]: unknown } = {
  threes: triple,
  counted: triple,
  sixes: triple,
  twos: 7,
};

function valueWith({ name }: AnyCodec, count: number): { [field: string]: unknown } {
  const all = name === "text" ? new Uint8Array(count) : Array.from({ length: count }, () => elements[name]);
  return { ...(name === "counted" || name === "threes" ? {} : { id: 9 }), all };
}

describe.each(codecs.map((codec) => [codec.name, codec] as const))("%s", (name, codec) => {
  const other = dynamic.codecNamed(name) as AnyCodec;

  test("only whole units are encoded, and they decode", () => {
    const counts = Array.from({ length: 13 }, (_, count) => count);
    const whole = counts.filter((count) => {
      const value = valueWith(codec, count);
      const outcome = outcomeOf(() => codec.encode(value));
      expect(outcomeOf(() => other.encode(value))).toStrictEqual(outcome);
      if ("fault" in outcome) {
        expect(outcome.fault).toMatchObject({ code: "wrong-length", path: "all", expected: "a multiple of 4" });
        return false;
      }
      expect(codec.decode(outcome.value)).toMatchObject(value);
      expect(outcome.value[1]).toBe((outcome.value.length - 2) / 4);
      return true;
    });
    expect(whole.length).toBeGreaterThan(1);
  });

  test("every length is decoded or refused, by both codecs alike", () => {
    for (let count = 0; count < 5; count++) {
      for (let told = 0; told < 9; told++) {
        const bytes = new Uint8Array(34);
        bytes.set([Number(codec.layout.record?.type ?? 0), told, count]);
        const outcome = outcomeOf(() => codec.decode(bytes));
        expect(outcomeOf(() => other.decode(bytes))).toStrictEqual(outcome);
        JSON.stringify(codec.view(bytes));
        if ("value" in outcome) expect(codec.encode(outcome.value)).toEqual(bytes.subarray(0, 2 + 4 * told));
      }
    }
  });
});

test.each([
  ["Threes", "01 01", "at 0x1: threes.h.len is 1, expected (0 + n * 3) / 4"],
  ["Sixes", "03 01", "at 0x1: sixes.h.len is 1, expected (2 + n * 6) / 4"],
  ["Sixes", "03 00", "at 0x1: sixes.h.len is 0, expected 1 or more"],
  ["Counted", "02 02 01 00", "at 0x1: counted.h.len is 2, expected (2 + n * 3) / 4 = 1.25"],
])("the length of %s %s is refused", (name, start, message) => {
  const bytes = new Uint8Array(20);
  bytes.set(Buffer.from(start.replaceAll(" ", ""), "hex"));
  expect(() => (generated[name] as AnyCodec).decode(bytes)).toThrow(message);
});
