import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import type { FieldLayout } from "../../src/wire/index.ts";
import { docText } from "./doc.ts";
import { isOptional } from "./fit.ts";
import type { Imports } from "./imports.ts";
import { pascalCase } from "./names.ts";
import { emitTaggedTypes, isTagged } from "./tagged-union.ts";
import { typeText } from "./type-text.ts";
import { type EmitOptions, type Unit, valueSlots } from "./unit.ts";

/** The interfaces of a decoded value and of what the encoder takes. */
export function emitValueTypes(
  unit: Unit,
  options: EmitOptions,
  imports: Imports,
): (InterfaceDeclarationStructure | TypeAliasDeclarationStructure)[] {
  if (isTagged(unit)) return emitTaggedTypes(unit);
  const { layout, type } = unit;
  return [
    {
      kind: StructureKind.Interface,
      name: type,
      isExported: true,
      docs: layout.doc === undefined ? [] : [docText(layout.doc)],
      properties: properties(false),
    },
    {
      kind: StructureKind.Interface,
      name: `${type}Init`,
      isExported: true,
      docs: [`What \`${type}.encode\` takes: a value, of which what the codec knows may be left out.`],
      properties: properties(true),
    },
  ];

  function properties(init: boolean): OptionalKind<PropertySignatureStructure>[] {
    const name = { name: "$name", type: JSON.stringify(layout.name), isReadonly: true, hasQuestionToken: init };
    const fields = valueSlots(unit).map((slot) => ({
      name: slot.field.name,
      type: typeText(slot.type, unit, slot, options, imports, init),
      hasQuestionToken: init && (slot.optional === true || layout.kind === "union" || isOptional(slot.field)),
      docs: fieldDoc(slot.field),
    }));
    if (layout.kind === "union" && !unit.isLifted)
      return [{ name: "$bytes", type: "Uint8Array", hasQuestionToken: init }, ...fields];
    return layout.record === undefined ? fields : [name, ...fields];
  }
}

function fieldDoc({ doc, type }: FieldLayout): string[] {
  const names = type.kind === "integer" ? (type.enumeration ?? type.flags) : undefined;
  const text = [doc, names && `See \`${pascalCase(names.name)}\`.`].filter((part) => part !== undefined).join(" ");
  return text === "" ? [] : [docText(text)];
}
