import fc from "fast-check";
import { expect } from "vitest";
import { pascalCase, typeName } from "../../codegen/emit/names.ts";
import type { FamilyDefinition, StructDefinition } from "../../schema/dsl/index.ts";
import { dynamicFamily, dynamicStruct } from "../../src/dynamic/index.ts";
import type { AnyCodec, Family, Framing } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import type { Generated } from "../support/generate-from.ts";
import { outcomeOf } from "./outcome.ts";

/** A generated codec and the run-time one for the same record, in one byte order. */
export interface Pair {
  readonly name: string;
  readonly codecs: readonly [generated: AnyCodec, dynamic: AnyCodec];
  readonly framing?: Framing;
}

/** The codecs of families and structs that a schema exports under their C names. */
export function pairsOf(of: Generated, families: readonly string[], structs: readonly string[]): Pair[] {
  return [...families.flatMap((name) => recordPairs(of, name)), ...structs.flatMap((name) => structPairs(of, name))];
}

function recordPairs({ schema, generated }: Generated, name: string): Pair[] {
  const made = generated[typeName(schema[name] as FamilyDefinition)] as Family & { readonly be?: Family };
  const dynamic = dynamicFamily(schema[name] as FamilyDefinition);
  return [...inOneOrder(made, dynamic, ""), ...(made.be ? inOneOrder(made.be, dynamic.be, ", big-endian") : [])];
}

function inOneOrder({ codecs, framing }: Family, dynamic: Family, order: string): Pair[] {
  return codecs.map((codec) => ({
    name: codec.name + order,
    codecs: [codec, dynamic.codecNamed(codec.name)!],
    framing,
  }));
}

function structPairs({ schema, generated }: Generated, name: string): Pair[] {
  const made = generated[pascalCase(name)] as AnyCodec & { readonly be: AnyCodec };
  const dynamic = dynamicStruct(schema[name] as StructDefinition);
  return [
    { name, codecs: [made, dynamic as AnyCodec] },
    { name: `${name}, big-endian`, codecs: [made.be, dynamic.be as AnyCodec] },
  ];
}

/** Any value gives the same bytes or the same fault, and what is encoded is decoded. */
export function expectSameBytes({ codecs: [made, dynamic] }: Pair): void {
  fc.assert(
    fc.property(arbitraryValue(made.layout), (value) => {
      const encoded = outcomeOf(() => made.encode(value));
      expect(outcomeOf(() => dynamic.encode(value))).toStrictEqual(encoded);
      const completed = made.create(value);
      expect(dynamic.create(value)).toStrictEqual(completed);
      if ("fault" in encoded) return;
      expect(made.decode(encoded.value)).toEqual(completed);
      expectSameValue([made, dynamic], encoded.value);
    }),
  );
}

/** Some bytes give the same value, view and fault. */
export function expectSameValue([made, dynamic]: Pair["codecs"], bytes: Uint8Array): void {
  expect(outcomeOf(() => dynamic.decode(bytes))).toStrictEqual(outcomeOf(() => made.decode(bytes)));
  expect(JSON.stringify(dynamic.view(bytes))).toBe(JSON.stringify(made.view(bytes)));
  expect(dynamic.check(dynamic.view(bytes))).toStrictEqual(made.check(made.view(bytes)));
}
