import {
  type InterfaceDeclarationStructure,
  type OptionalKind,
  type PropertySignatureStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import { type FieldLayout, fieldsOf, fieldTypeOf, type Layout } from "../../src/wire/index.ts";
import { docText } from "./doc.ts";
import { innerName, type Scope } from "./scope.ts";

type Types = (InterfaceDeclarationStructure | TypeAliasDeclarationStructure)[];

/** The type of a decoded value, and of what its encoder takes. */
export function emitTypes(layout: Layout, name: string, scope: Scope, isLifted = false): Types {
  if (layout.tag !== undefined && !isLifted) return taggedTypes(layout, name, scope);
  const { held } = fieldsOf(layout);
  const own: OptionalKind<PropertySignatureStructure>[] =
    layout.record !== undefined
      ? [{ name: "$name", type: JSON.stringify(layout.name), isReadonly: true }]
      : layout.kind === "union"
        ? [{ name: "$bytes", type: "Uint8Array" }]
        : [];
  return [
    {
      kind: StructureKind.Interface,
      name,
      isExported: true,
      docs: docsOf(layout.doc),
      properties: [...own, ...held.map((field) => property(field, name, scope))],
    },
    {
      kind: StructureKind.TypeAlias,
      name: `${name}Init`,
      isExported: true,
      docs: layout.name === "" ? [] : [`What \`${name}.encode\` takes.`],
      type: initOf(layout, name, scope),
    },
  ];
}

function property(field: FieldLayout, around: string, scope: Scope): OptionalKind<PropertySignatureStructure> {
  return { name: field.name, type: typeOf(field, around, scope, false), docs: docsOf(field.doc) };
}

function typeOf(field: FieldLayout, around: string, scope: Scope, init: boolean): string {
  const type = fieldTypeOf(field);
  return scope.textOf(type).type(type, innerName(around, field), scope, init);
}

function docsOf(doc: string | undefined): string[] {
  return doc === undefined || doc.trim() === "" ? [] : [docText(doc)];
}

/** The value, with what may be left out of it and what may leave something out itself: so docs are printed once. */
function initOf(layout: Layout, name: string, scope: Scope): string {
  const { held, own } = fieldsOf(layout);
  const apart = new Set(own.map(({ name: field }) => field));
  const isOptional = (field: FieldLayout) => {
    const { constant, counts, tags } = field;
    return constant !== undefined || counts !== undefined || tags !== undefined || !apart.has(field.name);
  };
  const optional = layout.kind === "union" ? held : held.filter(isOptional);
  const names = optional.map((field) => JSON.stringify(field.name));
  if (layout.kind === "union") names.unshift('"$bytes"');
  const inner = held.flatMap((field) => {
    const given = typeOf(field, name, scope, true);
    return given === typeOf(field, name, scope, false) ? [] : [`${field.name}: ${given}`];
  });
  const parts = [
    name,
    ...(names.length > 0 || inner.length > 0 ? [names.join(" | ") || "never"] : []),
    ...(inner.length > 0 ? [`{ ${inner.join("; ")} }`] : []),
  ];
  return `${scope.imports.type("Init")}<${parts.join(", ")}>`;
}

/** A union of which a field beside it says which member is meant: its value holds that member alone. */
function taggedTypes(layout: Layout, name: string, scope: Scope): Types {
  const alias = (init: boolean): TypeAliasDeclarationStructure => {
    const members = Object.keys(layout.tag?.members ?? {}).map((member) => {
      const held = fieldsOf(layout).held.find((field) => field.name === member);
      const given = held && (held.constant !== undefined && init ? "?" : "");
      const value = held === undefined ? "" : `; ${member}${given}: ${typeOf(held, name, scope, init)}`;
      return `\n  | { readonly $member: "${member}"${value} }`;
    });
    return {
      kind: StructureKind.TypeAlias,
      name: init ? `${name}Init` : name,
      isExported: true,
      docs: init ? [] : docsOf(layout.doc),
      type: [...members, '\n  | { readonly $member: "unknown"; readonly $bytes: Uint8Array }'].join(""),
    };
  };
  return [alias(false), alias(true)];
}
