import type { Reader, Whole } from "../reader.ts";

/** Texts are texts, references are places in the whole of `.debug_info`; blocks are the bytes of expressions. */
export type Value = Whole | string | Uint8Array;

/** What forms need of the unit that they are in. */
export interface Context {
  readonly start: number;
  readonly version: number;
  readonly offsetSize: 4 | 8;
  readonly addressSize: number;
  text(of: "str" | "lineStr", at: number): string;
  indexedText(index: number): string;
  typeOf(signature: Whole, reader: Reader): number;
}

type Read = (reader: Reader, unit: Context, implied: Value) => Value;
type Form = readonly [size: number | "offset" | "address" | undefined, read: Read];

const unsigned = (size: number): Form => [size, (reader) => reader.unsigned(size)];
const uleb: Form = [undefined, (reader) => reader.uleb()];
const section: Form = ["offset", (reader, unit) => reader.offset(unit.offsetSize)];
const index = (size: number): Form => [size, (reader, unit) => unit.indexedText(reader.offset(size))];
const indexed: Form = [undefined, (reader, unit) => unit.indexedText(reader.count())];
const own = (size: number): Form => [size, (reader, unit) => unit.start + reader.offset(size)];
const block = (size: (reader: Reader) => number): Form => [undefined, (reader) => reader.take(size(reader))];
const text = (of: "str" | "lineStr"): Form => [
  "offset",
  (reader, unit) => unit.text(of, reader.offset(unit.offsetSize)),
];
const supplement = (size: number | "offset"): Form => [
  size,
  (reader) => reader.fail("what it refers to is in another file (dwz -m); take the file before dwz"),
];

/** How an attribute's value is written, and how many bytes it takes where that is always the same. */
const forms: { readonly [form: number]: Form } = {
  1: ["address", (reader, unit) => reader.unsigned(unit.addressSize)],
  3: block((reader) => reader.u16()),
  4: block((reader) => reader.u32()),
  5: unsigned(2),
  6: unsigned(4),
  7: unsigned(8),
  8: [undefined, (reader) => reader.text()],
  9: block((reader) => reader.count()),
  10: block((reader) => reader.u8()),
  11: unsigned(1),
  12: unsigned(1),
  13: [undefined, (reader) => reader.sleb()],
  14: text("str"),
  15: uleb,
  16: ["offset", (reader, unit) => reader.offset(unit.version < 3 ? unit.addressSize : unit.offsetSize)],
  17: own(1),
  18: own(2),
  19: own(4),
  20: own(8),
  21: [undefined, (reader, unit) => unit.start + reader.count()],
  22: [undefined, readIndirect],
  23: section,
  24: block((reader) => reader.count()),
  25: [0, () => 1],
  26: indexed,
  27: uleb,
  28: supplement(4),
  29: supplement("offset"),
  30: block(() => 16),
  31: text("lineStr"),
  32: [8, (reader, unit) => unit.typeOf(reader.unsigned(8), reader)],
  33: [0, (_reader, _unit, implied) => implied],
  34: uleb,
  35: uleb,
  36: supplement(8),
  37: index(1),
  38: index(2),
  39: index(3),
  40: index(4),
  41: unsigned(1),
  42: unsigned(2),
  43: unsigned(3),
  44: unsigned(4),
  7937: uleb,
  7938: indexed,
  7968: supplement("offset"),
  7969: supplement("offset"),
};

/** `DW_FORM_implicit_const`, whose value is in the abbreviation. */
export const IMPLIED = 33;
const INDIRECT = 22;

function readIndirect(reader: Reader, unit: Context, implied: Value): Value {
  const form = reader.count();
  return form === INDIRECT ? reader.fail("a form is told twice") : readForm(reader, unit, form, implied);
}

export function readForm(reader: Reader, unit: Context, form: number, implied: Value): Value {
  const known = forms[form];
  if (known === undefined) return reader.fail(`form 0x${form.toString(16)} is not known`);
  return known[1](reader, unit, implied);
}

/** How many bytes a form always takes in this unit. */
export function fixedSize(form: number, unit: Context): number | undefined {
  const size = forms[form]?.[0];
  if (size === "address") return unit.addressSize;
  // `DW_FORM_ref_addr` of DWARF 2, whose offsets are of 4 bytes, and addresses may be of 8
  return size === "offset" ? (form === 16 && unit.version < 3 ? unit.addressSize : unit.offsetSize) : size;
}

/** Moves behind a value. A text that is told by number is not looked for: where from may not be known yet. */
export function skipForm(reader: Reader, unit: Context, form: number): void {
  const size = fixedSize(form, unit);
  if (size !== undefined) reader.skip(size);
  else if (forms[form] === indexed) reader.uleb();
  else readForm(reader, unit, form, 0);
}
