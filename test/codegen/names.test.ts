import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../codegen/check/index.ts";
import { emit } from "../../codegen/emit/index.ts";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import type { Schema } from "../../codegen/load.ts";
import * as dsl from "../../schema/dsl/index.ts";
import { Random } from "../fuzz/random.ts";
import { makeSoundSchema } from "../fuzz/sound-schema.ts";
import { oneIn, runs } from "../support/all-runs.ts";
import { codeFaults, runtimeInMemory } from "../support/code-faults.ts";

/** C names of which some become the same TypeScript name, or one that generated code has already. */
const memberName = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("a", "b", "c_d", "e1", "f", "g", "value", "bytes", "length", "x") },
  { weight: 4, arbitrary: fc.constantFrom("_x", "x_", "x_be", "x_member", "x_member_row", "x_view", "x_as_x", "_1") },
  { weight: 4, arbitrary: fc.constantFrom("v", "p", "at", "i", "b_v", "elements", "count", "size", "end", "item") },
  { weight: 1, arbitrary: fc.constantFrom("X", "x_init", "union_1", "_", "of_x", "by_field", "valueOf") },
);
const typeName = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.constantFrom("s", "t", "u_v", "w", "fit_s", "read_x", "s_be", "of", "array_", "s0", "s1"),
  },
  { weight: 4, arbitrary: fc.constantFrom("s_x", "sX", "s_view_be", "s_facts", "x", "layout_s", "text", "fam_hdr") },
  { weight: 1, arbitrary: fc.constantFrom("S", "_s", "s_view", "s_init", "_1s", "_", "_union", "index", "fam_type") },
);

const scalars = [dsl.u32, dsl.u64, dsl.array(dsl.char, 4), dsl.array(dsl.u16, 2), dsl.bytes(4), dsl.bits(dsl.u32, 7)];
const constants = [dsl.u8.constant(1), dsl.u64.constant(1n), dsl.bits(dsl.u32, 7).constant(5)];

const { fields } = fc.letrec<{ fields: dsl.Fields; field: dsl.Field; element: dsl.Field; alone: dsl.Field }>((tie) => ({
  fields: fc
    .uniqueArray(fc.tuple(memberName, tie("field")), { maxLength: 4, minLength: 1, selector: ([name]) => name })
    .map((members) => Object.fromEntries(members)),
  element: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<dsl.Field[]>(...scalars),
    typeName.map((name) => dsl.u32.enum(dsl.enumeration(name, { A: 1 }))),
    // Structs of one name must be the same.
    typeName.map((name) => dsl.nested(dsl.struct(name, { fields: { x: dsl.array(dsl.char, 4) } }))),
    tie("fields").map((inner) => dsl.nested(inner)),
    tie("fields").map((inner) => dsl.union(inner)),
  ),
  alone: fc.oneof(
    fc.constantFrom<dsl.Field[]>(...constants),
    fc.constantFrom(...scalars).map((field) => field.reserved()),
    memberName.map((name) => dsl.nested({ [name]: dsl.bits(dsl.u32, 7).constant(5) })),
  ),
  field: fc.oneof(
    { weight: 6, arbitrary: tie("element") },
    { weight: 2, arbitrary: tie("alone") },
    { weight: 2, arbitrary: tie("element").map((inner) => dsl.array(inner as never, 2)) },
    { weight: 1, arbitrary: tie("fields").map((inner) => dsl.anonymousUnion(inner)) },
  ),
}));

const header = dsl.struct("hdr", { fields: { type: dsl.u32, len: dsl.u32 } });
const types = fc.uniqueArray(fc.tuple(typeName, fields), { minLength: 1, maxLength: 3, selector: ([name]) => name });
/** What a record ends with. */
const ends = fc.constantFrom<dsl.Fields[]>({}, {}, { payload: dsl.bytes() }, { v: dsl.array(dsl.u16) });

const schema: fc.Arbitrary<Schema> = fc
  .record({ types, records: fc.nat(3), typeName: fc.option(memberName), hasLength: fc.boolean(), end: ends })
  .map(({ types, records, typeName, hasLength, end }) => ({
    families: [
      dsl.family("fam", {
        ...{ header, member: "h", type: "type", byteOrder: "little", abi: "x86_64" },
        ...(hasLength
          ? { header, length: { field: "len" } }
          : { header: dsl.struct("hdr", { fields: { type: dsl.u32 } }) }),
        records: types.slice(0, records).map(([name, of], i) => {
          return dsl.record(name, {
            type: typeName === null || i > 0 ? i : { [typeName]: i },
            fields: { ...of, ...end },
          });
        }),
      }),
    ],
    structs: types.slice(records).map(([name, of]) => dsl.struct(name, { fields: of })),
    enumerations: [],
  }));

const settings = { runtime: runtimeInMemory, extension: ".ts", source: "s.ts" } as const;

/** What the compiler has against code for the schemas among these that have no fault; one compilation of all takes as long as five of one. */
function faultsOfCode(schemas: readonly Schema[]): string[] {
  const sound = schemas.filter((drawn) => check(drawn).length === 0);
  expect(sound.length).toBeGreaterThan(2);
  const files = sound.flatMap((drawn, i) => {
    return [...emit(layOutSchema(drawn), settings)].map(([name, text]) => [`${i}/${name}`, text] as const);
  });
  return codeFaults(new Map(files)).slice(0, 20);
}

test("schemas of all that the vocabulary has make code that compiles", () => {
  const schemas = Array.from({ length: runs(100, 10).numRuns }, (_, i) => makeSoundSchema(new Random("types", i)));
  expect(faultsOfCode(schemas)).toEqual([]);
});

test("names that meet in generated code are faults, and all others make code that compiles", () => {
  expect(faultsOfCode(fc.sample(schema, { ...runs(200, 10), seed: 1 }))).toEqual([]);
});

/** Where generated code has a field's name in a comment, in a text or behind a dot, and maybe no variable of that name. */
function withField(name: string): Schema {
  const bitFields = dsl.struct("bit_fields", { fields: { c: dsl.bits(dsl.u32, 7).constant(5) } });
  const wordless = dsl.struct("head", { fields: { kind: dsl.u32 } });
  const r = dsl.record("r", { type: 1, fields: { [name]: dsl.u32.reserved(), payload: dsl.bytes() } });
  const common = { header: wordless, member: "h", type: "kind", byteOrder: "little" } as const;
  return {
    families: [dsl.family("fam", { ...common, records: [r] })],
    structs: [
      dsl.struct("unused", { fields: { [name]: dsl.u64.reserved() } }),
      dsl.struct("told", { fields: { [name]: dsl.nested(bitFields) } }),
      dsl.struct("told_often", { fields: { [name]: dsl.array(dsl.nested(bitFields), 2) } }),
      dsl.struct("list", { fields: { [name]: dsl.array(dsl.u8) } }),
      dsl.struct("counted", { fields: { [name]: dsl.u8, rest: dsl.bytes(name) } }),
    ],
    enumerations: [],
  };
}

test("fields may have the names of variables that generated code has or does without", () => {
  const names = [
    "b",
    "p",
    "v",
    "i",
    "at",
    "value",
    "elements",
    "item",
    "list",
    "bytes",
    "length",
    "count",
    "size",
    "end",
    "fresh",
    "constants",
  ];
  expect(names.flatMap((name) => check(withField(name)))).toEqual([]);
  expect(faultsOfCode(oneIn(4, names).map(withField))).toEqual([]);
});

test("a field may have the name that an unnamed union goes by in code", () => {
  const either = dsl.anonymousUnion({ x: dsl.u8, y: dsl.u16 });
  const schemas = [
    { a: dsl.nested({ union1: dsl.u8, _1: either }) },
    { a_union1: dsl.u8, a: dsl.nested({ _1: either }) },
    { union1: dsl.u8, _1: either },
  ].map((fields) => ({ families: [], structs: [dsl.struct("s", { fields })], enumerations: [] }));
  expect(schemas.flatMap((schema) => check(schema))).toEqual([]);
  expect(faultsOfCode(schemas)).toEqual([]);
});
