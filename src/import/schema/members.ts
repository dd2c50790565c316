import { fieldOf } from "../../../schema/dsl/field.ts";
import * as dsl from "../../../schema/dsl/index.ts";
import type { EnumerationDefinition, Field, TypeNode } from "../../../schema/dsl/types.ts";
import { type Abi, type Definition, layOut } from "../../layout/index.ts";
import { once } from "../../wire/once.ts";
import type { CType, EnumerationType, MemberType, RecordType, TypedefType } from "../model.ts";
import { type AnyField, integerOf, nameOf, recordAlign, scalarOf, sizeOf, withoutTypedefs } from "./fields.ts";
import type { Names, Tagged } from "./names.ts";
import { define } from "./place.ts";
import type { Repairs } from "./repairs.ts";

/** Where a member stands, for repairs: as faults of a schema name it. */
export interface Place {
  readonly named: string;
  readonly prefix: string;
}

/** What makes the definitions that members are of. */
interface Maker {
  /** those that no schema can have in any form */
  readonly leftOut: ReadonlyMap<Tagged, unknown>;
  record(type: RecordType): Definition;
  enumeration(type: EnumerationType): EnumerationDefinition;
  /** of a struct or union without a name, if it can be one */
  definitionOf(type: RecordType, name: string, place: Place): Definition | undefined;
}

/** Writes members as fields of the vocabulary, before anything is known of where they stand. */
export class Members {
  private readonly maker: Maker;
  private readonly names: Names;
  private readonly repairs: Repairs;
  private readonly abi: Abi;
  /** bytes of a scalar */
  private readonly sizes: (type: TypeNode) => number;

  constructor(maker: Maker, names: Names, repairs: Repairs, abi: Abi) {
    this.maker = maker;
    this.names = names;
    this.repairs = repairs;
    this.abi = abi;
    this.sizes = once((type) => {
      const alone = define({ kind: "struct", name: "", as: undefined }, { alone: any({ facts: { type } }) });
      return layOut(alone, abi).members[0]?.size ?? 0;
    });
  }

  memberOf(member: MemberType, key: string, place: Place, isLast: boolean): Written {
    const path = place.prefix + key;
    const why = this.repairs.whyBytes(place.named, path);
    const written =
      why === undefined || member.width !== undefined
        ? this.fieldOf(member, path, place, isLast)
        : asBytes(member.type, why);
    const as = this.repairs.as(place.named, path);
    const field = as === undefined ? written.field : written.field.as(as);
    // What has no name has no attributes of its own, and what is aligned as its record is needs none.
    const { align = 0 } = member.name === undefined || !this.abi.takesAttributes ? {} : member;
    return { ...written, field: align <= recordAlign(member.type) ? field : field.aligned(align) } as Written;
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
    return align === 0 || !this.abi.takesAttributes
      ? found
      : ({ ...found, field: found.field.aligned(align) } as Written);
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
    if (this.maker.leftOut.has(this.names.first(type))) return asBytes(type, "its type is left out");
    const of = isNamed ? this.maker.record(type) : this.maker.definitionOf(type, "", { ...place, prefix });
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
      ? field?.enum({ $enumeration: this.maker.enumeration(type) })
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
export const open = "how many, C does not say";

export interface Written {
  readonly field: AnyField;
  readonly note?: string | undefined;
}

function asBytes(type: CType, note: string): Written {
  return { field: any(dsl.bytes(sizeOf(type))), note };
}

function any(field: { readonly facts: Field["facts"] }): AnyField {
  return field as unknown as AnyField;
}
