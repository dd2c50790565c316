import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import * as dsl from "../../schema/dsl/index.ts";
import { structsOf } from "../../src/cli/bytewright/laid-out.ts";
import { compareSchemas } from "../../src/compare/index.ts";
import { abis, checkSchema, layOut, layOutRecord } from "../../src/layout/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import type { Exports } from "./cases.ts";
import { isRead } from "./reading.ts";

const {
  array,
  bits,
  bool,
  bytes,
  char,
  f32,
  f64,
  family,
  nested,
  record,
  s8,
  s16,
  s32,
  struct,
  u8,
  u16,
  u32,
  u64,
  union,
} = dsl;

const point = { x: u16, y: s16 };
const types: readonly dsl.Field[] = [
  ...[u8, s8, u16, s16, u32, s32, u64, f32, f64, char, bool, bits(u16, 3), bits(u16, 9), bits(u32, 17)],
  ...[u32.bigEndian(), u16.constant(7), u32.reserved(), u8.reserved(), array(u8, 3), array(u16, 2), bytes(4)],
  ...[
    array(char, 4),
    nested(point),
    nested({ ...point, z: u8 }),
    array(nested(point), 2),
    union({ n: u32, b: bytes(4) }),
  ],
  ...[u32.aligned(8), u16.packed(), u32.checksum("crc32")],
];

/** Few names, so that two schemas have many in common. */
const fields = fc
  .uniqueArray(fc.tuple(fc.constantFrom(..."abcde"), fc.constantFrom(...types)), {
    selector: ([name]) => name,
    maxLength: 5,
  })
  .map((members) => Object.fromEntries(members));
const drawn = fc.record({
  fields,
  packed: fc.boolean(),
  align: fc.constantFrom(undefined, 8),
  grows: fc.boolean(),
  tail: fc.constantFrom(undefined, "flexible", "parts"),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/** One edit of it, or another one altogether. */
const pair = fc.tuple(drawn, drawn, fc.boolean(), fc.nat(4)).map(([old, other, isNear, pick]): [Drawn, Drawn] => {
  if (!isNear) return [old, other];
  const kept = Object.entries(old.fields).filter((_, i) => i !== pick);
  const [changed] = Object.entries(other.fields);
  return [
    old,
    {
      ...old,
      fields: Object.fromEntries(
        changed === undefined ? kept : [...kept.filter(([name]) => name !== changed[0]), changed],
      ),
    },
  ];
});

const head = struct("hdr", { fields: { type: u16, len: u16 } });

function exportsOf({ fields, packed, align, grows, tail }: Drawn, isRecord: boolean): Exports {
  const more = {
    ...(align && { align }),
    ...{ packed, fields: tail === "flexible" ? { ...fields, list: array(u8) } : fields },
    ...(tail === "parts" && { parts: { rest: bytes() } }),
    ...(grows && tail === undefined && { grows }),
  };
  if (!isRecord)
    return {
      families: [],
      structs: [struct("r", { packed, ...(align && { align }), fields }) as never],
      enumerations: [],
    };
  const one = record("r", { type: 1, ...more } as never);
  const told = {
    header: head,
    member: "h",
    type: "type",
    length: { field: "len" },
    byteOrder: "little",
    abi: "x86_64",
  } as const;
  return { families: [family("f", { ...told, records: [one] }) as never], structs: [], enumerations: [] };
}

const valuesOf = ({ families: [f], structs: [s] }: Exports) =>
  arbitraryValue(f ? layOutRecord(f.records[0] as never, f) : layOut(s as never, abis.x86_64)).map(
    // Bytes that nobody knows may be what a later field is.
    ({ $rest: _, ...value }) => [f ? { ...value, $name: "r" } : value],
  );

test("what is said to break nobody does not", { timeout: 120_000 }, () => {
  let told = 0;
  const property = fc.property(pair, fc.boolean(), fc.boolean(), fc.gen(), ([a, b], isRecord, isOld, draw) => {
    const [old, now] = [exportsOf(a, isRecord), exportsOf(b, isRecord)];
    // A flexible array beside a checksum is a part.
    fc.pre(
      [a, b].every(
        ({ tail, fields }) => tail !== "flexible" || Object.values(fields).every(({ facts }) => !facts.checksum),
      ),
    );
    fc.pre([old, now].every((one) => checkSchema(one).length === 0));
    const compared = (one: Exports) => {
      const schema = layOutSchema(one);
      return { ...schema, structs: structsOf(schema) };
    };
    const changes = compareSchemas(compared(old), compared(now));
    if (changes.some(({ breaks }) => (isOld ? breaks.oldBytes : breaks.newBytes))) return;
    const renames = changes.flatMap(({ kind, field, text }) => {
      const [, was = ""] = /^was named (\w+)/.exec(text) ?? [];
      const path = field.replace(/\w+$/, was);
      return kind === "field-renamed" ? [[path, field] as const] : [];
    });
    const [from, by] = isOld ? [old, now] : [now, old];
    const values = draw(() => valuesOf(from));
    told++;
    const one = { kinds: [], old, now, oldValues: values, nowValues: values, renamed: Object.fromEntries(renames) };
    const isFine = isRead(from, by, values, one, isOld);
    expect(isFine ? [] : changes).toEqual([]);
  });
  fc.assert(property, { numRuns: Number(process.env.BYTEWRIGHT_VERDICT_RUNS ?? 300), endOnFailure: true });
  expect(told).toBeGreaterThan(5);
});
