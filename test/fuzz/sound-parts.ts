import * as dsl from "../../schema/dsl/index.ts";
import { abis, fieldsOf, layOut } from "../../src/layout/index.ts";
import { attributes, fields, type Scope } from "./sound-fields.ts";

const { u8, u16, u32, char } = dsl;

/** Fields and what is behind them. */
export interface Behind {
  readonly fields: dsl.Fields;
  readonly parts: dsl.Fields;
  readonly grows?: boolean;
}

/** Parts of all kinds, counted in all ways. */
export function behind(scope: Scope): Behind {
  const { random, names } = scope;
  const counts: Record<string, dsl.Field> = {};
  const count = (): dsl.Counted => {
    const field = names.next("n");
    counts[field] = random.pick<dsl.Field>([u8, u16, u32.bigEndian(), dsl.bits(u16, 11)]);
    return {
      field,
      ...(random.oneIn(3) && { unit: 1 + random.below(3) }),
      ...(random.oneIn(3) && { plus: random.below(5) - 2 }),
    };
  };
  const parts: Record<string, dsl.Field> = {};
  for (let left = 1 + random.below(3); left > 0; left--) parts[names.next("p")] = counted(scope, count);
  if (random.oneIn(3)) parts[names.next("p")] = rest(scope);
  if (random.oneIn(3)) parts[names.next("p")] = random.pick<dsl.Field>([u16, u32.total(), u16.checksum("internet")]);
  if (random.oneIn(3)) parts[names.next("p")] = u32.checksum(random.pick(["crc32", "crc32c"] as const));
  return { fields: { ...fields(scope), ...counts }, parts, ...(random.oneIn(4) && { grows: true }) };
}

function counted({ random, names }: Scope, count: () => dsl.Counted): dsl.Field {
  const point = dsl.struct(names.next("s"), { fields: { x: u8, y: u16 } });
  const made = [
    () => dsl.strz(),
    () => dsl.bytes(count()),
    () => dsl.array(char, count()),
    () => dsl.array(u16, { ...count(), in: "bytes", unit: 2, plus: 0 }),
    () => dsl.array(dsl.nested(point), count()),
    () => dsl.nested(point),
  ];
  const part = random.pick<() => dsl.FieldBuilder<never>>(made as never)();
  return random.oneIn(3) ? part.padded(random.pick([2, 4, 8])) : part;
}

function rest(scope: Scope): dsl.Field {
  const { random } = scope;
  return random.pick<() => dsl.Field>([() => dsl.bytes(), () => dsl.array(u8), () => dsl.records(inner(scope))])();
}

/** A family for records inside others. */
function inner({ random, names }: Scope): dsl.FamilyDefinition {
  const header = dsl.struct(names.next("s"), { fields: { t: random.pick([u8, u16]), l: random.pick([u16, u32]) } });
  const word = (type: number) =>
    dsl.record(names.next("r"), { type, packed: true, fields: { value: u32, k: u8.constant(3) } });
  const text = dsl.record(names.next("r"), {
    type: 2,
    fields: { n: u8 },
    parts: { text: dsl.array(char, "n"), more: dsl.bytes() },
  });
  const deep = dsl.record(names.next("r"), { type: 3, fields: {}, parts: { own: dsl.records("own") } });
  return dsl.family(names.next("family"), {
    ...{ header, member: "h", type: "t", length: { field: "l" }, align: random.pick([1, 2, 4]) },
    byteOrder: random.pick(["either", "little"] as const),
    records: [word(1), text, ...(random.oneIn(2) ? [deep] : [])],
  });
}

/** A struct with parts, or one that has grown. */
export function extended(scope: Scope): dsl.StructDefinition {
  const { random, names } = scope;
  const name = names.next("s");
  if (random.oneIn(2)) return dsl.struct(name, { ...behind(scope), ...attributes(scope) });
  const later = Array.from(
    { length: 1 + random.below(3) },
    () => [names.next("f"), random.pick<dsl.FieldBuilder<never>>([u8, u16, u32] as never)] as const,
  );
  const base = { first: u8, ...fields({ ...scope, depth: 2 }) };
  const whole = dsl.struct("whole", { fields: { ...base, ...Object.fromEntries(later) } });
  const ends = new Map(fieldsOf(layOut(whole, abis.x86_64)).map(({ name, offset, size }) => [name, offset + size]));
  const fieldsLater = later.map(([field, of]) => [field, of.since(ends.get(field) as number)] as const);
  return dsl.struct(name, { grows: true, fields: { ...base, ...Object.fromEntries(fieldsLater) } });
}
