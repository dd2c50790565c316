import {
  type ClassDeclarationStructure,
  type GetAccessorDeclarationStructure,
  type OptionalKind,
  type SetAccessorDeclarationStructure,
  StructureKind,
} from "ts-morph";
import type { Framing } from "../../src/wire/index.ts";
import { declareAccessors } from "./access.ts";
import { docText } from "./doc.ts";
import type { Imports } from "./imports.ts";
import { lengthField, lengthOf, totalSize } from "./read.ts";
import { isTagged, memberOfView } from "./tagged-union.ts";
import { type EmitOptions, flexibleSlot, type Order, type Unit, viewSuffix } from "./unit.ts";
import { uses } from "./uses.ts";
import { type FieldSlot, viewReader } from "./view-get.ts";
import { setterStatements } from "./view-set.ts";

/** ts-morph prints the keyword for accessors, too, but its types leave it out. */
type Getter = OptionalKind<GetAccessorDeclarationStructure> & { readonly hasOverrideKeyword?: boolean };

type Setter = OptionalKind<SetAccessorDeclarationStructure> & { readonly hasOverrideKeyword?: boolean };

/** The view class of a unit: a getter for each field, header and reserved ones included, and setters. */
export function emitView(
  unit: Unit,
  order: Order,
  framing: Framing | undefined,
  options: EmitOptions,
  imports: Imports,
): ClassDeclarationStructure {
  const slots = unit.slots.filter((slot): slot is FieldSlot => slot.kind !== "padding");
  const read = viewReader(unit, order, options, imports);
  const { twin } = order;
  const member = isTagged(unit) && !twin ? memberOfView(unit) : {};
  const what = `A \`${unit.layout.name || unit.record}\` where it stands${twin ? ", big-endian" : ""}.`;
  return {
    kind: StructureKind.Class,
    name: `${unit.type}View${viewSuffix(order)}`,
    extends: twin ? `${unit.type}View` : imports.use("BaseView"),
    isExported: true,
    docs: [`${what} Only bounds have been checked.`],
    properties: member.properties ?? [],
    getAccessors: [
      ...(member.getAccessors ?? []),
      ...(twin
        ? []
        : [{ name: "$layout", returnType: imports.type("Layout"), statements: `return layout${unit.type};` }]),
      ...(flexibleSlot(unit) === undefined ? [] : [endGetter()]),
      ...slots.map(getter),
    ],
    setAccessors: slots.flatMap(setter),
  };

  /** Where the record ends: as its header tells, but not before its fixed part or behind the bytes. */
  function endGetter(): Getter {
    const length = lengthField(unit);
    const least = unit.layout.record?.baseSize ?? unit.layout.size;
    const whole = length && totalSize(lengthOf(length, order, imports), framing);
    return {
      name: "$end",
      returnType: "number",
      hasOverrideKeyword: twin,
      docs: ["Where the record ends in `$bytes`, never behind them."],
      statements: withAccessors(
        length === undefined
          ? "return this.$bytes.length;"
          : `return Math.min(b.bytes.length, p + Math.max(${least}, ${whole}));`,
      ),
    };
  }

  function getter(slot: FieldSlot): Getter {
    const { type, code } = read(slot);
    return {
      name: slot.field.name,
      returnType: type,
      hasOverrideKeyword: twin,
      docs: twin || slot.field.doc === undefined ? [] : [docText(slot.field.doc)],
      statements: withAccessors(code),
    };
  }

  function setter(slot: FieldSlot): Setter[] {
    const { field } = slot;
    const statements = slot.kind === "value" ? setterStatements(slot, unit, order, options, imports) : undefined;
    if (statements === undefined) return [];
    const parameters = [{ name: "value", type: read(slot).type }];
    return [{ name: field.name, parameters, hasOverrideKeyword: twin, statements }];
  }
}

/** Puts what an expression uses in scope: the accessors, and the view's place `p`. */
function withAccessors(code: string): string[] {
  return [...declareAccessors(code, "this.$binding"), ...(uses(code, "p") ? ["const p = this.$at;"] : []), code];
}
