import { isTagged, meantBy, type Tagged } from "../c-types.ts";
import { globOf } from "../glob.ts";
import { ImportError } from "../import-error.ts";
import type { CTypes } from "../model.ts";

/**
 * The records and enumerations that have one of these names, or a typedef's; without any, all of them.
 * @throws ImportError if there is nothing of a name
 */
export function select({ types }: CTypes, names: readonly string[]): Set<Tagged> {
  const patterns = names.map((name) => ({ name, pattern: globOf(name), found: false }));
  const selected = new Set<Tagged>();
  for (const named of types) {
    const found = patterns.filter(({ pattern }) => pattern.test(named.name));
    for (const one of found) one.found = true;
    const type = meantBy(named);
    if (!isTagged(type)) continue;
    const isOwn = named.kind !== "typedef" || type.name === undefined;
    if (found.length > 0 || (names.length === 0 && isOwn)) selected.add(type);
  }
  const missing = patterns.filter((one) => !one.found);
  if (missing.length > 0) throw new ImportError(`has no type ${missing.map(({ name }) => name).join(", ")}`);
  if (selected.size === 0) throw new ImportError(`has no struct, union or enumeration ${names.join(", ")}`.trimEnd());
  return selected;
}
