import { expect, test } from "vitest";
import * as dsl from "../../schema/dsl/index.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import type { OrderedCodec } from "../../src/wire/index.ts";
import { generateHere } from "../fuzz/generate-here.ts";

const { anonymousUnion, array, f32, f64, nested, u8, u32, u64, union } = dsl;

/** JavaScript has one NaN. These bits are of another one, which signals; others in the union still tell them. */
const nan32 = [1, 0, 0x80, 0x7f];
const nan64 = [1, 0, 0, 0, 0, 0, 0xf0, 0x7f];

const words = nested({ n: u32, g: f32 });
const tag = { field: "t", members: { x: 1, y: 2 } };

test.each<[what: string, members: dsl.Fields, bytes: number[]]>([
  ["a number", { f: f32, n: u32 }, nan32],
  ["a larger number, told last", { n: u64, f: f64 }, nan64],
  ["numbers in lists", { f: array(f32, 2), n: array(u32, 2) }, [...nan32, ...nan32]],
  ["numbers in lists of lists", { f: array(array(f32, 1), 2), n: array(array(u8, 4), 2) }, [...nan32, ...nan32]],
  ["numbers in structs, each told by another", { s: nested({ f: f32, n: u32 }), w: words }, [...nan32, ...nan32]],
  ["structs in lists", { s: array(nested({ f: f32, n: u32 }), 1), w: words }, [...nan32, ...nan32]],
  ["a union with a name", { s: nested({ u: union({ f: f32, n: u32 }), n: u32 }), w: words }, [...nan32, ...nan32]],
  ["bytes beside them", { f: f32, b: dsl.bytes(4), o: dsl.opaque(4, 4) }, nan32],
  ["a text beside them", { f: f32, n: u32, s: nested({ c: dsl.array(dsl.char, 4) }) }, [0x41, 0, 0x80, 0x7f]],
])("a NaN in a union without a name keeps its bits: %s", async (_, members, bytes) => {
  const definition = dsl.struct("s", { fields: { u: anonymousUnion(members) } });
  const made = await generateHere({ families: [], structs: [definition], enumerations: [] });
  for (const ordered of [made.S as OrderedCodec<object>, dynamicStruct(definition) as OrderedCodec<object>]) {
    for (const codec of [ordered, ordered.be]) {
      const given = Uint8Array.from(codec === ordered.be ? bytes.toReversed() : bytes);
      const value = codec.decode(given);
      expect(codec.encode(value)).toEqual(given);
      expect(codec.encode(codec.create(value))).toEqual(given);
      expect(codec.encode(codec.view(given) as never)).toEqual(given);
    }
  }
});

test("a NaN is written before what says some of its bits, so that these are kept wherever the value has been", () => {
  const codec = dynamicStruct(dsl.struct("s", { fields: { u: anonymousUnion({ n: dsl.u16, f: f32 }) } }));
  const given = Uint8Array.of(1, 0, 0xc0, 0x7f);
  expect(codec.encode(structuredClone(codec.decode(given)))).toEqual(given);
});

test("a NaN in a tagged union in a union without a name keeps its bits", async () => {
  const tagged = nested({ t: u32, u: union({ x: f32, y: u32 }, { tag }) });
  const definition = dsl.struct("s", { fields: { u: anonymousUnion({ s: tagged, w: array(u32, 2) }) } });
  const { S } = (await generateHere({ families: [], structs: [definition], enumerations: [] })) as {
    readonly S: OrderedCodec<object>;
  };
  for (const t of [1, 2, 3]) {
    const given = Uint8Array.from([t, 0, 0, 0, ...nan32]);
    expect(S.encode(S.decode(given))).toEqual(given);
  }
});
