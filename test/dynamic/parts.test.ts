import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { type AnyCodec, BytewrightError } from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { generateFrom } from "../support/generate-from.ts";
import { outcomeOf } from "./outcome.ts";
import { pairsOf } from "./pairs.ts";

/** Records with parts, records in records, growth and checksums: generated code is what is made at run time. */
const made = await generateFrom(new URL("../codegen/fixtures/parts.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));

const pairs = pairsOf(
  made,
  ["tlv", "notes", "box"],
  ["clone_like", "sched_like", "loose_parts", "open_outer", "open_rest"],
);
const junk = fc.uint8Array({ maxLength: 60 });
const damage = fc.record({ at: fc.nat(), byte: fc.nat(255), length: fc.option(fc.nat(), { freq: 3 }) });

describe.each(pairs)("$name", ({ codecs: [generated, dynamic] }) => {
  const agreeOn = (bytes: Uint8Array, at: number) => {
    const decoded = outcomeOf(() => generated.decode(bytes, at));
    expect(outcomeOf(() => dynamic.decode(bytes, at))).toStrictEqual(decoded);
    const viewed = outcomeOf(() => JSON.stringify(generated.view(bytes, at)));
    expect(outcomeOf(() => JSON.stringify(dynamic.view(bytes, at)))).toStrictEqual(viewed);
    if ("fault" in viewed) return decoded;
    expect(dynamic.check(dynamic.view(bytes, at))).toStrictEqual(generated.check(generated.view(bytes, at)));
    return decoded;
  };

  test("same layout", () => {
    expect(plain(dynamic)).toEqual(plain(generated));
  });

  test("same bytes for values, the same values back, and of those the same bytes", () => {
    fc.assert(
      fc.property(arbitraryValue(generated.layout), fc.nat(9), (value, at) => {
        const bytes = generated.encode(value);
        expect(dynamic.encode(value)).toEqual(bytes);
        expect(generated.sizeOf(value)).toBe(bytes.length);
        const around = new Uint8Array(at + bytes.length);
        around.set(bytes, at);
        const back = agreeOn(around, at);
        expect(back).toHaveProperty("value");
        if ("value" in back) expect(generated.encode(back.value)).toEqual(bytes);
      }),
    );
  });

  test("what is decoded of damaged bytes is encoded to them again", () => {
    fc.assert(
      fc.property(arbitraryValue(generated.layout), damage, (value, { at: spot, byte, length }) => {
        const whole = generated.encode(value);
        if (whole.length > 0) whole[spot % whole.length] = byte;
        const bytes = length === null ? whole : whole.subarray(0, length % (whole.length + 1));
        const back = agreeOn(bytes, 0);
        if ("fault" in back) return;
        const again = generated.encode(back.value);
        expect(agreeOn(again, 0)).toEqual(back);
      }),
      runs(100),
    );
  });

  test("any bytes", () => {
    fc.assert(fc.property(junk, fc.integer({ min: -2, max: 20 }), (bytes, at) => void agreeOn(bytes, at)));
  });

  test("values with one bad field: the same fault", () => {
    const bad = fc.constantFrom<unknown>(
      undefined,
      null,
      -1,
      300,
      1n,
      "x",
      "\0",
      [],
      [{}],
      [null],
      {},
      new Uint8Array(3),
    );
    const fields = [...Object.keys(generated.create()), "$rest", "$padding"];
    fc.assert(
      fc.property(arbitraryValue(generated.layout), fc.constantFrom(...fields), bad, (good, field, given) => {
        const value = { ...good, [field]: given };
        expect(outcomeOf(() => dynamic.encode(value))).toStrictEqual(outcomeOf(() => generated.encode(value)));
      }),
    );
  });

  test("what is created can be encoded", () => {
    const value = generated.create();
    expect(dynamic.create()).toStrictEqual(value);
    expect(generated.decode(generated.encode(value))).toEqual(value);
  });

  test("no room: nothing is written", () => {
    const value = generated.create();
    const into = new Uint8Array(generated.sizeOf(value) + 3).fill(0xcc);
    expect(() => generated.encodeInto(value, into, 4)).toThrow(BytewrightError);
    expect(into).toEqual(into.slice().fill(0xcc));
  });
});

function plain({ layout }: AnyCodec): unknown {
  return JSON.parse(
    JSON.stringify(layout, (key, value) =>
      key === "doc" ? undefined : typeof value === "bigint" ? String(value) : value,
    ),
  );
}
