import { fieldOf } from "../../../schema/dsl/field.ts";
import * as dsl from "../../../schema/dsl/index.ts";
import type { EnumerationDefinition, Field, TypeNode } from "../../../schema/dsl/types.ts";
import { type Abi, type Definition, layOut } from "../../layout/index.ts";
import { joinPaths } from "../../wire/index.ts";
import { once } from "../../wire/once.ts";
import { isRecord, sizeOf, type Tagged, withoutTypedefs } from "../c-types.ts";
import type { ArrayType, CType, EnumerationType, MemberType, RecordType, TypedefType } from "../model.ts";
import { type AnyField, integerOf, scalarOf } from "./fields.ts";
import type { Names } from "./names.ts";
import { define } from "./place.ts";
import type { Repairs } from "./repairs.ts";

/** Where something stands in what has a name, for repairs: as faults of a schema name it. */
export interface Place {
  readonly named: string;
  readonly path: string;
}

/** What makes the definitions that members are of. */
interface Maker {
  readonly abi: Abi;
  readonly names: Names;
  readonly repairs: Repairs;
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
  /** bytes of a scalar */
  private readonly sizes: (type: TypeNode) => number;

  constructor(maker: Maker) {
    this.maker = maker;
    this.sizes = once((type) => {
      const alone = define({ kind: "struct", name: "", as: undefined }, { alone: any({ facts: { type } }) });
      return layOut(alone, maker.abi).members[0]?.size ?? 0;
    });
  }

  memberOf(member: MemberType, key: string, around: Place, isLast: boolean): Written {
    const { repairs } = this.maker;
    const place = { named: around.named, path: joinPaths(around.path, key) };
    const why = member.width === undefined ? repairs.whyBytes(place.named, place.path) : undefined;
    const written = why === undefined ? this.fieldOf(member, place, around, isLast) : asBytes(member.type, why);
    const as = repairs.as(place.named, place.path);
    const field = as === undefined ? written.field : any(written.field.as(as));
    // What has no name has no attributes of its own.
    return { ...written, field: this.aligned(field, member.name === undefined ? 0 : member.align) };
  }

  private aligned(field: AnyField, align = 0): AnyField {
    return align === 0 || !this.maker.abi.takesAttributes ? field : any(field.aligned(align));
  }

  private fieldOf({ name, type: given, width }: MemberType, place: Place, around: Place, isLast: boolean): Written {
    if (width !== undefined) return { field: this.bitsOf(given, width, place) };
    const { type, typedefs } = withoutTypedefs(given);
    if (isLast && type.kind === "array" && !type.count) {
      const { field, note } = this.typed(type.element, place);
      return { field: any(dsl.array(field)), note: note ?? open };
    }
    if (name !== undefined) return this.typed(given, place);
    if (!isRecord(type)) return asBytes(type, "has no name");
    return this.aggregate(type, typedefs.at(-1)?.name, around, true);
  }

  private typed(given: CType, place: Place): Written {
    const { type, typedefs } = withoutTypedefs(given);
    const found = this.bare(type, typedefs, place);
    return { ...found, field: this.aligned(found.field, Math.max(0, ...typedefs.map(({ align = 0 }) => align))) };
  }

  private bare(type: CType, typedefs: readonly TypedefType[], place: Place): Written {
    if (isRecord(type)) return this.aggregate(type, typedefs.at(-1)?.name, place, false);
    if (type.kind === "array") return this.arrayOf(type, place);
    if (type.kind === "unknown") return asBytes(type, `${type.name} ${type.why}`);
    const field = this.scalar(type, typedefs, place);
    if (type.kind === "enumeration") return { field: field ?? asBytes(type, "").field };
    // C's may be of another size than the vocabulary's.
    if (field !== undefined && this.sizes(field.facts.type) === sizeOf(type)) return { field };
    return asBytes(type, `${type.kind === "pointer" ? type.target : type.name} has no type here`);
  }

  private scalar(type: CType, typedefs: readonly TypedefType[], place: Place): AnyField | undefined {
    if (type.kind === "enumeration") return this.enumerated(type, typedefs.at(-1)?.name, place);
    const field = scalarOf(type, typedefs);
    const isBool = field?.facts.type.kind === "bool";
    return isBool && this.maker.repairs.isPlain(place.named, place.path) ? integerOf(1, false) : field;
  }

  private arrayOf({ element: of, count }: ArrayType, place: Place): Written {
    const { type, typedefs } = withoutTypedefs(of);
    const isBytes = type.kind === "integer" && type.size === 1 && !type.signed;
    if (isBytes && count && scalarOf(type, typedefs)?.facts.type.kind === "integer") {
      return { field: any(dsl.bytes(count)) };
    }
    const written = this.typed(of, place);
    const { doc, ...facts } = written.field.facts;
    const field = any(dsl.array(any({ facts }), count ?? 0));
    return { field: doc === undefined ? field : field.doc(doc), note: count ? written.note : open };
  }

  private aggregate(type: RecordType, tag: string | undefined, place: Place, anonymous: boolean): Written {
    const { leftOut, names, repairs } = this.maker;
    const isNamed = names.claim(type, tag);
    if (leftOut.has(names.first(type))) return asBytes(type, "its type is left out");
    const of = isNamed ? this.maker.record(type) : this.maker.definitionOf(type, "", place);
    if (of === undefined) return asBytes(type, repairs.whyBytes(place.named, place.path) ?? noAttributes);
    const { kind } = of;
    return {
      field: any(fieldOf(kind === "struct" ? { kind, struct: of, anonymous } : { kind, union: of, anonymous })),
    };
  }

  private enumerated(type: EnumerationType, tag: string | undefined, { named, path }: Place): AnyField | undefined {
    const { names, repairs } = this.maker;
    const field = integerOf(type.size, type.signed);
    if (!names.claim(type, tag ?? `${named}_${path.replaceAll(".", "_")}`)) return field;
    if (repairs.whyBytes(names.of(type), "") !== undefined) return field;
    return field?.enum({ $enumeration: this.maker.enumeration(type) });
  }

  private bitsOf(given: CType, width: number, place: Place): AnyField {
    const { type, typedefs } = withoutTypedefs(given);
    const base = this.scalar(type, typedefs, place) ?? integerOf(sizeOf(type), false) ?? dsl.u32;
    return any(dsl.bits(base as never, width));
  }
}

/** Why a record is bytes alone, where no fault says it. */
export const noAttributes = "no attributes put its members where they are";

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
