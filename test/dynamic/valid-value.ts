import type fc from "fast-check";
import type { Layout } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";

type Value = { readonly [field: string]: unknown };

/** Values that are this record's and not that of another one of its type. */
export function validValue(layout: Layout): fc.Arbitrary<Value> {
  const when = layout.record?.when;
  if (when === undefined) return arbitraryValue(layout);
  return arbitraryValue(layout).map((value) => withField(value, when.path.split("."), when.values[0]));
}

function withField(value: Value, [first = "", ...rest]: readonly string[], told: unknown): Value {
  return { ...value, [first]: rest.length === 0 ? told : withField(value[first] as Value, rest, told) };
}
