import * as dsl from "../../schema/dsl/index.ts";
import type { Random } from "./random.ts";

type Any = never;
type Builder = dsl.FieldBuilder<Any, Any>;

const { u8, s8, u16, s16, u32, s32, u64, s64, f32, f64, char, bool, long, ulong, pointer } = dsl;
const integers = [u8, s8, u16, s16, u32, s32, u64, s64] as readonly unknown[] as readonly Builder[];
/** Those that have no byte order. */
const single = [char, bool] as readonly unknown[] as readonly Builder[];
const scalars = [
  ...integers,
  ...integers,
  f32,
  f64,
  ...single,
  long,
  ulong,
  pointer,
] as readonly unknown[] as readonly Builder[];

const times = [u32, u64, s32, s64] as readonly unknown[] as readonly Builder[];

const colour = dsl.enumeration("colour", { RED: 0, GREEN: 1, BLUE: 100 });
const power = dsl.enumeration("power", { OFF: 0, ON: 1 });
const mode = dsl.flags("mode", { READ: 1, WRITE: 2, BOTH: 3 });

/** Names that no other definition of the schema has. */
export class Names {
  #last = 0;

  next(prefix: string): string {
    return `${prefix}${this.#last++}`;
  }
}

export interface Scope {
  readonly random: Random;
  readonly names: Names;
  readonly depth: number;
  /** whether it lies, at any depth, in a union of which nothing tells the member, or in what is reserved */
  readonly untold?: boolean;
}

function deeper(scope: Scope): Scope {
  return { ...scope, depth: scope.depth + 1 };
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
      return single.includes(plain) ? plain : plain.bigEndian();
    case 3:
      return random.pick(integers).littleEndian();
    case 4:
      return random.pick(times).time();
    case 5:
      return pointer.address() as Builder;
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

/** Some are placed in a way of their own; some are reserved, and then have no constants in them. */
function placed(scope: Scope): Builder {
  const { random } = scope;
  if (random.oneIn(16)) return field(untold(scope)).reserved() as Builder;
  const made = field(scope);
  if (random.oneIn(12)) return made.aligned(random.pick([1, 2, 4, 8, 16]));
  return random.oneIn(16) ? made.packed() : made;
}

function field(scope: Scope): Builder {
  const { random, depth } = scope;
  switch (random.below(depth > 2 ? 4 : 12)) {
    case 0:
      if (random.oneIn(4)) return wide(scope);
      return dsl.array(random.oneIn(3) ? char : (random.pick(scalars) as Any), random.below(5)) as Builder;
    case 1:
      return random.oneIn(2)
        ? (dsl.bytes(random.below(6)).text() as Builder)
        : (dsl.opaque(8, random.pick([1, 2, 4, 8])) as Builder);
    case 2: {
      const base = random.pick([...integers, long, ulong, char] as readonly unknown[] as readonly Builder[]);
      const { type } = base.facts;
      const width = 1 + random.below(type.kind === "integer" ? type.size * 8 : type.kind === "char" ? 8 : 32);
      const bits = dsl.bits(base as Any, width) as Builder;
      return random.oneIn(4) && width > 1 ? bits.enum(power) : random.oneIn(4) ? bits.hex() : bits;
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

const odd = [
  dsl.u24,
  dsl.s24,
  dsl.u40,
  dsl.s40,
  dsl.u48,
  dsl.s48,
  dsl.u56,
  dsl.s56,
] as readonly unknown[] as readonly Builder[];

/** What C has as bytes, or not everywhere. */
function wide({ random, untold }: Scope): Builder {
  const text = untold === true ? dsl.fourCC : dsl.cString(random.below(6));
  const one = random.pick([...odd, text, dsl.fourCC, dsl.longDouble] as readonly unknown[] as readonly Builder[]);
  return odd.includes(one) && random.oneIn(3) ? one.bigEndian() : one;
}

/** Not every field can be one of many. */
function element(scope: Scope): Builder {
  const { random, depth } = scope;
  switch (random.below(depth > 4 ? 2 : 7)) {
    case 0:
      return random.oneIn(2) ? (dsl.bytes(random.below(3)) as Builder) : (dsl.array(char, random.below(4)) as Builder);
    case 1:
      return scalar(scope);
    case 2:
      return dsl.nested(random.oneIn(2) ? struct(scope) : fields(deeper(scope))) as Builder;
    case 3:
      return dsl.array(element(deeper(scope)) as Any, random.below(3)) as Builder;
    case 4:
      return dsl.union(members(untold(scope))) as Builder;
    default:
      return scalar(scope);
  }
}

function members(scope: Scope): dsl.Fields {
  const many = 1 + scope.random.below(3);
  const made = Array.from({ length: many }, () => [scope.names.next("m"), placed(scope)] as const);
  const unnamed = scope.depth < 3 && scope.random.oneIn(8) ? { [scope.names.next("_")]: nameless(scope) } : {};
  return { ...Object.fromEntries(made), ...unnamed };
}

/** What stands between the fields of a struct and has no name. */
function nameless(scope: Scope): Builder {
  const { random } = scope;
  if (random.oneIn(3)) return dsl.padding(random.pick(integers) as Any, random.below(8)) as Builder;
  if (random.oneIn(2)) return dsl.anonymous(fields(deeper(scope))) as Builder;
  return dsl.anonymousUnion(members(untold(scope))) as Builder;
}

export function fields(scope: Scope): Record<string, dsl.Field> {
  const { random, names, depth } = scope;
  const made: Record<string, dsl.Field> = {};
  const least = random.oneIn(12) ? 0 : 1;
  for (let left = least + random.below(depth > 1 ? 3 : 6); left > 0; left--) {
    if (depth < 3 && random.oneIn(8)) made[names.next("_")] = nameless(scope);
    else if (depth < 3 && random.oneIn(6)) Object.assign(made, tagged(scope));
    else made[names.next("f")] = placed(scope);
  }
  return made;
}

const tags: readonly dsl.Field[] = [u8, u16, u32, s32, u64, dsl.u24, char, u32.bigEndian(), u16.littleEndian()];

function hasValue(member: dsl.Field | undefined): boolean {
  const { type, reserved } = member?.facts ?? {};
  const isNameless =
    type !== undefined && (("anonymous" in type && type.anonymous) || ("unnamed" in type && type.unnamed));
  return reserved !== true && !isNameless;
}

/** A union, or several, and a field that names the member: before it, of a struct around it, or in a struct beside it. */
function tagged(scope: Scope): dsl.Fields {
  const { random, names } = scope;
  const isLifted = random.oneIn(5);
  const all = members(isLifted ? untold(scope) : deeper(scope));
  const of = isLifted ? Object.fromEntries(Object.entries(all).filter(([, one]) => hasValue(one))) : all;
  const [first = "", ...rest] = Object.keys(of);
  const told = [first, ...rest.filter(() => !random.oneIn(4))].filter((name) => hasValue(of[name]));
  const tag = names.next("tag");
  const values = Object.fromEntries(told.map((name, i) => [name, tagValue(random, i)]));
  if (told.length === 0) return { [names.next("u")]: dsl.union(of) };
  const isMasked = random.oneIn(6);
  const path = random.oneIn(8) ? { holder: names.next("h") } : undefined;
  const options = {
    ...attributes(scope),
    tag: {
      field: path === undefined ? tag : `${path.holder}.${tag}`,
      members: values,
      ...(isMasked && { mask: 31 }),
      ...(random.oneIn(6) && { default: first }),
    },
  };
  const one = random.oneIn(3) ? dsl.bits(random.pick([u16, u32, u64]) as Any, 6) : random.pick(tags);
  const union = dsl.union(of, options);
  const shapes = [union, dsl.array(union, 2), dsl.nested({ [names.next("f")]: u8, [names.next("u")]: union })];
  return {
    ...(path === undefined ? { [tag]: one } : { [path.holder]: dsl.nested({ [names.next("f")]: u8, [tag]: one }) }),
    ...(random.oneIn(3) && { [names.next("f")]: u8 }),
    [names.next("u")]: isLifted
      ? dsl.anonymousUnion(of, options)
      : random.oneIn(2)
        ? union
        : random.pick<dsl.Field>(shapes),
    ...(!isLifted && random.oneIn(5) && { [names.next("u")]: union }),
  };
}

/** One value for a member, or several. */
function tagValue(random: Random, i: number): number | readonly number[] {
  const one = i + random.below(2) * 10;
  return random.oneIn(4) ? [one, one + 5] : one;
}

export function attributes({ random }: Scope): { readonly align?: number; readonly packed?: boolean } {
  return {
    ...(random.oneIn(6) && { align: random.pick([1, 2, 4, 8, 16]) }),
    ...(random.oneIn(6) && { packed: true }),
  };
}

export function struct(scope: Scope, more: dsl.Fields = {}): dsl.StructDefinition {
  return dsl.struct(scope.names.next("s"), { fields: { ...fields(deeper(scope)), ...more }, ...attributes(scope) });
}

const counters: readonly dsl.Field[] = [u8, u16, u32, u64, ulong, u16.bigEndian(), u32.littleEndian(), u64.bigEndian()];

/** A flexible array at the end, which a field counts or the record's length. */
export function flexible(scope: Scope): dsl.Fields {
  const { random, names } = scope;
  const of = random.oneIn(3) ? char : (element(deeper(scope)) as Any);
  const list = (count?: string) => (random.oneIn(3) ? dsl.bytes(count) : dsl.array(of, count));
  if (random.oneIn(2)) return { [names.next("list")]: list() };
  const count = names.next("n");
  const counter = random.pick(counters);
  const lifted = { [names.next("_")]: dsl.anonymous({ [count]: counter, [names.next("f")]: u8 }) };
  return {
    ...(random.oneIn(4) ? lifted : { [count]: counter }),
    ...(random.oneIn(3) && { [names.next("f")]: u16 }),
    [names.next("list")]: list(count),
  };
}
