import * as dsl from "../../../schema/dsl/index.ts";
import type { EnumerationDefinition } from "../../../schema/dsl/types.ts";
import type { Abi, Definition } from "../../layout/index.ts";
import { joinPaths } from "../../wire/index.ts";
import { toPrintable } from "../../wire/printable.ts";
import { sizeOf, type Tagged } from "../c-types.ts";
import type { EnumerationType, Origin, RecordType } from "../model.ts";
import { findRigid } from "./flexible.ts";
import { Members, noAttributes, open, type Place } from "./members.ts";
import type { Names } from "./names.ts";
import { arrange, define, freeKeys, type WantedMember } from "./place.ts";
import type { Repairs } from "./repairs.ts";

/** A definition, and what else is to be told of it where it stands. */
export interface Made<D = Definition | EnumerationDefinition> {
  readonly definition: D;
  readonly origin: Origin | undefined;
  /** why it is bytes alone */
  readonly why?: string;
  /** which members are bytes, and why */
  readonly told?: readonly string[];
}

/** What is to be told of members, by their keys. */
export type Notes = ReadonlyMap<string, string>;

/** Makes schemas of types: each record once, with those it holds in front of it. */
export class Inference {
  /** what has a name, in the order in which it can be defined */
  readonly made: Map<Tagged, Made> = new Map<Tagged, Made>();
  /** those that no schema can have in any form, and why */
  readonly leftOut: Map<Tagged, string> = new Map<Tagged, string>();
  readonly notes: Map<Definition, Notes> = new Map<Definition, Notes>();
  /** those that hold a record or an enumeration */
  private readonly holders = new Map<Tagged, Set<Tagged>>();
  private readonly around: Tagged[] = [];
  private told: string[] = [];
  /** how many members may still be made: a few types without names, each twice in the next, would have any number */
  private room = 0;
  readonly abi: Abi;
  readonly names: Names;
  readonly repairs: Repairs;
  private readonly most: number;
  private readonly rigid: ReadonlySet<RecordType>;
  private readonly members: Members = new Members(this);

  constructor(abi: Abi, names: Names, repairs: Repairs, roots: Iterable<RecordType>) {
    this.abi = abi;
    this.names = names;
    this.repairs = repairs;
    const { reached, rigid } = findRigid(roots);
    this.rigid = rigid;
    this.most = 4096 + 8 * [...reached].reduce((sum, { members }) => sum + members.length, 0);
  }

  /** To be called before something is made, once for all. */
  start(): void {
    this.room = this.most;
  }

  /** Has it made again when it is asked for, and what holds it. */
  forget(type: Tagged): void {
    if (!this.made.delete(type)) return;
    for (const holder of this.holders.get(type) ?? []) this.forget(holder);
  }

  /** A struct or union that has a name. */
  record(given: RecordType): Definition {
    const type = this.names.first(given) as RecordType;
    return this.making(type, () => {
      const name = this.names.of(type);
      const definition = this.definitionOf(type, name, { named: name, path: "" });
      if (definition !== undefined) return { definition, origin: type.origin };
      const why = this.repairs.whyBytes(name, "") ?? noAttributes;
      return { definition: this.bytesAlone(type, name), origin: type.origin, why };
    });
  }

  /** An enumeration; without a name of its own, it has that of what it is in. */
  enumeration(given: EnumerationType): EnumerationDefinition {
    const type = this.names.first(given) as EnumerationType;
    return this.making(type, () => {
      const name = this.names.of(type);
      const members = type.members.map(({ name: member, value }) => {
        const exact = BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : value;
        return { name: member, value: exact, doc: undefined, as: this.repairs.as(name, member) };
      });
      const as = this.repairs.as(name, "");
      const definition = { kind: "enumeration", name, as, doc: undefined, members, definedIn: undefined } as const;
      return { definition: { ...definition, unknownOptions: [] }, origin: type.origin };
    });
  }

  private making<D extends Definition | EnumerationDefinition>(type: Tagged, make: () => Made<D>): D {
    const holder = this.around.at(-1);
    if (holder !== undefined) this.holders.set(type, (this.holders.get(type) ?? new Set()).add(holder));
    const known = this.made.get(type) as Made<D> | undefined;
    if (known !== undefined) return known.definition;
    const { told } = this;
    this.told = [];
    this.around.push(type);
    const made = { ...make(), told: this.told };
    this.around.pop();
    this.told = told;
    this.made.set(type, made);
    return made.definition;
  }

  private bytesAlone(type: RecordType, name: string): Definition {
    const isEmpty = type.size === 0;
    const fields = isEmpty ? {} : { bytes: dsl.bytes(type.size) };
    return define({ kind: isEmpty ? "struct" : type.kind, name, as: this.repairs.as(name, "") }, fields);
  }

  /** A struct or union, if it can be one. */
  definitionOf(type: RecordType, name: string, place: Place): Definition | undefined {
    this.room -= type.members.length;
    if (this.room < 0 || this.repairs.whyBytes(place.named, place.path) !== undefined) return undefined;
    const keys = freeKeys(type.members.map((member) => ({ key: member.name ?? "" })));
    const notes = new Map<string, string>();
    const isOpen = type.kind === "struct" && !this.rigid.has(type);
    const members = type.members.map((member, i): WantedMember => {
      const key = member.name ?? keys();
      const { field, note: said } = this.members.memberOf(member, key, place, isOpen && i === type.members.length - 1);
      const note = said && toPrintable(said);
      if (note !== undefined) notes.set(key, note);
      if (note !== undefined && note !== open) this.told.push(`${place.named}.${joinPaths(place.path, key)}: ${note}`);
      return { key, field, at: member.at, width: member.width ?? sizeOf(member.type) * 8 };
    });
    const { kind, size, align } = type;
    const definition = arrange(
      { kind, name, as: name === "" ? undefined : this.repairs.as(name, ""), size, align, members },
      this.abi,
    );
    if (definition !== undefined && notes.size > 0) this.notes.set(definition, notes);
    return definition;
  }
}
