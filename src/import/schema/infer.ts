import { fieldOf } from "../../../schema/dsl/field.ts";
import * as dsl from "../../../schema/dsl/index.ts";
import type { EnumerationDefinition, Field, TypeNode } from "../../../schema/dsl/types.ts";
import { type Abi, type Definition, layOut } from "../../layout/index.ts";
import { once } from "../../wire/once.ts";
import { toPrintable } from "../../wire/printable.ts";
import type { CType, EnumerationType, MemberType, Origin, RecordType, TypedefType } from "../model.ts";
import { type AnyField, integerOf, nameOf, scalarOf, sizeOf, withoutTypedefs } from "./fields.ts";
import { findRigid } from "./flexible.ts";
import type { Names, Tagged } from "./names.ts";
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

/** Where a member stands, for repairs: as faults of a schema name it. */
interface Place {
  readonly named: string;
  readonly prefix: string;
}

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
  private readonly abi: Abi;
  private readonly names: Names;
  private readonly repairs: Repairs;
  private readonly rigid: ReadonlySet<RecordType>;
  /** bytes of a scalar */
  private readonly sizes: (type: TypeNode) => number;

  constructor(abi: Abi, names: Names, repairs: Repairs, roots: Iterable<RecordType>) {
    this.abi = abi;
    this.names = names;
    this.repairs = repairs;
    this.rigid = findRigid(roots);
    this.sizes = once((type) => {
      const alone = define({ kind: "struct", name: "", as: undefined }, { alone: any({ facts: { type } }) });
      return layOut(alone, abi).members[0]?.size ?? 0;
    });
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
      const definition = this.definitionOf(type, name, { named: name, prefix: "" });
      if (definition !== undefined) return { definition, origin: type.origin };
      const why = this.repairs.whyBytes(name, "") ?? "no attributes put its members where they are";
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
    const before = this.told;
    this.told = [];
    this.around.push(type);
    const made = { ...make(), told: this.told };
    this.around.pop();
    this.told = before;
    this.made.set(type, made);
    return made.definition;
  }

  private bytesAlone(type: RecordType, name: string): Definition {
    const isEmpty = type.size === 0;
    const fields = isEmpty ? {} : { bytes: dsl.bytes(type.size) };
    return define({ kind: isEmpty ? "struct" : type.kind, name, as: this.repairs.as(name, "") }, fields);
  }

  private definitionOf(type: RecordType, name: string, place: Place): Definition | undefined {
    if (this.repairs.whyBytes(place.named, place.prefix.replace(/\.$/, "")) !== undefined) return undefined;
    const keys = freeKeys(type.members.map((member) => ({ key: member.name ?? "" })));
    const notes = new Map<string, string>();
    const isOpen = type.kind === "struct" && !this.rigid.has(type);
    const members = type.members.map((member, i): WantedMember => {
      const key = member.name ?? keys();
      const { field, note: said } = this.memberOf(member, key, place, isOpen && i === type.members.length - 1);
      const note = said && toPrintable(said);
      if (note !== undefined) notes.set(key, note);
      if (note !== undefined && note !== open) this.told.push(`${place.named}.${place.prefix}${key}: ${note}`);
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

  private memberOf(member: MemberType, key: string, place: Place, isLast: boolean): Written {
    const path = place.prefix + key;
    const why = this.repairs.whyBytes(place.named, path);
    const written =
      why === undefined || member.width !== undefined
        ? this.fieldOf(member, path, place, isLast)
        : asBytes(member.type, why);
    const as = this.repairs.as(place.named, path);
    const field = as === undefined ? written.field : written.field.as(as);
    // What has no name has no attributes of its own.
    const align = member.name === undefined ? undefined : member.align;
    return { ...written, field: align === undefined ? field : field.aligned(align) } as Written;
  }

  private fieldOf({ name, type, width }: MemberType, path: string, place: Place, isLast: boolean): Written {
    if (width !== undefined) return { field: this.bitsOf(type, width, path, place) };
    const whole = withoutTypedefs(type);
    if (isLast && whole.type.kind === "array" && !whole.type.count) {
      const { field, note } = this.typed(whole.type.element, path, place);
      return { field: any(dsl.array(field)), note: note ?? open };
    }
    if (name !== undefined) return this.typed(type, path, place);
    if (whole.type.kind !== "struct" && whole.type.kind !== "union") return asBytes(type, "has no name");
    return this.aggregate(whole.type, whole.typedefs, place.prefix, place, true);
  }

  private typed(given: CType, path: string, place: Place): Written {
    const { type, typedefs } = withoutTypedefs(given);
    const found = this.bare(type, typedefs, path, place);
    const align = typedefs.reduce((most, one) => Math.max(most, one.align ?? 0), 0);
    return align === 0 ? found : ({ ...found, field: found.field.aligned(align) } as Written);
  }

  private bare(type: CType, typedefs: readonly TypedefType[], path: string, place: Place): Written {
    switch (type.kind) {
      case "struct":
      case "union":
        return this.aggregate(type, typedefs, `${path}.`, place, false);
      case "enumeration":
        return { field: this.enumerated(type, typedefs, path, place) ?? asBytes(type, "").field };
      case "array":
        return this.arrayOf(type.element, type.count, path, place);
      case "unknown":
        return asBytes(type, `${type.name} ${type.why}`);
      default: {
        const field = this.scalar(type, typedefs, path, place);
        // C's may be of another size than the vocabulary's.
        const isThere = field !== undefined && this.sizes(field.facts.type) === sizeOf(type);
        return isThere ? { field } : asBytes(type, `${nameOf(type)} has no type here`);
      }
    }
  }

  private scalar(type: CType, typedefs: readonly TypedefType[], path: string, place: Place): AnyField | undefined {
    const field = scalarOf(type, typedefs);
    return field?.facts.type.kind === "bool" && this.repairs.isPlain(place.named, path) ? integerOf(1, false) : field;
  }

  private arrayOf(of: CType, count: number | undefined, path: string, place: Place): Written {
    const element = withoutTypedefs(of);
    const note = count ? undefined : open;
    const isBytes = element.type.kind === "integer" && element.type.size === 1 && !element.type.signed;
    if (isBytes && count && scalarOf(element.type, element.typedefs)?.facts.type.kind === "integer") {
      return { field: any(dsl.bytes(count)) };
    }
    const written = this.typed(of, path, place);
    const { doc, ...facts } = written.field.facts;
    const field = any(dsl.array(any({ facts }), count ?? 0));
    return { field: doc === undefined ? field : field.doc(doc), note: note ?? written.note };
  }

  private aggregate(
    type: RecordType,
    typedefs: readonly TypedefType[],
    prefix: string,
    place: Place,
    anonymous: boolean,
  ): Written {
    const tag = typedefs.at(-1)?.name;
    const isNamed = this.names.claim(type, tag);
    if (this.leftOut.has(type)) return asBytes(type, "its type is left out");
    const of = isNamed ? this.record(type) : this.definitionOf(type, "", { ...place, prefix });
    if (of === undefined)
      return asBytes(
        type,
        this.repairs.whyBytes(place.named, prefix.replace(/\.$/, "")) ?? "no attributes put its members where they are",
      );
    const field =
      of.kind === "struct"
        ? fieldOf({ kind: "struct", struct: of, anonymous })
        : fieldOf({ kind: "union", union: of, anonymous });
    return { field: any(field) };
  }

  private enumerated(
    type: EnumerationType,
    typedefs: readonly TypedefType[],
    path: string,
    place: Place,
  ): AnyField | undefined {
    const field = integerOf(type.size, type.signed);
    if (!this.names.claim(type, typedefs.at(-1)?.name ?? `${place.named}_${path.replaceAll(".", "_")}`)) return field;
    return this.repairs.whyBytes(this.names.of(type), "") === undefined
      ? field?.enum({ $enumeration: this.enumeration(type) })
      : field;
  }

  private bitsOf(given: CType, width: number, path: string, place: Place): AnyField {
    const { type, typedefs } = withoutTypedefs(given);
    const base =
      type.kind === "enumeration"
        ? this.enumerated(type, typedefs, path, place)
        : this.scalar(type, typedefs, path, place);
    return any(dsl.bits((base ?? integerOf(sizeOf(type), false) ?? dsl.u32) as never, width));
  }
}

/** What a person has to say of an array. */
const open = "how many, C does not say";

interface Written {
  readonly field: AnyField;
  readonly note?: string | undefined;
}

function asBytes(type: CType, note: string): Written {
  return { field: any(dsl.bytes(sizeOf(type))), note };
}

function any(field: { readonly facts: Field["facts"] }): AnyField {
  return field as unknown as AnyField;
}
