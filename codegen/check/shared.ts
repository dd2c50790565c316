import { exactly, faultIn, type SchemaFault } from "../../src/layout/index.ts";
import type { Layout } from "../../src/wire/index.ts";
import { definitionsOf } from "../definitions.ts";
import type { Unit } from "../emit/unit.ts";
import type { Schema } from "../load.ts";

/** What families and structs share by its C name, and what is not the same for all of them: each name has one codec. */
export function checkShared(schema: Schema, planned: readonly Unit[]): SchemaFault[] {
  const files = new Map([...definitionsOf(schema).keys()].map(({ name, definedIn }) => [name, definedIn]));
  const first = new Map<string, Layout>();
  const faults = new Map<string, SchemaFault>();
  for (const { layout } of planned) {
    const { name } = layout;
    const before = first.get(name);
    if (before === undefined) first.set(name, layout);
    else if (before !== layout && describe(before) !== describe(layout)) {
      const problem = `is ${useOf(before)} and ${useOf(layout)}, and these are not the same`;
      const cure = "give each family a schema of its own, or one of them another name";
      faults.set(name, faultIn({ name, definedIn: files.get(name) }, "", problem, cure));
    }
  }
  return [...faults.values()];
}

/** A layout without what may differ where bytes and values are the same. */
function describe(layout: Layout): string {
  return JSON.stringify(layout, (key, value) => {
    // A tag's members have any names, these among them, and are numbers.
    return (key === "abi" || key === "doc") && typeof value === "string" ? undefined : exactly(value);
  });
}

function useOf({ record, abi }: Layout): string {
  return record === undefined ? `a struct laid out for ${abi}` : `a record of ${record.family}`;
}
