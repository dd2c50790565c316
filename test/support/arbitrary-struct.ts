import fc from "fast-check";
import * as dsl from "../../schema/dsl/index.ts";
import type { Field, FieldFacts, StructDefinition, TypeNode, UnionDefinition } from "../../schema/dsl/types.ts";
import { type AbiName, abis } from "../../src/layout/index.ts";
import { isByClang } from "./c-compiler.ts";

const { u8, s8, u16, s16, u24, s56, u32, s32, u64, s64, f32, f64, char, bool, long, ulong, longDouble, pointer } = dsl;
/** What bit fields can be of, and how wide they are at most. */
const widths = {
  ...{ u8: 8, s8: 8, u16: 16, s16: 16, u32: 32, s32: 32, u64: 64, s64: 64, bool: 1, char: 8 },
  // Where an ABI has more, C that is compiled for all of them has no use for it.
  ...{ long: 32, ulong: 32 },
};
const numbers = { u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, char, bool, long, ulong, pointer };
const scalars = { ...numbers, u24, s56, longDouble };
const baseNames = Object.keys(widths) as (keyof typeof widths)[];
const scalarNames = Object.keys(scalars) as (keyof typeof scalars)[];

/** A random member before it gets a name, so that shrinking never makes two of one name. */
type Part = { readonly align: number | undefined; readonly packed: boolean } & (
  | { readonly kind: "scalar"; readonly of: keyof typeof scalars }
  | { readonly kind: "array"; readonly element: Part; readonly length: number }
  | {
      readonly kind: "bits";
      readonly base: keyof typeof widths;
      readonly width: number;
      readonly unnamed: boolean;
    }
  | { readonly kind: "opaque"; readonly units: number; readonly unit: number }
  | { readonly kind: "nested"; readonly body: Body; readonly anonymous: boolean }
);

interface Body {
  readonly kind: "struct" | "union";
  readonly align: number | undefined;
  readonly packed: boolean;
  readonly pack: number | undefined;
  readonly parts: readonly Part[];
}

const rarely = (odds: number) => fc.nat(odds).map((drawn) => drawn === odds);
const align = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2, 4, 8, 16, 32) },
);

/** C has no union without members. */
const asC = (drawn: Body): Body => (drawn.parts.length === 0 ? { ...drawn, kind: "struct" } : drawn);

const { body } = fc.letrec<{ body: Body; part: Part }>((tie) => ({
  body: fc
    .record({
      kind: fc.constantFrom("struct", "struct", "struct", "union"),
      align,
      packed: rarely(4),
      pack: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(1, 2, 4, 8, 16) },
      ),
      parts: fc.array(tie("part"), { maxLength: 7, size: "max", depthIdentifier: "struct" }),
    })
    .map(asC),
  part: fc.oneof(
    { depthIdentifier: "struct", maxDepth: 3 },
    { weight: 5, arbitrary: member("scalar", { of: fc.constantFrom(...scalarNames) }) },
    { weight: 5, arbitrary: fc.constantFrom(...baseNames).chain(bitField) },
    { weight: 1, arbitrary: member("opaque", { units: fc.nat(3), unit: fc.constantFrom(1, 2, 4, 8, 16) }) },
    { weight: 2, arbitrary: member("array", { element: tie("part").filter(canBeElement), length: fc.nat(4) }) },
    { weight: 3, arbitrary: member("nested", { body: tie("body"), anonymous: fc.boolean() }) },
  ),
}));

function member<K extends Part["kind"], F extends object>(kind: K, facts: { [P in keyof F]: fc.Arbitrary<F[P]> }) {
  return fc.record({ kind: fc.constant(kind), align, packed: rarely(6), ...facts }) as unknown as fc.Arbitrary<Part>;
}

function bitField(base: keyof typeof widths): fc.Arbitrary<Part> {
  const most = widths[base];
  const width = fc.oneof(
    fc.integer({ min: 1, max: most }),
    fc.constantFrom(...[8, 16, 32, 64].filter((w) => w < most), most),
  );
  return fc.oneof(
    { weight: 6, arbitrary: member("bits", { base: fc.constant(base), width, unnamed: rarely(4) }) },
    {
      weight: 1,
      arbitrary: member("bits", { base: fc.constant(base), width: fc.constant(0), unnamed: fc.constant(true) }),
    },
  );
}

function canBeElement(part: Part): boolean {
  return part.kind !== "bits" && !(part.kind === "nested" && part.anonymous);
}

/** Structs and unions of anything the vocabulary has, nested, packed and aligned; without names but for their members. */
export const arbitraryDefinition: fc.Arbitrary<StructDefinition | UnionDefinition> = body.map((drawn) => {
  let members = 0;
  const nextName = () => `m${members++}`;
  return define(drawn, nextName);
});

function define(drawn: Body, nextName: () => string): StructDefinition | UnionDefinition {
  const { kind, align, packed, pack } = drawn;
  const fields = Object.fromEntries(drawn.parts.map((part) => [nextName(), field(part, nextName)]));
  return { kind, name: "", doc: undefined, fields, align, packed, pack, definedIn: undefined, tag: undefined };
}

function field(part: Part, nextName: () => string): Field {
  let built = bare(part, nextName);
  // C has no place for attributes of an anonymous member: they would be its type's
  if (part.kind === "nested" && part.anonymous) return built;
  if (part.align !== undefined) built = built.aligned(part.align);
  return part.packed ? built.packed() : built;
}

function bare(part: Part, nextName: () => string): dsl.FieldBuilder<never, dsl.Presence> {
  return untyped(part, nextName) as dsl.FieldBuilder<never, dsl.Presence>;
}

function untyped(part: Part, nextName: () => string) {
  switch (part.kind) {
    case "scalar":
      return scalars[part.of];
    case "array":
      return dsl.array(bare(part.element, nextName), part.length);
    case "bits":
      return part.unnamed
        ? dsl.padding(scalars[part.base] as never, part.width)
        : dsl.bits(scalars[part.base] as never, part.width);
    case "opaque":
      return dsl.opaque(part.units * part.unit, part.unit);
    case "nested": {
      const of = define(part.body, nextName);
      const anonymous = part.anonymous;
      if (of.kind === "struct") return anonymous ? dsl.anonymous(of) : dsl.nested(of);
      return anonymous ? dsl.anonymousUnion(of.fields, attributes(of)) : dsl.union(of.fields, attributes(of));
    }
  }
}

function attributes({ align, packed, pack }: UnionDefinition): dsl.UnionOptions {
  return { packed, ...(align !== undefined && { align }), ...(pack !== undefined && { pack }) };
}

/** One for an ABI: without what it is a fault to say there, and what its compiler takes in its own way. */
export function adapted<D extends StructDefinition | UnionDefinition>(definition: D, abi: AbiName): D {
  const fields = Object.entries(definition.fields).map(([name, { facts }]) => [name, adaptedField(facts, abi)]);
  const own = abis[abi].takesAttributes ? {} : { align: undefined, packed: false };
  return { ...definition, ...own, fields: Object.fromEntries(fields) };
}

function adaptedField({ align, packed, ...facts }: FieldFacts, abi: AbiName): Field {
  const { takesAttributes } = abis[abi];
  const isOfBits = facts.type.kind === "bits";
  const attributes = {
    ...(align !== undefined && takesAttributes && !(isOfBits && isByClang(abi)) && { align }),
    ...(packed !== undefined && takesAttributes && { packed }),
  };
  const type = adaptedType(facts.type, abi);
  return { facts: { ...facts, ...attributes, type } };
}

function adaptedType(type: TypeNode, abi: AbiName): TypeNode {
  if (type.kind === "struct") return { ...type, struct: adapted(type.struct, abi) };
  if (type.kind === "union") return { ...type, union: adapted(type.union, abi) };
  if (type.kind === "array") return { ...type, element: adaptedField(type.element.facts, abi) };
  // Debian's compiler for AVR is older than the `long double` of 8 bytes.
  if (abi === "avr" && (type.kind === "float" || type.kind === "longDouble")) return f32.facts.type;
  // In C its alignment is an attribute, and it is a struct, which has bytes there.
  const isForeign = type.kind === "opaque" && !abis[abi].takesAttributes;
  return isForeign ? { ...type, size: Math.max(type.size, 1), align: 1 } : type;
}
