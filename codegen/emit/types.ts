import { type OptionalKind, type PropertySignatureStructure, type StatementStructures, StructureKind } from "ts-morph";
import { type FieldLayout, fieldsOf, fieldTypeOf, isHeld, keyOf, type Layout } from "../../src/wire/index.ts";
import { docsOf } from "./doc.ts";
import { innerName } from "./names.ts";
import type { Scope } from "./scope.ts";

/** The type of a decoded value, and of what its encoder takes. */
export function emitTypes(layout: Layout, name: string, scope: Scope): StatementStructures[] {
  if (layout.tag !== undefined) return taggedTypes(layout, name, scope);
  const properties: OptionalKind<PropertySignatureStructure>[] = heldIn(layout).map((field) => {
    const isOptional = field.since !== undefined || field.only !== undefined;
    return {
      name: keyOf(field),
      type: typeOf(field, name, scope, false),
      docs: docsOf(field.doc),
      ...(isOptional && { hasQuestionToken: true }),
    };
  });
  properties.push(...beyond(layout));
  if (layout.kind === "union") properties.unshift({ name: "$bytes", type: "Uint8Array" });
  if (layout.record) properties.unshift({ name: "$name", type: JSON.stringify(layout.name), isReadonly: true });
  const docs = layout.name === "" ? [] : [`What \`${name}.encode\` takes.`];
  return [
    { kind: StructureKind.Interface, name, isExported: true, docs: docsOf(layout.doc), properties },
    alias(`${name}Init`, docs, initOf(layout, name, scope)),
  ];
}

/** What a value holds of a struct and of its parts. */
function heldIn(layout: Layout): FieldLayout[] {
  return [...fieldsOf(layout).held, ...(layout.extended?.parts ?? []).filter(isHeld)];
}

/** What else a value may have. */
function beyond({ extended }: Layout): OptionalKind<PropertySignatureStructure>[] {
  const rest = { name: "$rest", type: "Uint8Array", docs: ["Bytes behind what is known of it."] };
  const padding = {
    name: "$padding",
    type: "{ readonly [part: string]: Uint8Array }",
    docs: ["What stands behind parts in place of zeros."],
  };
  return [...(extended?.grows ? [rest] : []), ...(extended?.parts ? [padding] : [])].map((one) => {
    return { ...one, hasQuestionToken: true };
  });
}

/** The structs in it that have what follows from elsewhere: counts of its parts, and its type under a mask. */
function countingStructs({ extended, record }: Layout): ReadonlySet<string> {
  const paths = (extended?.parts ?? []).flatMap(({ count }) => count?.path ?? []);
  if (record?.when?.mask !== undefined) paths.push(record.when.path);
  return new Set(paths.filter((path) => path.includes(".")).map((path) => path.slice(0, path.indexOf("."))));
}

function alias(name: string, docs: string[], type: string): StatementStructures {
  return { kind: StructureKind.TypeAlias, name, isExported: true, docs, type };
}

/** The type of a field's value or, with `init`, of what may be given for it. */
export function typeOf(field: FieldLayout, around: string, scope: Scope, init: boolean): string {
  const type = fieldTypeOf(field);
  return scope.textOf(type).type(type, innerName(around, field), scope, init);
}

/** The type of some names. */
export function namesText(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(" | ") || "never";
}

/** The value, with what may be left out of it and what may leave something out itself: so docs are printed once. */
function initOf(layout: Layout, name: string, scope: Scope): string {
  const { parts } = fieldsOf(layout);
  const held = heldIn(layout);
  const required = [...parts, ...(layout.extended?.parts ?? [])].filter(({ constant, counts, tags }) => {
    return layout.kind === "struct" && constant === undefined && counts === undefined && tags === undefined;
  });
  const counting = countingStructs(layout);
  const needed = new Set(required.filter((field) => !counting.has(field.name)).map(keyOf));
  const names = held.map(keyOf).filter((key) => !needed.has(key));
  if (layout.kind === "union") names.unshift("$bytes");
  const inner = held.flatMap((field) => {
    const whole = typeOf(field, name, scope, true);
    const given = counting.has(field.name) ? `Partial<${whole}>` : whole;
    return given === typeOf(field, name, scope, false) ? [] : [`${keyOf(field)}: ${given}`];
  });
  const typeArguments = [
    name,
    ...(names.length > 0 || inner.length > 0 ? [namesText(names)] : []),
    ...(inner.length > 0 ? [`{ ${inner.join("; ")} }`] : []),
  ];
  return `${scope.type("Init")}<${typeArguments.join(", ")}>`;
}

/** A union of which a field beside it says which member is meant: its value holds that member alone. */
function taggedTypes(layout: Layout, name: string, scope: Scope): StatementStructures[] {
  const { held } = fieldsOf(layout);
  const membersOf = (init: boolean) => {
    const { members: told = {}, default: other } = layout.tag ?? {};
    const members = [...new Set([...Object.keys(told), ...(other === undefined ? [] : [other])])].map((member) => {
      const field = held.find((one) => one.name === member);
      const optional = field?.constant !== undefined && init ? "?" : "";
      const value = field && `; ${keyOf(field)}${optional}: ${typeOf(field, name, scope, init)}`;
      return `\n  | { readonly $member: "${member}"${value ?? ""} }`;
    });
    const unknown = '\n  | { readonly $member: "unknown"; readonly $bytes: Uint8Array }';
    return members.join("") + (other === undefined ? unknown : "");
  };
  return [alias(name, docsOf(layout.doc), membersOf(false)), alias(`${name}Init`, [], membersOf(true))];
}
