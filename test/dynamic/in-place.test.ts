import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { Ckpt, CkptHdrBuffer } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { ckptV23 } from "../../schema/ckpt-v23/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import type { AnyCodec, Family } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { generateFrom } from "../support/generate-from.ts";
import { outcomeOf } from "./outcome.ts";
import { pairsOf } from "./pairs.ts";

/** Records that are encoded where what they are made from stands: a view, or bytes cut out of the array. */

const vocabulary = await generateFrom(new URL("../codegen/fixtures/vocabulary.ts", import.meta.url));
afterAll(() => rmSync(vocabulary.folder, { recursive: true }));

const families: [string, Family][] = [
  ["ckpt", Ckpt],
  ["ckpt, big-endian", Ckpt.be],
  ["v23", CkptV23],
  ["ckpt at run time", dynamicFamily(ckpt)],
  ["v23 at run time", dynamicFamily(ckptV23)],
];
const structs = ["bare", "open", "bitty", "fixed", "unions", "slack", "holes"];
const codecs: [string, AnyCodec][] = [
  ...families.flatMap(([name, { codecs }]) =>
    codecs.map((codec): [string, AnyCodec] => [`${codec.name} of ${name}`, codec]),
  ),
  ...pairsOf(vocabulary, ["vocabulary", "loose"], structs).flatMap(({ name, codecs: [made, dynamic] }) => [
    [`${name}, vocabulary`, made] as [string, AnyCodec],
    [`${name}, vocabulary at run time`, dynamic] as [string, AnyCodec],
  ]),
];

describe.each(codecs)("%s", (_, codec) => {
  const places = fc.nat(40);

  /** Encodes at `to` what `valueIn` finds in an array, and expects what `encode` gives, which is a record. */
  function expectInPlace(memory: Uint8Array, to: number, valueIn: (memory: Uint8Array) => unknown): void {
    const expected = codec.encode(valueIn(memory) as never);
    // Without a length of its own a record goes as far as the array does.
    fc.pre(to + expected.length <= memory.length);
    const end = codec.encodeInto(valueIn(memory) as never, memory, to);
    expect(memory.slice(to, end)).toStrictEqual(expected);
  }

  function memoryWith(record: Uint8Array, from: number): Uint8Array {
    const memory = new Uint8Array(Math.max(from, 40) + record.length).fill(0xee);
    memory.set(record, from);
    return memory;
  }

  test("a view is moved to anywhere, over itself as well", () => {
    fc.assert(
      fc.property(arbitraryValue(codec.layout), places, places, (value, from, to) => {
        const record = outcomeOf(() => codec.encode(value));
        fc.pre("value" in record);
        expectInPlace(memoryWith(record.value, from), to, (memory) => codec.view(memory, from));
      }),
      { numRuns: 20 },
    );
  });

  test("views in values, and bytes that were not copied", () => {
    fc.assert(
      fc.property(arbitraryValue(codec.layout), places, places, (value, from, to) => {
        const record = outcomeOf(() => codec.encode(value));
        fc.pre("value" in record);
        expectInPlace(memoryWith(record.value, from), to, (memory) => {
          const view = codec.view(memory, from) as unknown as { readonly [field: string]: unknown };
          const fields = Object.keys(codec.create(value) as object).filter((field) => !field.startsWith("$"));
          return Object.fromEntries(fields.map((field) => [field, view[field]]));
        });
      }),
      { numRuns: 20 },
    );
  });
});

test("a payload is moved by a header's length", () => {
  const memory = new TextEncoder().encode("payload, which stands at the start");
  CkptHdrBuffer.encodeInto({ payload: memory.subarray(0, 7) }, memory, 0);
  expect(CkptHdrBuffer.decode(memory).payload).toEqual(new TextEncoder().encode("payload"));
});
