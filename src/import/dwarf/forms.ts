import { typeUnits } from "../containers/container.ts";
import type { Reader, Whole } from "../reader.ts";

/** Texts are texts, references are places in the whole of `.debug_info`; blocks are the bytes of expressions. */
export type Value = Whole | string | Uint8Array;

/** What forms need of the unit that they are in. */
export interface Context {
  readonly start: number;
  readonly version: number;
  readonly offsetSize: 4 | 8;
  readonly addressSize: number;
  readonly debug: { text(of: "str" | "lineStr", at: number): string };
  indexedText(index: number): string;
}

/** Reads a value of a size, or whose size is with it. */
type Read = (reader: Reader, unit: Context, size: number, implied: Value) => Value;
type Size = number | "offset" | "address" | "none";
type Form = readonly [size: Size, read: Read];

const unsigned: Read = (reader, _unit, size) => reader.unsigned(size);
const uleb: Read = (reader) => reader.uleb();
const offset: Read = (reader, _unit, size) => reader.offset(size);
const own: Read = (reader, unit, size) => unit.start + reader.offset(size);
const index: Read = (reader, unit, size) => unit.indexedText(reader.offset(size));
const indexed: Read = (reader, unit) => unit.indexedText(reader.count());
const supplement: Read = (reader) =>
  reader.fail("what it refers to is in another file (dwz -m); take the file before dwz");

/** How attributes' values are written (`DW_FORM_…`), by number, and how many bytes they take where that is always the same. */
const forms: ReadonlyMap<number, Form> = new Map([
  ...group(unsigned, { address: [1], 1: [11, 12, 41], 2: [5, 42], 3: [43], 4: [6, 44], 8: [7] }),
  ...group(uleb, { none: [15, 27, 34, 35, 0x1f01] }),
  ...group((reader) => reader.sleb(), { none: [13] }),
  ...group(offset, { offset: [16, 23] }),
  ...group(own, { 1: [17], 2: [18], 4: [19], 8: [20] }),
  ...group((reader, unit) => unit.start + reader.count(), { none: [21] }),
  ...group((reader) => reader.fail(typeUnits), { 8: [32] }),
  ...group((reader) => reader.text(), { none: [8] }),
  ...group((reader, unit, size) => unit.debug.text("str", reader.offset(size)), { offset: [14] }),
  ...group((reader, unit, size) => unit.debug.text("lineStr", reader.offset(size)), { offset: [31] }),
  ...group(index, { 1: [37], 2: [38], 3: [39], 4: [40] }),
  ...group(indexed, { none: [26, 0x1f02] }),
  ...group((reader) => reader.take(reader.u8()), { none: [10] }),
  ...group((reader) => reader.take(reader.u16()), { none: [3] }),
  ...group((reader) => reader.take(reader.u32()), { none: [4] }),
  ...group((reader) => reader.take(reader.count()), { none: [9, 24] }),
  ...group((reader, _unit, size) => reader.take(size), { 16: [30] }),
  ...group(() => 1, { 0: [25] }),
  ...group((_reader, _unit, _size, implied) => implied, { 0: [33] }),
  ...group(supplement, { 4: [28], 8: [36], offset: [29, 0x1f20, 0x1f21] }),
  ...group(readIndirect, { none: [22] }),
]);

function group(read: Read, sizes: { readonly [size in Size]?: readonly number[] }): [number, Form][] {
  return Object.entries(sizes).flatMap(([size, numbers = []]) =>
    numbers.map((form): [number, Form] => [form, [Number.isNaN(Number(size)) ? (size as Size) : Number(size), read]]),
  );
}

/** `DW_FORM_implicit_const`, whose value is in the abbreviation. */
export const IMPLIED = 33;
/** `DW_FORM_ref_addr`, which DWARF 2 took for an address. */
const REFERENCE = 16;

function readIndirect(reader: Reader, unit: Context, _size: number, implied: Value): Value {
  const form = reader.count();
  if (forms.get(form)?.[1] === readIndirect) reader.fail("a form is told twice");
  return readForm(reader, unit, form, implied);
}

export function readForm(reader: Reader, unit: Context, form: number, implied: Value): Value {
  const read = forms.get(form)?.[1] ?? reader.fail(`form 0x${form.toString(16)} is not known`);
  return read(reader, unit, fixedSize(form, unit) ?? 0, implied);
}

/** How many bytes a form always takes in this unit. */
export function fixedSize(form: number, { version, addressSize, offsetSize }: Context): number | undefined {
  if (form === REFERENCE && version < 3) return addressSize;
  const size = forms.get(form)?.[0];
  if (typeof size === "number") return size;
  return size === "offset" ? offsetSize : size === "address" ? addressSize : undefined;
}

/** Moves behind a value. A text that is told by number is not looked for: where from may not be known yet. */
export function skipForm(reader: Reader, unit: Context, form: number): void {
  const size = fixedSize(form, unit);
  if (size !== undefined) reader.skip(size);
  else if (forms.get(form)?.[1] === indexed) reader.uleb();
  else readForm(reader, unit, form, 0);
}
