import fc from "fast-check";
import * as dsl from "../../schema/dsl/index.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";
import type { Random } from "./random.ts";

type Any = never;

const names = [
  ...["a", "b", "type", "len", "h", "x_1", "class", "await", "__proto__", "constructor", "prototype", "toJSON"],
  ...["", " ", "1a", "a-b", "a.b", "é", "a\nb", "\u202e", "\x1b[31m", "*/", '"', "'", "\\", "//", "x".repeat(300)],
  ...["toString", "hasOwnProperty", "valueOf", "undefined", "NaN", "Uint8Array", "Symbol", "arguments", "eval"],
  ...[
    "$name",
    "$bytes",
    "$at",
    "index",
    "manifest",
    "Codec",
    "RecordView",
    "RecordCodec",
    "view",
    "value",
    "length",
    "size",
    "b",
    "p",
    "v",
  ],
];

const lengths = [
  ...[
    0,
    1,
    2,
    3,
    4,
    8,
    16,
    17,
    64,
    255,
    65536,
    2 ** 20,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 40,
    2 ** 50,
    2 ** 53,
    2 ** 60,
  ],
  ...[-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e300],
];

/** Whether the schema that is being made shall be good: one that is wrong somewhere shows little of the rest. */
let calm = false;

/** True once in `odds` times, where something may be wrong. */
function oddly(random: Random, odds: number): boolean {
  return !calm && random.oneIn(odds);
}

/** Mostly a good one. */
function name(random: Random, good: string): string {
  return oddly(random, 12) ? random.pick(names) : good;
}

function small(random: Random): number {
  return oddly(random, 12) ? random.pick(lengths) : random.below(5);
}

const { u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, char, long, ulong, pointer } = dsl;
const scalars = [u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, char, long, ulong, pointer];

/** A field of whatever the vocabulary has, said of it what may not fit. */
function field(random: Random, depth: number, beside: readonly string[]): dsl.FieldBuilder<Any, Any> {
  let built = plainField(random, depth, beside) as dsl.FieldBuilder<Any, Any>;
  while (oddly(random, 4)) built = attribute(built, random);
  if (calm && random.oneIn(4)) built = built.doc(random.pick(names));
  return built;
}

function attribute(built: dsl.FieldBuilder<Any, Any>, random: Random): dsl.FieldBuilder<Any, Any> {
  switch (random.below(9)) {
    case 0:
      return built.doc(random.pick(names));
    case 1:
      return built.hex();
    case 2:
      return random.pick([built.time(), built.address(), built.text()]) as Any;
    case 3:
      return built.enum(enumeration(random));
    case 4:
      return built.flags(enumeration(random));
    case 5:
      return built.constant((random.oneIn(3) ? BigInt(random.below(300)) : small(random)) as Any) as Any;
    case 6:
      return built.reserved() as Any;
    case 7:
      return random.oneIn(2)
        ? built.aligned(random.pick([1, 2, 4, 8, 16, 3, 0, -8, 2 ** 31, 2 ** 60]))
        : built.packed();
    default:
      return random.oneIn(2) ? built.bigEndian() : built.littleEndian();
  }
}

function plainField(random: Random, depth: number, beside: readonly string[]): unknown {
  const kind = depth > 3 ? 0 : random.below(14);
  if (calm && [4, 5].includes(kind)) return random.pick(scalars);
  switch (kind) {
    case 1:
      return dsl.array(field(random, depth + 1, []), small(random));
    case 2:
      return dsl.array(random.pick(scalars) as Any, small(random));
    case 3:
      return dsl.bytes(small(random));
    case 4:
      return random.oneIn(2) ? dsl.bytes(random.pick(["count", ...beside])) : dsl.bytes();
    case 5:
      return dsl.array(field(random, depth + 1, []), random.oneIn(2) ? random.pick(["count", ...beside]) : undefined);
    case 6:
      return dsl.nested(struct(random, depth + 1));
    case 7:
      return random.oneIn(2) ? dsl.nested(fields(random, depth + 1)) : dsl.anonymous(fields(random, depth + 1));
    case 8:
      return random.oneIn(2)
        ? dsl.union(fields(random, depth + 1), oddly(random, 3) ? { tag: tag(random, beside) } : {})
        : dsl.anonymousUnion(fields(random, depth + 1));
    case 9:
      return dsl.bits(random.pick(bases()) as Any, calm ? 1 + random.below(8) : small(random));
    case 10:
      return dsl.padding(random.pick(bases()) as Any, random.below(9));
    case 11:
      return dsl.opaque(small(random) * 8, random.pick(calm ? [1, 2, 4, 8] : [1, 3, 0]));
    default:
      return random.pick(scalars);
  }
}

/** What a bit field can be of, or some of what it cannot. */
function bases() {
  return calm ? scalars.slice(0, 8) : scalars;
}

function tag(random: Random, beside: readonly string[]) {
  return { field: random.pick(["tag", ...beside]), members: { f0: 1, f1: small(random) } };
}

let serial = 0;

function fields(random: Random, depth: number): dsl.Fields {
  const made: [string, dsl.Field][] = [];
  for (let i = random.below(depth > 1 ? 3 : 6) + (calm ? 1 : 0); i > 0; i--) {
    const beside = made.map(([known]) => known);
    const own = name(random, oddly(random, 10) ? `f${made.length}` : `f${serial++}`);
    made.push([own, field(random, depth, beside)]);
  }
  return Object.fromEntries(made);
}

function attributes(random: Random) {
  return {
    ...(random.oneIn(5) && { align: random.pick(calm ? [1, 2, 4, 8, 16] : [64, 3, -1, 2 ** 31, 2 ** 60]) }),
    ...(random.oneIn(5) && { packed: true }),
    ...(random.oneIn(5) && { doc: random.pick([...names, "a\r\n */ b", "\u2028"]) }),
  };
}

function struct(random: Random, depth: number): dsl.StructDefinition {
  if (oddly(random, 6)) return fc.sample(arbitraryDefinition, { numRuns: 1, seed: random.next() })[0] as Any;
  const own = name(random, oddly(random, 8) ? "shared" : `s${serial++}`);
  return dsl.struct(own, { fields: fields(random, depth), ...attributes(random) });
}

function enumeration(random: Random) {
  const value = () => random.pick(calm ? [0, 1, 2, 255] : [3, -1, 2 ** 32, 2 ** 53, 0.5, 1n, 1n << 64n]);
  const members = Array.from({ length: random.below(4) }, (_, i) => [name(random, `E${i}`), value()] as const);
  return dsl.enumeration(name(random, oddly(random, 4) ? "colour" : `e${serial++}`), Object.fromEntries(members));
}

function record(random: Random, i: number): dsl.RecordDefinition {
  const type = random.oneIn(3) ? { [name(random, `T${i}`)]: i } : oddly(random, 8) ? small(random) : i;
  return dsl.record(name(random, `r${i}`), {
    ...attributes(random),
    ...(!oddly(random, 8) && { type }),
    ...(oddly(random, 10) && { header: random.pick(["h", "common.h", "f1"]) }),
    ...(oddly(random, 10) && { when: { field: random.pick(["f1", "h.type", ""]), values: [small(random)] } }),
    ...(oddly(random, 10) && {
      followers: [{ name: name(random, "text"), record: `r${random.below(4)}`, as: "text" }],
    }),
    ...(oddly(random, 6) && { length: "offset" as const }),
    fields: { ...fields(random, 0), ...(random.oneIn(3) && flexible(random)) },
  });
}

/** A flexible array as it should be, at the end. */
function flexible(random: Random): dsl.Fields {
  const element = random.pick([u8, u16, u32, char, dsl.nested({ x: u16, y: u16 })]) as Any;
  if (random.oneIn(2)) return { rest: random.oneIn(2) ? dsl.bytes() : dsl.array(element) };
  return {
    count: random.pick([u8, u16, u32]),
    list: random.oneIn(2) ? dsl.bytes("count") : dsl.array(element, "count"),
  };
}

function family(random: Random): dsl.FamilyDefinition {
  const counts = random.pick(["record", "payload"] as const);
  const length = { field: oddly(random, 12) ? "type" : "len", counts, unit: oddly(random, 4) ? small(random) : 1 };
  const sound = { type: random.pick([u8, u16, u32]), len: random.pick([u16, u32, u64]) };
  return dsl.family(name(random, `family${serial++}`), {
    header: oddly(random, 8) ? struct(random, 2) : dsl.struct("hdr", { fields: sound }),
    member: name(random, "h"),
    ...(!oddly(random, 8) && { type: oddly(random, 12) ? "nothing" : "type" }),
    ...(!oddly(random, 6) && { length }),
    ...(random.oneIn(4) && { align: random.pick(calm ? [1, 2, 4, 8] : [3, 0, -1, 2 ** 40]) }),
    ...(oddly(random, 8) && { types: enumeration(random) }),
    ...(calm ? { abi: "x86_64" } : random.oneIn(3) && { abi: random.pick(["i386", "nothing", "__proto__", ""]) }),
    ...(oddly(random, 8) && { maxRecordSize: random.pick(lengths) }),
    byteOrder: oddly(random, 4) ? { record: "r0", field: "f1" } : random.pick(["little", "big"]),
    records: Array.from({ length: random.below(4) }, (_, i) => record(random, i)),
  });
}

/** What a schema module could export. */
export interface MadeSchema {
  readonly families: readonly dsl.FamilyDefinition[];
  readonly structs: readonly dsl.StructDefinition[];
  readonly enumerations: readonly dsl.EnumerationDefinition[];
}

/** Definitions made with the vocabulary: some of them good, others wrong in a way that the vocabulary lets pass; one in `calmOdds` is made to be good. */
export function makeSchema(random: Random, calmOdds = 2): MadeSchema {
  serial = 0;
  calm = random.oneIn(calmOdds);
  return {
    families: Array.from({ length: random.below(2) }, () => family(random)),
    structs: Array.from({ length: random.below(3) }, () => struct(random, 0)).filter(({ kind }) => kind === "struct"),
    enumerations: random.oneIn(4) ? [enumeration(random).$enumeration] : [],
  };
}
