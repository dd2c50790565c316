import type { Reader } from "../reader.ts";
import { type Context, fixedSize, IMPLIED, type Value } from "./forms.ts";

/** The shape of entries: what they are, and which attributes follow in which form. */
export interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly Attribute[];
  /** how many bytes the attributes take, where that is always the same */
  readonly size: number | undefined;
}

export interface Attribute {
  readonly name: number;
  readonly form: number;
  readonly implied: Value;
  readonly size: number | undefined;
}

/** No compiler writes a quarter as many; each may take no bytes in an entry. */
const MOST_ATTRIBUTES = 256;

export function readAbbreviations(reader: Reader, unit: Context): Map<number, Abbreviation> {
  const found = new Map<number, Abbreviation>();
  for (let code = reader.count(); code !== 0; code = reader.count()) {
    const tag = reader.count();
    const hasChildren = reader.u8() !== 0;
    const attributes = [...readAttributes(reader, unit)];
    const sizes = attributes.map(({ size }) => size);
    const size = sizes.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);
    found.set(code, { tag, hasChildren, attributes, size });
  }
  return found;
}

function* readAttributes(reader: Reader, unit: Context): Iterable<Attribute> {
  for (let told = 0; told <= MOST_ATTRIBUTES; told++) {
    const name = reader.count();
    const form = reader.count();
    if (name === 0 && form === 0) return;
    yield { name, form, implied: form === IMPLIED ? reader.sleb() : 0, size: fixedSize(form, unit) };
  }
  reader.fail(`an abbreviation has more than ${MOST_ATTRIBUTES} attributes`);
}
