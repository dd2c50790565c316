import { once } from "../../wire/once.ts";
import { isTagged, type Tagged, withoutTypedefs } from "../c-types.ts";
import type { CType, CTypes } from "../model.ts";

/** The C names of records and enumerations. C has one tag for one of them; files that are linked have more. */
export class Names {
  private readonly taken = new Set<string>();
  private readonly given = new Map<Tagged, string>();
  /** the last number that was put behind a name */
  private readonly counts = new Map<string, number>();
  /** the first of a name, and of those of one name the first of each description */
  private readonly namesakes = new Map<string, Tagged>();
  private readonly firsts = new Map<string, Tagged>();
  private readonly numbers = new Map<string, number>();

  /** Typedefs serve as tags of what has none. */
  constructor({ types }: CTypes) {
    for (const type of types) if (type.kind !== "typedef") this.claim(type, undefined);
    for (const typedef of types) {
      const { type, typedefs } = withoutTypedefs(typedef);
      if (isTagged(type)) this.claim(type, typedefs.at(-1)?.name);
    }
  }

  /** The first of those that say the same: files tell of one type more than once. */
  first(type: Tagged): Tagged {
    if (type.name === undefined) return type;
    const namesake = this.namesakes.get(type.name) ?? type;
    this.namesakes.set(type.name, namesake);
    if (namesake === type) return type;
    for (const one of [namesake, type]) {
      const text = this.described(one);
      if (!this.firsts.has(text)) this.firsts.set(text, one);
    }
    return this.firsts.get(this.described(type)) ?? type;
  }

  /** All that is told of a type, with numbers for those in it, which are the same for what says the same. */
  private readonly described: (type: CType) => string = once((type: CType) =>
    JSON.stringify(type, (key, value: unknown) => {
      if (key === "origin") return undefined;
      if (key !== "type" && key !== "element") return typeof value === "bigint" ? `${value}n` : value;
      const text = this.described(value as CType);
      const number = this.numbers.get(text) ?? this.numbers.size;
      this.numbers.set(text, number);
      return number;
    }),
  );

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
    let count = this.counts.get(name) ?? 1;
    while (this.taken.has(free)) free = `${name}___${++count}`;
    this.counts.set(name, count);
    this.taken.add(free);
    this.given.set(type, free);
    return true;
  }

  of(type: Tagged): string {
    return this.given.get(type) ?? "";
  }
}
