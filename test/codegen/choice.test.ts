import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { StructDefinition } from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { fromJSON, toJSON } from "../../src/inspect/index.ts";
import type { AnyCodec } from "../../src/wire/index.ts";
import { outcomeOf } from "../dynamic/outcome.ts";
import { expectSameBytes, expectSameValue, pairsOf } from "../dynamic/pairs.ts";
import { runs } from "../support/all-runs.ts";
import { generateFrom } from "../support/generate-from.ts";

const made = await generateFrom(new URL("fixtures/choice.ts", import.meta.url));
afterAll(() => rmSync(made.folder, { recursive: true }));
const names = ["lists", "lifted", "big", "masked", "around", "byPath"] as const;
const codecOf = (name: (typeof names)[number]) => dynamicStruct(made.schema[name] as StructDefinition) as AnyCodec;
const generatedOf = (name: (typeof names)[number]) => {
  const { name: cName } = made.schema[name] as StructDefinition;
  return made.generated[cName.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())] as AnyCodec;
};
const pairs = [
  ...names.flatMap((name) => [
    { name, codecs: [generatedOf(name), codecOf(name)] as const },
    {
      name: `${name}, big-endian`,
      codecs: [generatedOf(name), codecOf(name)].map(
        (one) => (one as never as { be: AnyCodec }).be,
      ) as never as readonly [AnyCodec, AnyCodec],
    },
  ]),
  ...pairsOf(made, ["choices"], []),
];

describe.each(pairs)("$name", (pair) => {
  const { codecs } = pair;
  const [generated] = codecs;

  test("any value gives the same bytes or fault, generated and at run time", () => expectSameBytes(pair));

  test("any bytes that are good come back from their value, their view and their JSON", () => {
    let good = 0;
    const bytes = fc
      .uint8Array({ minLength: 100, maxLength: 100 })
      .map((all) => all.map((byte, i) => (i % 3 === 1 ? byte : byte % 6)));
    fc.assert(
      fc.property(bytes, (all) => {
        expectSameValue(codecs, all);
        const decoded = outcomeOf(() => generated.decode(all));
        if ("fault" in decoded) return;
        good++;
        const again = generated.encode(decoded.value);
        expect(generated.decode(again)).toEqual(decoded.value);
        expect(generated.encode(generated.view(again))).toEqual(again);
        expect(fromJSON(generated, JSON.parse(JSON.stringify(toJSON(generated, decoded.value))))).toEqual(
          decoded.value,
        );
      }),
      runs(200),
    );
    if (generated.layout.record === undefined) expect(good).toBeGreaterThan(5);
  });
});

const a = (value: number) => ({ $member: "a", a: value });
const b = (value: number) => ({ $member: "b", b: value });

describe("values", () => {
  test.each<[(typeof names)[number], object, string]>([
    ["lists", { one: b(0x201), list: [b(1), b(2)], after: 9 }, "0200 0102 0100 0200 0900"],
    ["lifted", { b: 0x201, z: 3, after: 9 }, "0200 0102 03 09"],
    ["masked", { u: { $member: "small", small: 5 } }, "00010000 05000000"],
    ["masked", { flags: 0x2ff, u: { $member: "small", small: 5 } }, "ff020000 05000000"],
    ["masked", { flags: 7, u: { $member: "other", other: Uint8Array.of(1, 2, 3, 4) } }, "07000000 01020304"],
    [
      "big",
      { u: a(1), v: { $member: "c", c: 2 }, w: { $member: "f", f: 3 } },
      "0000000000000080 01000000 00000000 0000000080 000000 02000000 66000000 03000000 00000000",
    ],
    [
      "around",
      {
        list: [
          {
            inner: { id: 1, u: a(2) },
            more: [
              { id: 3, u: a(4) },
              { id: 5, u: a(6) },
            ],
          },
          {
            inner: { id: 1, u: b(2) },
            more: [
              { id: 3, u: b(4) },
              { id: 5, u: b(6) },
            ],
          },
        ],
        last: {
          inner: { id: 1, u: a(2) },
          more: [
            { id: 3, u: a(4) },
            { id: 5, u: a(6) },
          ],
        },
      },
      "0100 01000200 03000400 05000600 0200 01000200 03000400 05000600 0100 01000200 03000400 05000600",
    ],
    [
      "byPath",
      { head: { id: 1, kind: 2 }, u: b(3), inside: { held: { id: 4, u: a(5) } } },
      "0100 0200 0300 0100 04000500",
    ],
  ])("%s: tags follow from the members", (name, value, expected) => {
    const bytes = Uint8Array.from(Buffer.from(expected.replaceAll(" ", ""), "hex"));
    for (const codec of [codecOf(name), generatedOf(name)]) {
      expect(Buffer.from(codec.encode(value)).toString("hex")).toBe(expected.replaceAll(" ", ""));
      expect(codec.decode(bytes)).toMatchObject(value);
      expect(codec.encode(codec.decode(bytes))).toEqual(bytes);
    }
  });

  test.each<[(typeof names)[number], object, string]>([
    ["lists", { one: a(1), list: [a(1), b(2)], after: 9 }, "lists.kind is nothing, expected 2, as list[] says"],
    [
      "lists",
      { kind: 2, one: a(1), list: [a(1), a(2)], after: 9 },
      "lists.kind is the number 2, expected 1, as one says",
    ],
    ["lifted", { kind: 1, b: 5, z: 0, after: 0 }, "lifted.kind is the number 1, expected 2, as b says"],
    ["lifted", { a: 1, b: 1, z: 0, after: 0 }, "lifted.kind is nothing, expected one of a and b"],
    ["lifted", { z: 0, after: 0 }, "lifted.a: found nothing, expected a value for one of a, b, p"],
    [
      "masked",
      { flags: 0x400, u: { $member: "small", small: 5 } },
      "masked.flags is the number 1024, expected 256 or 512, as u says",
    ],
    [
      "masked",
      { u: { $member: "other", other: new Uint8Array(4) } },
      "masked.flags is nothing, expected a value that means no other member, as u says",
    ],
    [
      "masked",
      { flags: 0x100, u: { $member: "other", other: new Uint8Array(4) } },
      "masked.flags is the number 256, expected a value that means no other member, as u says",
    ],
    ["masked", { u: { $member: "nix" } }, 'masked.u.$member: found "nix", expected small, large, other, unknown'],
    [
      "byPath",
      { head: { id: 1, kind: 1 }, u: b(3), inside: { n: 1 } },
      "by_path.head.kind is the number 1, expected 2, as u says",
    ],
    [
      "byPath",
      { head: { id: 1, kind: 2 }, u: b(3), inside: { n: 1 } },
      "by_path.kind: found nothing, expected a number, u8 (0..255)",
    ],
  ])("%s: %o is refused", (name, value, message) => {
    for (const codec of [codecOf(name), generatedOf(name)]) expect(() => codec.encode(value)).toThrow(message);
  });

  test("a tag that means no member leaves the bytes, or all members where the union has no name", () => {
    expect(codecOf("lists").decode(Uint8Array.of(9, 0, 1, 2, 3, 4, 5, 6, 7, 0))).toEqual({
      kind: 9,
      one: { $member: "unknown", $bytes: Uint8Array.of(1, 2) },
      list: [
        { $member: "unknown", $bytes: Uint8Array.of(3, 4) },
        { $member: "unknown", $bytes: Uint8Array.of(5, 6) },
      ],
      after: 7,
    });
    expect(codecOf("lifted").decode(Uint8Array.of(9, 0, 7, 2, 3, 4))).toEqual({
      ...{ kind: 9, a: 7, b: 0x207, p: { x: 7, y: 2 }, z: 3, after: 4 },
    });
  });

  test("constants are looked for in the member that is meant", () => {
    expect(() => codecOf("lists").decode(Uint8Array.of(4, 0, 7, 0, 7, 0, 6, 0, 0, 0))).toThrow(
      "at 0x6: lists.list[1].s.sign is 6, expected 7",
    );
  });

  test("a view tells the member, and has no other where the union has no name", () => {
    for (const codec of [codecOf("lifted"), generatedOf("lifted")]) {
      const view = codec.view(Uint8Array.of(2, 0, 1, 2, 3, 4));
      expect([view.a, view.b, view.p]).toEqual([undefined, 0x201, undefined]);
    }
    const around = codecOf("around").view(codecOf("around").encode(codecOf("around").create()));
    expect(around.list[1].more[0].u.$member).toBe("a");
  });
});
