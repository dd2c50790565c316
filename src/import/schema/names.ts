import { isDeepStrictEqual } from "node:util";
import type { CTypes, EnumerationType, RecordType } from "../model.ts";
import { withoutTypedefs } from "./fields.ts";

/** What C has tags for. */
export type Tagged = RecordType | EnumerationType;

/** The C names of records and enumerations. C has one tag for one of them; files that are linked have more. */
export class Names {
  private readonly taken = new Set<string>();
  private readonly given = new Map<Tagged, string>();
  private readonly sharing = new Map<string, Tagged[]>();
  private readonly firsts = new Map<Tagged, Tagged>();

  /** Typedefs serve as tags of what has none. */
  constructor({ types }: CTypes) {
    for (const type of types) if (type.kind !== "typedef") this.claim(type, undefined);
    for (const typedef of types) {
      const { type, typedefs } = withoutTypedefs(typedef);
      if (type.kind === "struct" || type.kind === "union" || type.kind === "enumeration") {
        this.claim(type, typedefs.at(-1)?.name);
      }
    }
  }

  /** The first of those that say the same: files tell of one type more than once. */
  first(type: Tagged): Tagged {
    const known = this.firsts.get(type);
    if (known !== undefined || type.name === undefined) return known ?? type;
    const others = this.sharing.get(type.name) ?? [];
    const found = others.find((other) => isDeepStrictEqual(other, type)) ?? type;
    if (found === type) this.sharing.set(type.name, [...others, type]);
    this.firsts.set(type, found);
    return found;
  }

  /** Gives something a name that has a tag, or else another name; whether it has one. */
  claim(type: Tagged, otherwise: string | undefined): boolean {
    if (this.given.has(type)) return true;
    const first = this.first(type);
    const given = this.given.get(first);
    if (given !== undefined) this.given.set(type, given);
    if (given !== undefined) return true;
    const name = type.name ?? otherwise;
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return false;
    let free = name;
    for (let i = 2; this.taken.has(free); i++) free = `${name}___${i}`;
    this.taken.add(free);
    this.given.set(type, free);
    return true;
  }

  of(type: Tagged): string {
    return this.given.get(type) ?? "";
  }
}
