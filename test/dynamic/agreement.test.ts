import { rmSync } from "node:fs";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { ckptV23 } from "../../schema/ckpt-v23/index.ts";
import type { FamilyDefinition, StructDefinition } from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import {
  type AnyCodec,
  type Family,
  fieldsOf,
  type Layout,
  type OrderedFamily,
  type View,
} from "../../src/wire/index.ts";
import { runs } from "../support/all-runs.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { generateFrom } from "../support/generate-from.ts";
import { settersOf } from "../support/setters.ts";
import { outcomeOf } from "./outcome.ts";

/** Code made here and now, so that what the checkpoint image does not have agrees as well. */
const vocabulary = await generateFrom(new URL("../codegen/fixtures/vocabulary.ts", import.meta.url));
const headers = await generateFrom(new URL("../codegen/fixtures/headers.ts", import.meta.url));
afterAll(() => {
  for (const { folder } of [vocabulary, headers]) rmSync(folder, { recursive: true });
});

const ofCkpt = dynamicFamily(ckpt);
const ofVocabulary = dynamicFamily(vocabulary.schema.vocabulary as FamilyDefinition);
const ofLoose = dynamicFamily(vocabulary.schema.loose as FamilyDefinition);
const ofV23 = dynamicFamily(ckptV23);
const families: { name: string; generated: Family; dynamic: Family }[] = [
  { name: "ckpt, little-endian", generated: Ckpt, dynamic: ofCkpt },
  { name: "ckpt, big-endian", generated: Ckpt.be, dynamic: ofCkpt.be },
  { name: "v23, little-endian", generated: CkptV23, dynamic: ofV23 },
  { name: "v23, big-endian", generated: CkptV23.be, dynamic: ofV23.be },
  { name: "loose", generated: vocabulary.generated.Loose as Family, dynamic: ofLoose },
  { name: "vocabulary", generated: vocabulary.generated.Vocabulary as Family, dynamic: ofVocabulary },
  ...Object.values(headers.schema).flatMap((definition) => {
    const { name } = definition as FamilyDefinition;
    const generated = headers.generated[name[0]!.toUpperCase() + name.slice(1)] as Partial<OrderedFamily> & Family;
    const dynamic = dynamicFamily(definition as FamilyDefinition);
    const own = { name, generated, dynamic: dynamic as Family };
    return generated.be === undefined
      ? [own]
      : [own, { name: `${name}.be`, generated: generated.be, dynamic: dynamic.be }];
  }),
];

/** Every record of the registries, and the structs beside the families. */
const pairs: { name: string; generated: AnyCodec; dynamic: AnyCodec }[] = [
  ...families.flatMap(({ name, generated, dynamic }) =>
    generated.codecs.map((codec) => ({
      name: `${codec.name} of ${name}`,
      generated: codec,
      dynamic: dynamic.codecNamed(codec.name)!,
    })),
  ),
  ...["Bare", "Open", "Bitty", "Fixed", "Unions", "Slack", "Holes"].flatMap((name) => {
    const generated = vocabulary.generated[name] as AnyCodec & { readonly be: AnyCodec };
    const dynamic = dynamicStruct(vocabulary.schema[name.toLowerCase()] as StructDefinition);
    return [
      { name, generated, dynamic },
      { name: `${name}, big-endian`, generated: generated.be, dynamic: dynamic.be },
    ];
  }),
];

const junk = fc.uint8Array({ maxLength: 100 });
const place = fc.nat(9);
const badValues = [
  undefined,
  null,
  -1,
  0.5,
  2 ** 32,
  Number.NaN,
  1,
  1n,
  -1n,
  1n << 64n,
  "x",
  [],
  {},
  new Uint8Array(3),
];

/** Some bytes that are nearly good: one byte differs, or the end is missing. */
const damage = fc.record({ at: fc.nat(), byte: fc.nat(255), length: fc.option(fc.nat(), { freq: 3 }) });

type Fields = { [field: string]: unknown };

/** What puts another number into each field that a view or one inside it can write. */
function writersIn(view: View): (() => void)[] {
  const fields = view as unknown as Fields;
  const own = settersOf(view).map((name) => () => {
    const value = fields[name];
    if (typeof value === "number") fields[name] = value === 1 ? 0 : 1;
    if (typeof value === "bigint") fields[name] = value === 1n ? 0n : 1n;
  });
  const inner = fieldsOf((view as unknown as { $layout: Layout }).$layout).all.map(({ name }) => fields[name]);
  return [
    ...own,
    ...inner.filter((one) => one instanceof Object && "$moveTo" in one).flatMap((one) => writersIn(one as View)),
  ];
}

describe.each(pairs)("$name", ({ generated, dynamic }) => {
  function agreeOn(bytes: Uint8Array, at: number): void {
    const expected = outcomeOf(() => generated.decode(bytes, at));
    expect(outcomeOf(() => dynamic.decode(bytes, at))).toStrictEqual(expected);
    const viewed = outcomeOf(() => JSON.stringify(generated.view(bytes, at)));
    expect(outcomeOf(() => JSON.stringify(dynamic.view(bytes, at)))).toStrictEqual(viewed);
    if ("fault" in viewed) return;
    expect(dynamic.check(dynamic.view(bytes, at))).toStrictEqual(generated.check(generated.view(bytes, at)));
  }

  test("same layout", () => {
    expect(withoutDocs(dynamic.layout)).toEqual(withoutDocs(generated.layout));
  });

  test("same bytes for valid values, and the same values back", () => {
    fc.assert(
      fc.property(arbitraryValue(generated.layout), junk, place, (value, behind, at) => {
        const bytes = generated.encode(value);
        expect(dynamic.encode(value)).toEqual(bytes);
        const around = new Uint8Array(at + bytes.length + behind.length);
        around.set(bytes, at);
        around.set(behind, at + bytes.length);
        expect("value" in outcomeOf(() => generated.decode(around, at))).toBe(true);
        agreeOn(around, at);
      }),
      runs(100, 12),
    );
  });

  test("same bytes or fault for each field that a view writes", () => {
    const values = arbitraryValue(generated.layout);
    fc.assert(
      fc.property(values, values, fc.constantFrom(...badValues), place, (value, other, bad, at) => {
        const record = generated.encode(value);
        const write = (codec: AnyCodec, name: string, written: unknown) => {
          const bytes = new Uint8Array(at + record.length);
          bytes.set(record, at);
          return outcomeOf(() => {
            (codec.view(bytes, at) as unknown as { [field: string]: unknown })[name] = written;
            return bytes;
          });
        };
        for (const name of settersOf(generated.view(record))) {
          for (const written of [other[name], bad]) {
            expect(write(dynamic, name, written)).toStrictEqual(write(generated, name, written));
          }
        }
      }),
      runs(30),
    );
  });

  test("no view, however deep, writes what makes a record another one", () => {
    for (const codec of [generated, dynamic]) {
      const view = codec.view(codec.encode(codec.create()));
      for (const write of writersIn(view)) {
        write();
        expect(codec.check(view)).toBeUndefined();
      }
    }
  });

  test("same value or fault for damaged records", () => {
    fc.assert(
      fc.property(arbitraryValue(generated.layout), damage, place, (value, { at: spot, byte, length }, at) => {
        const bytes = generated.encode(value);
        const around = new Uint8Array(at + bytes.length);
        around.set(bytes, at);
        around[at + (spot % bytes.length)] = byte;
        agreeOn(length === null ? around : around.subarray(0, at + (length % (bytes.length + 1))), at);
      }),
      runs(300),
    );
  });

  test("same value or fault for any bytes, at any place", () => {
    fc.assert(fc.property(junk, fc.integer({ min: -2, max: 101 }), agreeOn), runs(100, 12));
    for (const at of [Number.NaN, Number.POSITIVE_INFINITY, -1]) agreeOn(new Uint8Array(64), at);
  });

  test("same bytes or fault for values with one bad field", () => {
    const fields = [...new Set(["$name", ...Object.keys(generated.create())])];
    fc.assert(
      fc.property(
        arbitraryValue(generated.layout),
        fc.constantFrom(...fields),
        fc.constantFrom(...badValues),
        (good, field, bad) => {
          const value = { ...good, [field]: bad };
          expect(outcomeOf(() => dynamic.encode(value))).toStrictEqual(outcomeOf(() => generated.encode(value)));
        },
      ),
      runs(100, 12),
    );
  });

  test("same completion of values with one field", () => {
    expect(dynamic.create()).toStrictEqual(generated.create());
    const fields = Object.keys(generated.create());
    fc.assert(
      fc.property(arbitraryValue(generated.layout), fc.constantFrom("", ...fields), (value, field) => {
        const init = { [field]: value[field] };
        expect(outcomeOf(() => dynamic.create(init))).toStrictEqual(outcomeOf(() => generated.create(init)));
      }),
      runs(100, 12),
    );
  });

  test("no room: same fault, and nothing is written", () => {
    const value = generated.create();
    const into = new Uint8Array(generated.sizeOf(value) + 3).fill(0xcc);
    const expected = outcomeOf(() => generated.encodeInto(value, into, 4));
    expect(outcomeOf(() => dynamic.encodeInto(value, into, 4))).toStrictEqual(expected);
    expect(into).toEqual(into.slice().fill(0xcc));
  });
});

describe.each(families)("$name", ({ generated, dynamic }) => {
  test("same registry", () => {
    const { framing, header, opening, byteOrder } = generated;
    expect(dynamic).toMatchObject({ framing, byteOrder });
    expect([dynamic.header, dynamic.opening]).toEqual([header, opening]);
    expect(dynamic.preamble?.map(({ name }) => name)).toEqual(generated.preamble?.map(({ name }) => name));
    expect(dynamic.codecs.map(({ name }) => name)).toEqual(generated.codecs.map(({ name }) => name));
    expect(dynamic.structs.map(({ name }) => name)).toEqual(generated.structs.map(({ name }) => name));
  });

  test("same value or fault for any record, known or not", () => {
    const records = fc
      .constantFrom(...generated.codecs)
      .chain(({ name, layout }) => arbitraryValue(layout).map((value) => generated.encode({ $name: name, ...value })));
    fc.assert(
      fc.property(records, damage, place, (record, { at: spot, byte }, at) => {
        const bytes = new Uint8Array(at + record.length);
        bytes.set(record, at);
        bytes[at + (spot % generated.framing.headerSize)] = byte;
        const expected = outcomeOf(() => generated.decode(bytes, at));
        expect(outcomeOf(() => dynamic.decode(bytes, at))).toStrictEqual(expected);
        expect(dynamic.codecAt(bytes, at)?.name).toBe(generated.codecAt(bytes, at)?.name);
      }),
    );
  });
});

/** Generated layouts have no docs, which are in their modules, and bigints for enumerations of 64-bit fields. */
function withoutDocs(layout: Layout): unknown {
  return JSON.parse(
    JSON.stringify(layout, (key, value) =>
      key === "doc" ? undefined : typeof value === "bigint" ? String(value) : value,
    ),
    (key, value) => (key === "value" ? String(value) : value),
  );
}
