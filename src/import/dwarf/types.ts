import { typeText } from "../c-text.ts";
import { isTagged, meantBy } from "../c-types.ts";
import { ImportError } from "../import-error.ts";
import type { Constant, CType, NamedType } from "../model.ts";
import { Tag } from "./constants.ts";
import { unknown } from "./making.ts";
import { Pool } from "./pool.ts";
import type { Entry, Unit } from "./unit.ts";
import { nameOf, targetOf } from "./values.ts";
import { writtenOf } from "./written.ts";

/** No type of C nests as deep, and every step takes stack. */
const MOST_DEPTH = 256;
const MOST_QUALIFIERS = 1000;

/** Finds the entry at a place. */
type Find = (at: number) => { readonly unit: Unit; readonly entry: Entry };

/** An entry that is made into a type, and where it finds others. */
export interface Making {
  readonly unit: Unit;
  readonly entry: Entry;
  readonly types: Types;
}

/** Types by where their entries are, made when asked for. */
export class Types {
  /** of the ABI, where it is known: compilers leave it out, and addresses of code may be wider */
  readonly pointerSize: number | undefined;
  readonly #make: (making: Making) => CType;
  readonly #find: Find;
  readonly #pool = new Pool();
  readonly #made: Map<number, CType> = new Map();
  readonly #making: Set<number> = new Set();
  readonly #named: Set<NamedType> = new Set();
  readonly #loose: Set<Constant> = new Set();

  constructor(find: Find, make: (making: Making) => CType, pointerSize: number | undefined) {
    this.#make = make;
    this.#find = find;
    this.pointerSize = pointerSize;
  }

  /** What has a name and a size, of all that was made. */
  get types(): readonly NamedType[] {
    return [...this.#named];
  }

  /** The members of enumerations that have no name. */
  get loose(): readonly Constant[] {
    return [...this.#loose];
  }

  /** The type that an entry is of; without one it is `void`. */
  of(entry: Entry): CType {
    const at = targetOf(entry);
    return at === undefined ? this.#pool.intern(unknown("void", 0, "has no size")) : this.at(at);
  }

  at(start: number): CType {
    const known = this.#made.get(start);
    if (known !== undefined) return known;
    const at = this.#unqualified(start);
    if (at === undefined) return this.#pool.intern(unknown("void", 0, "has no size"));
    const made = this.#made.get(at) ?? this.#makeAt(at);
    this.#made.set(start, made);
    return made;
  }

  #makeAt(at: number): CType {
    const { unit, entry } = this.#find(at);
    if (this.#making.has(at)) throw new ImportError(`the type ${nameOf(entry)} at 0x${at.toString(16)} holds itself`);
    if (this.#making.size >= MOST_DEPTH) throw new ImportError(`types nest deeper than ${MOST_DEPTH}`);
    this.#making.add(at);
    const type = this.#pool.intern(this.#make({ unit, entry, types: this }));
    this.#making.delete(at);
    this.#made.set(at, type);
    if (isNamed(type)) this.#named.add(type);
    else if (type.kind === "enumeration") for (const member of type.members) this.#loose.add(member);
    return type;
  }

  /** Where a type is behind `const` and the like, which change no byte; undefined for `void`. */
  #unqualified(start: number): number | undefined {
    let at: number | undefined = start;
    for (let count = 0; at !== undefined; count++) {
      if (count > MOST_QUALIFIERS) throw new ImportError(`a type has more than ${MOST_QUALIFIERS} qualifiers`);
      const { entry } = this.#find(at);
      if (!qualifiers.has(entry.tag)) return at;
      at = targetOf(entry);
    }
    return at;
  }

  /** A type that has no entry of its own. */
  share<T extends CType>(type: T): T {
    return this.#pool.intern(type);
  }

  text(at: number | undefined, inner: string): string {
    return typeText((place) => writtenOf(this.#find(place)), at, inner);
  }
}

/** Functions, `void`, and what is declared alone are of no size: nothing is ever of them. */
function isNamed(type: CType): type is NamedType {
  if (type.kind !== "typedef") return isTagged(type) && type.name !== undefined;
  const meant = meantBy(type);
  return meant.kind !== "unknown" || meant.size > 0;
}

const qualifiers: ReadonlySet<number> = new Set([Tag.const, Tag.volatile, Tag.restrict, Tag.atomic]);
