import { Parser } from "binary-parser";
import type { ByteOrder, FieldLayout, Layout } from "../wire/index.ts";
import { addMembers } from "./parser.ts";

/** Makes the value of a record that has been found to be right. */
export type Decode = (bytes: Uint8Array, at: number, elements: number) => unknown;

/**
 * What a parser makes a value in. It gives its result two properties and takes them away again, which would leave a value
 * that is slow to read.
 */
class Carrier {
  declare value: unknown;
  set $parent(_: unknown) {}
  set $root(_: unknown) {}
}

/** Decodes by a parser that gives what a value holds. Where the record is, and how long, it is told: no array is made. */
export function decoderOf(layout: Layout, byteOrder: ByteOrder): Decode {
  let place = 0;
  let count = 0;
  const part = {
    le: byteOrder === "little",
    count: () => count,
    gives: ({ reserved, derived }: FieldLayout) => !reserved && !derived,
  };
  const value = new Parser();
  if (layout.record !== undefined) value.saveOffset("$name", { formatter: () => layout.name });
  const parser = new Parser()
    .create(Carrier)
    .seek(() => place)
    .nest("value", { type: addMembers(value, layout, part) });
  return (bytes, at, elements) => {
    place = at;
    count = elements;
    return (parser.parse(bytes) as Carrier).value;
  };
}
