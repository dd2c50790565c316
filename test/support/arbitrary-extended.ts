import * as fc from "fast-check";
import type { AnyCodec, CountLayout, Layout, PartLayout, RecordsLayout } from "../../src/wire/index.ts";

type Value = Record<string, unknown>;
type Make = (layout: Layout) => fc.Arbitrary<Value>;

let depth = 0;

/** The parts of a value, and bytes behind what is known of the record; `make` makes values of what is in them. */
export function arbitraryBeyond(
  { extended }: Layout,
  make: Make,
  element: (part: PartLayout) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Value> {
  const parts = (extended?.parts ?? []).filter(({ derived, reserved, constant }) => {
    return derived === undefined && !reserved && constant === undefined;
  });
  const made = Object.fromEntries(parts.map((part) => [part.name, arbitraryPart(part, make, element)]));
  const rest = extended?.grows
    ? fc.option(fc.uint8Array({ minLength: 1, maxLength: extended.since ? 1 : 3 }), { nil: undefined })
    : undefined;
  const values = fc.record(made) as fc.Arbitrary<Value>;
  if (rest === undefined) return values;
  return fc.tuple(values, rest).map(([value, $rest]) => ($rest === undefined ? value : { ...value, $rest }));
}

/** A value without the fields that came after one of its versions. */
export function inVersion(layout: Layout, value: Value, pick: number): Value {
  const since = layout.extended?.since ?? [];
  const length = [0, ...since][pick % (since.length + 1)] as number;
  const later = layout.members.flatMap((one) => (one.kind === "field" && (one.since ?? 0) > length ? [one.name] : []));
  return Object.fromEntries(Object.entries(value).filter(([name]) => !later.includes(name)));
}

function arbitraryPart(
  part: PartLayout,
  make: Make,
  element: (part: PartLayout) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const { type, count, ends } = part;
  if (type.kind === "records") return arbitraryRecords(type, make);
  if (ends) return element(part).map((text) => (text as string).replaceAll("\0", ""));
  if (type.kind !== "flexible" || count === undefined) return element(part);
  const lengths = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((told) => lengthsOf(count, told, type.stride));
  return fc.constantFrom(...lengths).chain((length): fc.Arbitrary<unknown> => {
    if (type.as === "bytes") return fc.uint8Array({ minLength: length, maxLength: length });
    if (type.as === "string") return fc.string({ unit: "grapheme-ascii", minLength: length, maxLength: length });
    const one = element({ ...part, type: { kind: "array", element: type.element, stride: type.stride, length: 1 } });
    return fc.array(one, { minLength: length, maxLength: length }).map((lists) => (lists as unknown[][]).flat());
  });
}

function lengthsOf({ isBytes, unit = 1, plus = 0 }: CountLayout, told: number, stride: number): number[] {
  const counted = told * unit + plus;
  const length = isBytes ? counted / stride : counted;
  return length >= 0 && Number.isInteger(length) ? [length] : [];
}

function arbitraryRecords({ of }: RecordsLayout, make: Make): fc.Arbitrary<unknown> {
  if (depth > 1) return fc.constant([]);
  depth++;
  const { codecs } = of() as unknown as { readonly codecs: readonly AnyCodec[] };
  const one = fc.oneof(...codecs.map(({ name, layout }) => make(layout).map((value) => ({ $name: name, ...value }))));
  depth--;
  return fc.array(one, { maxLength: 4 });
}
