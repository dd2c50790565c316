import * as dsl from "../../schema/dsl/index.ts";
import type { MadeSchema } from "./make-schema.ts";
import type { Random } from "./random.ts";

/**
 * Schemas of all that the vocabulary has, put together at random as it should be. Some have faults all the same: a union
 * that holds nothing, an alignment that packing forbids. Who makes code of them checks them first.
 */

type Any = never;
type Builder = dsl.FieldBuilder<Any, Any>;

const { u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, char, long, ulong, pointer } = dsl;
const integers = [u8, s8, u16, s16, u32, s32, u64, s64] as readonly unknown[] as readonly Builder[];
const scalars = [
  ...integers,
  ...integers,
  f32,
  f64,
  char,
  long,
  ulong,
  pointer,
] as readonly unknown[] as readonly Builder[];

const colour = dsl.enumeration("colour", { RED: 0, GREEN: 1, BLUE: 100 });
const mode = dsl.flags("mode", { READ: 1, WRITE: 2, BOTH: 3 });

/** Names that no other definition of the schema has. */
class Names {
  #last = 0;

  next(prefix: string): string {
    return `${prefix}${this.#last++}`;
  }
}

interface Scope {
  readonly random: Random;
  readonly names: Names;
  readonly depth: number;
  /** whether what is made is a member of a union */
  readonly inUnion?: boolean;
  /** whether it lies, at any depth, in a union of which nothing tells the member */
  readonly untold?: boolean;
}

function deeper(scope: Scope): Scope {
  return { ...scope, depth: scope.depth + 1, inUnion: false };
}

function untold(scope: Scope): Scope {
  return { ...deeper(scope), untold: true };
}

function scalar({ random }: Scope): Builder {
  const plain = random.pick(scalars);
  switch (random.below(10)) {
    case 0:
      return random.pick(integers).enum(colour);
    case 1:
      return random.pick(integers).flags(mode).hex();
    case 2:
      return plain.facts.type.kind === "char" ? plain : plain.bigEndian();
    case 3:
      return random.pick(integers).littleEndian();
    default:
      return plain;
  }
}

function constant({ random }: Scope): Builder {
  const small = random.below(100);
  switch (random.below(4)) {
    case 0:
      return random.pick([u64, s64]).constant(BigInt(small)) as Builder;
    case 1:
      return random.pick([f32, f64]).constant(random.pick([1.5, 0, -0, -2])) as Builder;
    case 2:
      return dsl.bits(u32, 7).constant(small) as Builder;
    default:
      return random.pick([u8, s8, u16, u32, s32]).constant(small) as Builder;
  }
}

function placed(field: Builder, { random, inUnion }: Scope): Builder {
  if (random.oneIn(12)) return field.aligned(random.pick([1, 2, 4, 8, 16]));
  if (random.oneIn(16)) return field.packed();
  const isFree =
    inUnion !== true && field.facts.constant === undefined && !["struct", "array"].includes(field.facts.type.kind);
  return random.oneIn(20) && isFree ? (field.reserved() as Builder) : field;
}

function field(scope: Scope): Builder {
  const { random, depth } = scope;
  switch (random.below(depth > 2 ? 4 : 12)) {
    case 0:
      return dsl.array(random.oneIn(3) ? char : (random.pick(scalars) as Any), random.below(5)) as Builder;
    case 1:
      return random.oneIn(2)
        ? (dsl.bytes(random.below(6)) as Builder)
        : (dsl.opaque(8, random.pick([1, 2, 4, 8])) as Builder);
    case 2: {
      const base = random.pick(integers);
      const size = (base.facts.type as dsl.IntegerType).size;
      return dsl.bits(base as Any, 1 + random.below(size * 8)) as Builder;
    }
    case 3:
      return scope.untold === true ? scalar(scope) : constant(scope);
    case 4:
      return dsl.nested(random.oneIn(2) ? struct(scope) : fields(deeper(scope))) as Builder;
    case 5:
      return dsl.array(element(deeper(scope)) as Any, random.below(4)) as Builder;
    case 6:
      return dsl.union(members(untold(scope)), attributes(scope)) as Builder;
    default:
      return scalar(scope);
  }
}

/** Not every field can be one of many. */
function element(scope: Scope): Builder {
  const { random } = scope;
  switch (random.below(5)) {
    case 0:
      return dsl.nested(random.oneIn(2) ? struct(scope) : fields(deeper(scope))) as Builder;
    case 1:
      return dsl.array(random.pick([char, ...scalars]) as Any, 1 + random.below(3)) as Builder;
    case 2:
      return dsl.union(members(untold(scope))) as Builder;
    default:
      return scalar(scope);
  }
}

function members(scope: Scope): dsl.Fields {
  const many = 1 + scope.random.below(3);
  const made = Array.from({ length: many }, () => [scope.names.next("m"), member(scope)] as const);
  return Object.fromEntries(made);
}

function member(scope: Scope): Builder {
  return placed(field({ ...scope, inUnion: true }), { ...scope, inUnion: true });
}

/** What stands between the fields of a struct and has no name. */
function nameless(scope: Scope): Builder {
  const { random } = scope;
  if (random.oneIn(3)) return dsl.padding(random.pick(integers) as Any, random.below(8)) as Builder;
  if (random.oneIn(2)) return dsl.anonymous(fields(deeper(scope))) as Builder;
  return dsl.anonymousUnion(members(untold(scope))) as Builder;
}

function fields(scope: Scope): Record<string, dsl.Field> {
  const { random, names, depth } = scope;
  const made: Record<string, dsl.Field> = {};
  for (let left = 1 + random.below(depth > 1 ? 3 : 6); left > 0; left--) {
    if (depth < 3 && random.oneIn(8)) made[names.next("_")] = nameless(scope);
    else if (depth < 3 && random.oneIn(12)) Object.assign(made, tagged(scope));
    else made[names.next("f")] = placed(field(scope), scope);
  }
  return made;
}

/** A union, and before it the field that names its member. */
function tagged(scope: Scope): dsl.Fields {
  const { random, names } = scope;
  const of = members(deeper(scope));
  const [first = "", ...rest] = Object.keys(of);
  const told = [first, ...rest.filter(() => !random.oneIn(4))];
  const tag = names.next("tag");
  const values = Object.fromEntries(told.map((name, i) => [name, i + random.below(2) * 10]));
  return {
    [tag]: random.oneIn(3) ? dsl.bits(u32, 5) : random.pick([u8, u16, u32, s32]),
    [names.next("u")]: dsl.union(of, { tag: { field: tag, members: values } }),
  };
}

function attributes({ random }: Scope): { readonly align?: number; readonly packed?: boolean } {
  return {
    ...(random.oneIn(6) && { align: random.pick([1, 2, 4, 8, 16]) }),
    ...(random.oneIn(6) && { packed: true }),
  };
}

function struct(scope: Scope): dsl.StructDefinition {
  return dsl.struct(scope.names.next("s"), { fields: fields(deeper(scope)), ...attributes(scope) });
}

/** A flexible array at the end, which a field counts or the record's length. */
function flexible(scope: Scope): dsl.Fields {
  const { random, names } = scope;
  const of = random.oneIn(3) ? char : (element(deeper(scope)) as Any);
  const list = (count?: string) => (random.oneIn(3) ? dsl.bytes(count) : dsl.array(of, count));
  if (random.oneIn(2)) return { [names.next("list")]: list() };
  const count = names.next("n");
  const counter = random.pick<Builder>([u8, u16, u32, u64] as readonly unknown[] as readonly Builder[]);
  return { [count]: counter, ...(random.oneIn(3) && { [names.next("f")]: u16 }), [names.next("list")]: list(count) };
}

/** Records of one type: all but one of them are told by a field that all have. */
function variants(scope: Scope, type: number): dsl.RecordDefinition[] {
  const { random, names } = scope;
  const kind = random.pick([u8, u16, u32]);
  const common = dsl.struct(names.next("s"), { fields: { before: u8, kind } });
  const nested = random.oneIn(2);
  const shared: dsl.Fields = nested ? { common: dsl.nested(common) } : { kind };
  const field = nested ? "common.kind" : "kind";
  const values = [[1, 2], [3], undefined].slice(0, 1 + random.below(3));
  return values.map((of) =>
    dsl.record(names.next("r"), {
      type,
      ...(of !== undefined && { when: { field, values: of } }),
      fields: { ...shared, ...fields(scope), ...(random.oneIn(4) && flexible(scope)) },
    }),
  );
}

function record(scope: Scope, type: number): dsl.RecordDefinition {
  const { random, names } = scope;
  return dsl.record(names.next("r"), {
    type,
    ...attributes(scope),
    ...(random.oneIn(4) && { length: "offset" as const }),
    fields: { ...fields(scope), ...(random.oneIn(2) && flexible(scope)) },
  });
}

function family(scope: Scope): dsl.FamilyDefinition {
  const { random, names } = scope;
  const kind = random.pick([u8, u16, u32]);
  const len = random.pick([u16, u32, u64]);
  const hasLength = !random.oneIn(6);
  const order = !hasLength ? { kind } : random.oneIn(2) ? { kind, len } : { len, kind };
  const header = dsl.struct(names.next("s"), {
    fields: { ...order, ...(random.oneIn(4) && { spare: u16.reserved() }) },
    ...(random.oneIn(4) && { packed: true }),
  });
  const opening = dsl.record(names.next("r"), { type: 99, fields: { magic: u32.constant(0x01020304) } });
  const told = random.oneIn(3);
  const counts = random.pick(["record", "payload"] as const);
  return dsl.family(names.next("family"), {
    ...{ header, member: "h", type: "kind", abi: random.pick(["x86_64", "x86_64", "i386", "s390x", "portable"]) },
    ...(hasLength && { length: { field: "len", counts, unit: random.pick([1, 1, 2, 4]) } }),
    align: random.pick([1, 1, 2, 4, 8]),
    byteOrder: told ? { record: opening.name, field: "magic" } : random.pick(["little", "big"] as const),
    records: [
      ...(told ? [opening] : []),
      ...Array.from({ length: 1 + random.below(2) }, (_, i) => record(scope, i)),
      ...(random.oneIn(3) ? variants(scope, 7) : []),
    ],
  });
}

export function makeSoundSchema(random: Random): MadeSchema {
  const scope: Scope = { random, names: new Names(), depth: 0 };
  return random.oneIn(2)
    ? { families: [family(scope)], structs: [], enumerations: [] }
    : { families: [], structs: [struct(scope), struct(scope)], enumerations: [] };
}
