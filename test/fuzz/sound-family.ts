import * as dsl from "../../schema/dsl/index.ts";
import { attributes, fields, flexible, type Scope, struct } from "./sound-fields.ts";
import { behind } from "./sound-parts.ts";

const { u8, u16, u32, u64, s8, s16, s32, s64 } = dsl;
const abis = ["x86_64", "i386", "arm", "riscv64", "ppc64", "s390x", "portable"] as const;

export function family(scope: Scope): dsl.FamilyDefinition {
  const { random, names } = scope;
  if (random.oneIn(8)) return withoutHeader(scope);
  const hasLength = !random.oneIn(6);
  const isText = random.oneIn(6);
  const isDeep = random.oneIn(5);
  const header = headerOf(scope, hasLength, isText, isDeep);
  const counts = random.pick(["record", "payload"] as const);
  const preamble = random.oneIn(4) ? preambleOf(scope) : undefined;
  const told = random.oneIn(3);
  const magic = random.pick<dsl.Field>([u16.constant(0x0102), u32.constant(0x01020304), u64.constant(0x01020304n)]);
  const opening = dsl.record(names.next("r"), { type: 99, fields: { magic } });
  const carrier = dsl.record(names.next("r"), { type: 98, fields: { payload: dsl.bytes() } });
  return dsl.family(names.next("family"), {
    ...{ header, member: "h", abi: random.oneIn(3) ? "x86_64" : random.pick(abis) },
    type: isDeep ? "id.kind" : "kind",
    ...(hasLength && {
      length: { field: "len", counts, unit: random.pick([1, 1, 2, 4]), plus: random.pick([0, 0, 0, 4, -8]) },
    }),
    ...(preamble && { preamble }),
    align: random.pick([1, 1, 2, 4, 8]),
    byteOrder: !told
      ? random.pick(["little", "big"] as const)
      : { field: "magic", ...(preamble === undefined && { record: opening.name }) },
    records: [
      ...(told && preamble === undefined ? [opening] : []),
      ...(random.oneIn(2) ? [carrier, followed(scope, carrier.name)] : []),
      ...(random.oneIn(4) ? [aroundHeader(scope, header)] : []),
      ...Array.from({ length: 1 + random.below(2) }, (_, i) => record(scope, i)),
      ...(random.oneIn(3) ? variants(scope, 7) : []),
    ].map((record) => (isText ? { ...record, type: String(record.type).padStart(4, "t") } : record)),
  });
}

/** What images start with: of one size, or one of two that a constant tells apart. */
function preambleOf({ random, names }: Scope): dsl.StructDefinition[] {
  const more = [{ a: u32 }, { a: dsl.array(u16, 3), b: u8 }, {}];
  return [0x0102, 0x0105]
    .slice(0, 1 + random.below(2))
    .map((magic) =>
      dsl.struct(names.next("s"), { fields: { before: u16, magic: u16.constant(magic), ...random.pick(more) } }),
    );
}

/** Records that nothing stands in front of: one, or several that a field tells apart. */
function withoutHeader(scope: Scope): dsl.FamilyDefinition {
  const { random, names } = scope;
  const one = () => {
    const { type: _, ...rest } = record(scope, 0);
    return { ...rest, fields: { first: u8, ...rest.fields }, type: undefined };
  };
  return dsl.family(names.next("family"), {
    ...{ abi: random.pick(abis), align: random.pick([1, 1, 2]), byteOrder: random.pick(["little", "big"] as const) },
    records: random.oneIn(2) ? variants(scope, undefined) : [one()],
  });
}

/** Type and length, what values leave out, and what they hold. */
function headerOf({ random, names }: Scope, hasLength: boolean, isText: boolean, isDeep: boolean) {
  const numbers: dsl.Field[] = [u8, u16, u32, u32, u64, s8, s16, s32, s64, u16.bigEndian(), u32.littleEndian()];
  const kind = isText ? dsl.array(dsl.char, 4) : random.pick([...numbers, dsl.bits(u16, 9), dsl.bits(u64, 40)]);
  const len = random.pick<dsl.Field>([u16, u32, u64, s32, u16.bigEndian(), dsl.bits(u32, 20), dsl.bits(u64, 50)]);
  const id = dsl.nested({
    kind,
    ...(random.oneIn(2) && { sub: u8 }),
    ...(random.oneIn(3) && { sync: u8.constant(9) }),
  });
  const told: dsl.Fields = isDeep ? { id } : { kind };
  const order = !hasLength ? told : random.oneIn(2) ? { ...told, len } : { len, ...told };
  const spare = random.pick<dsl.FieldBuilder<never>>([
    u16,
    dsl.array(u8, 3),
    dsl.nested({ a: u8 }),
    dsl.bits(u8, 3),
  ] as never);
  return dsl.struct(names.next("s"), {
    fields: {
      ...(random.oneIn(6) && { _before: dsl.padding(u8, 3) }),
      ...order,
      ...(random.oneIn(4) && { spare: spare.reserved() }),
      ...(random.oneIn(3) && { seq: random.pick([u8, u16, u32, u32.bigEndian()]) }),
      ...(random.oneIn(5) && { mark: u8.constant(7) }),
      ...(random.oneIn(6) && { ids: dsl.array(u16, 2) }),
      ...(random.oneIn(6) && { _behind: dsl.padding(u32, 1 + random.below(7)) }),
    },
    ...(random.oneIn(4) && { packed: true }),
  });
}

function record(scope: Scope, type: number): dsl.RecordDefinition {
  const { random, names } = scope;
  return dsl.record(names.next("r"), {
    type,
    ...attributes(scope),
    ...(random.oneIn(4) && { length: "offset" as const }),
    ...(random.oneIn(3) ? behind(scope) : { fields: { ...fields(scope), ...(random.oneIn(2) && flexible(scope)) } }),
  });
}

/** A record behind which comes another one, with a payload that is known by that place. */
function followed(scope: Scope, carrier: string): dsl.RecordDefinition {
  const { random, names } = scope;
  const as = random.oneIn(3) ? "text" : struct(scope);
  return dsl.record(names.next("r"), {
    type: 97,
    followers: [{ name: "it", record: carrier, as }],
    fields: fields(scope),
  });
}

/** A record that itself holds the header, inside another struct. */
function aroundHeader(scope: Scope, header: dsl.StructDefinition): dsl.RecordDefinition {
  const { random, names } = scope;
  const common = dsl.struct(names.next("s"), {
    fields: { h: dsl.nested(header), ...(random.oneIn(2) && { more: u16 }) },
  });
  return dsl.record(names.next("r"), {
    type: 96,
    header: "common.h",
    fields: { common: dsl.nested(common), ...fields(scope), ...(random.oneIn(3) && flexible(scope)) },
  });
}

/** Records of one type: all but one of them are told by a field that all have, at any depth. */
function variants(scope: Scope, type: number | undefined): dsl.RecordDefinition[] {
  const { random, names } = scope;
  const kind = random.pick<dsl.Field>([u8, u16, u32, u32.bigEndian(), u16.littleEndian()]);
  const inner = dsl.struct(names.next("s"), { fields: { before: u8, kind } });
  const outer = dsl.struct(names.next("s"), { fields: { first: u16, inner: dsl.nested(inner), last: u8 } });
  const [field, shared] = random.pick<readonly [string, dsl.Fields]>([
    ["kind", { kind }],
    ["inner.kind", { inner: dsl.nested(inner) }],
    ["outer.inner.kind", { outer: dsl.nested(outer) }],
    ["inner.kind", { _: dsl.anonymous(outer) }],
  ]);
  const values = [[1, 2], [3], undefined].slice(0, 1 + random.below(3));
  if (random.oneIn(4)) {
    return [5, 6].map((magic) =>
      dsl.record(names.next("r"), {
        ...(type !== undefined && { type }),
        when: { field: "kind" },
        fields: { kind: u16.constant(magic), ...fields(scope), ...(random.oneIn(4) && flexible(scope)) },
      }),
    );
  }
  return (random.oneIn(3) ? values.reverse() : values).map((of) =>
    dsl.record(names.next("r"), {
      ...(type !== undefined && { type }),
      ...(of !== undefined && { when: { field, values: of } }),
      fields: { ...shared, ...fields(scope), ...(random.oneIn(4) && flexible(scope)) },
    }),
  );
}
