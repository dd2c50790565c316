import type { Layout } from "../wire/layout.ts";
import { fieldsOf } from "./fields.ts";

type Parsed = { [field: string]: unknown };
type Path = readonly string[];

/**
 * Makes a value of what a parser gives: a record's name comes first, and what the codec knows by itself, the header's
 * type and length, is left out.
 */
export function valueMakerOf(layout: Layout): (parsed: Parsed) => Parsed {
  const paths = derivedPaths(layout);
  return (parsed) => {
    for (const path of paths) remove(parsed, path);
    return layout.record === undefined ? parsed : { $name: layout.name, ...parsed };
  };
}

/** What a parser gives and a value does not hold: derived fields; of a header that has no others, the whole. */
function derivedPaths(layout: Layout): Path[] {
  const { all, held } = fieldsOf(layout);
  return all.flatMap((field): Path[] => {
    if (field.reserved) return [];
    if (!held.includes(field)) return [[field.name]];
    return field.type.kind === "struct" ? derivedPaths(field.type.layout).map((path) => [field.name, ...path]) : [];
  });
}

function remove(from: Parsed, path: Path): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0) delete from[name];
  else remove(from[name] as Parsed, rest);
}
