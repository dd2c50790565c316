import { ImportError } from "../import-error.ts";
import type { Constant, CType, NamedType } from "../model.ts";
import { MOST_DEPTH } from "../nesting.ts";
import { type Find, nameOf, targetOf, typeText } from "./c-text.ts";
import { Tag } from "./constants.ts";
import { makeOther, makers } from "./makers.ts";
import { type Made, unknown } from "./making.ts";
import { Pool } from "./pool.ts";
import type { Entry } from "./unit.ts";

const MOST_QUALIFIERS = 1000;

/** Types by where their entries are, made when asked for. */
export class Types implements Made {
  readonly pointerSize: number | undefined;
  readonly #find: Find;
  readonly #pool = new Pool();
  readonly #made: Map<number, CType> = new Map();
  readonly #making: Set<number> = new Set();
  readonly #named: Set<NamedType> = new Set();
  readonly #loose: Set<Constant> = new Set();

  constructor(find: Find, pointerSize: number | undefined) {
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
    const made = this.#made.get(at) ?? this.#make(at);
    this.#made.set(start, made);
    return made;
  }

  #make(at: number): CType {
    const { unit, entry } = this.#find(at);
    if (this.#making.has(at)) throw new ImportError(`the type ${nameOf(entry)} at 0x${at.toString(16)} holds itself`);
    if (this.#making.size >= MOST_DEPTH) throw new ImportError(`types nest deeper than ${MOST_DEPTH}`);
    this.#making.add(at);
    const make = makers[entry.tag] ?? makeOther;
    const type = this.#pool.intern(make({ unit, entry, types: this }));
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
    return typeText(this.#find, at, inner);
  }
}

function isNamed(type: CType): type is NamedType {
  if (type.kind === "typedef") return !isSizeless(type.type);
  return (type.kind === "struct" || type.kind === "union" || type.kind === "enumeration") && type.name !== undefined;
}

/** Functions, `void`, and what is declared alone: nothing is ever of them. */
function isSizeless(type: CType): boolean {
  if (type.kind === "typedef") return isSizeless(type.type);
  return type.kind === "unknown" && type.size === 0;
}

const qualifiers: ReadonlySet<number> = new Set([Tag.const, Tag.volatile, Tag.restrict, Tag.atomic]);
