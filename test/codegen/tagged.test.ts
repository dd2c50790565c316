import { rmSync } from "node:fs";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import { imageToJson, jsonToImage } from "../../src/inspect/index.ts";
import { layOutFamily } from "../../src/layout/index.ts";
import { type AnyCodec, describeFault, type Family, type OrderedCodec } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { generateFrom } from "../support/generate-from.ts";

const { folder, schema, generated } = await generateFrom(new URL("fixtures/tagged.ts", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

const family = generated.Tagged as Family;
const { records } = layOutFamily(schema.tagged as FamilyDefinition);

describe.each(family.codecs.map((codec, i) => [codec.name, codec, i] as const))("%s", (_, codec, i) => {
  test("its layout says how a union is tagged", () => {
    expect(codec.layout).toEqual(records[i]);
    expect(JSON.stringify(codec.layout)).toContain('"tag":{"field":"which","members":{"circle":1,"id":2,"key":5}}');
  });

  test("what is encoded decodes, and comes back from JSON by its fields", () => {
    fc.assert(
      fc.property(arbitraryValue(codec.layout), (value) => {
        const bytes = codec.encode(value);
        expect(codec.encode(codec.decode(bytes))).toEqual(bytes);
        const memory = Uint8Array.from([0xee, 0xee, ...bytes]);
        expect(codec.encode(codec.view(memory, 2))).toEqual(bytes);
        codec.encodeInto(codec.view(memory, 2), memory, 0);
        expect(memory.subarray(0, bytes.length)).toEqual(bytes);
        const json = imageToJson(bytes, family);
        expect(json).not.toContain('"raw":"');
        expect(Uint8Array.from(jsonToImage(json, family))).toEqual(bytes);
      }),
    );
  });
});

describe.each(["little", "big"] as const)("constants of the member that is meant, %s-endian", (order) => {
  const little = generated.Guarded as OrderedCodec<unknown>;
  const guarded = order === "big" ? little.be : little;
  /** The bit field that is the tag begins at the other end of its byte. */
  const tag = (which: number) => (order === "big" ? which << 6 : which);
  const sign = order === "big" ? 0x90 : 0x09;

  test.each([
    [2, [5, sign, 6, 0], "at 0x7: guarded.body.list[1].sign is 0, expected 9"],
    [2, [5, 0xff & ~sign, 6, sign], "at 0x5: guarded.body.list[0].sign is 6, expected 9"],
    [1, [0, 0, 0, 0], "at 0x4: guarded.body.magic is 0, expected 0xfeed"],
  ])("tag %i, %j: refused", (which, body, message) => {
    const bytes = Uint8Array.of(tag(which), 0, 0, 0, ...body);
    expect(() => guarded.decode(bytes)).toThrow(message);
    expect(describeFault(guarded.check(guarded.view(bytes))!)).toBe(message);
  });

  test.each([
    [2, [5, sign, 6, sign]],
    [3, [0, 0, 0, 0]],
    [0, [0, 0, 0, 0]],
  ])("tag %i, %j: taken", (which, body) => {
    const bytes = Uint8Array.of(tag(which), 0, 0, 0, ...body);
    expect(guarded.check(guarded.view(bytes))).toBeUndefined();
    expect(guarded.encode(guarded.decode(bytes))).toEqual(bytes);
    expect(guarded.encode(guarded.view(Uint8Array.of(0xee, ...bytes), 1))).toEqual(bytes);
  });

  test("written without being given", () => {
    const bytes = guarded.encode({ body: { $member: "magic" } });
    expect(guarded.decode(bytes)).toEqual({ which: 1, body: { $member: "magic", magic: 0xfeed } });
  });
});

const direct = family.codecNamed("direct") as AnyCodec;

test.each([
  [{ which: Symbol() }, "direct.which: found a symbol, expected a number, u8 (0..255)"],
  [{ which: Object.create(null) }, "direct.which: found an object, expected a number, u8 (0..255)"],
  [
    { form: { $member: Object.create(null) } },
    "direct.form.$member: found an object, expected circle, id, key, unknown",
  ],
  [{ form: { $member: "constructor" } }, 'direct.form.$member: found "constructor", expected circle, id, key, unknown'],
])("a tag or a member that is none is refused as such, %#", (init, message) => {
  expect(() => direct.encode(direct.create(init))).toThrow(message);
});

describe("in JSON", () => {
  function lineOf(value: object): string {
    return imageToJson(direct.encode(value), family).split("\n")[1] as string;
  }

  function imageOf(fields: object): Uint8Array {
    const line = { offset: 0, record: "direct", type: 1, len: direct.layout.size, fields };
    const start = { format: "bytewright", version: 1, family: "tagged", byteOrder: "little" };
    return jsonToImage(`${JSON.stringify(start)}\n${JSON.stringify(line)}\n`, family);
  }

  test("a union is its member, or the bytes where its tag means none", () => {
    expect(JSON.parse(lineOf({ form: { $member: "id", id: 7n }, after: 1 }))).toMatchObject({
      fields: { which: 2, form: { $member: "id", id: "7" }, after: 1 },
    });
    const unknown = { which: 9, form: { $member: "unknown", $bytes: new Uint8Array(8).fill(0xab) }, after: 0 };
    expect(JSON.parse(lineOf(unknown))).toMatchObject({
      fields: { which: 9, form: { $member: "unknown", $bytes: "abababababababab" } },
    });
    expect(direct.decode(imageOf(JSON.parse(lineOf(unknown)).fields))).toMatchObject(unknown);
  });

  test("another member can be put, the tag follows", () => {
    const bytes = imageOf({ form: { $member: "circle", circle: { radius: 3 } }, after: 1 });
    expect(direct.decode(bytes)).toMatchObject({ which: 1, form: { $member: "circle", circle: { radius: 3 } } });
  });

  test.each([
    [{ which: 1, form: { $member: "id", id: "1" }, after: 0 }, "which is the number 1, expected 2, as form says"],
    [{ form: { id: "1" }, after: 0 }, "form.$member: found nothing, expected circle, id, key, unknown"],
    [
      { form: { $member: "id", id: "1", circle: { radius: 3 } }, after: 0 },
      "form.circle: found an unknown key, expected $member, id",
    ],
    [
      { form: { $member: "unknown", $bytes: "00", id: "1" }, after: 0 },
      "form.id: found an unknown key, expected $member, $bytes",
    ],
    [{ form: { $member: 3 }, after: 0 }, "form.$member: found the number 3, expected circle, id, key, unknown"],
    [{ form: { $member: "unknown" }, after: 0 }, "form.$bytes: found nothing, expected bytes in hexadecimal"],
    [
      { form: { $member: "id", id: "1", $bytes: "00" }, after: 0 },
      "form.$bytes: found an unknown key, expected $member, id",
    ],
  ])("%j is refused", (fields, message) => {
    expect(() => imageOf(fields)).toThrow(message);
  });
});
