import type {
  ArrayType,
  EnumerationDefinition,
  Field,
  Fields,
  FlexibleType,
  TypeNode,
} from "../../../../schema/dsl/types.ts";
import type { Definition } from "../../../layout/index.ts";
import type { Notes } from "../infer.ts";
import { call, object, type Text } from "./document.ts";

/** What an expression is made of that is not in it. */
export interface Scope {
  /** the name of something of the vocabulary, which is then imported */
  use(name: string): string;
  /** the name of a definition */
  nameOf(definition: Definition | EnumerationDefinition): string;
  notesOf(definition: Definition): Notes | undefined;
}

/** A field as a person writes it: what its facts say, and nothing else. */
export function fieldText(field: Field, scope: Scope): Text {
  const { align, as, byteOrder, doc, enumeration, packed, reserved } = field.facts;
  const said: (Text | false | undefined)[] = [
    byteOrder && call(`.${byteOrder}Endian`),
    align !== undefined && call(".aligned", String(align)),
    packed && call(".packed"),
    reserved && call(".reserved"),
    as !== undefined && call(".as", JSON.stringify(as)),
    doc !== undefined && call(".doc", JSON.stringify(doc)),
  ];
  const names = enumeration && [call(".enum", scope.nameOf(enumeration))];
  const { type } = field.facts;
  // What is said of the base of bit fields is said of them.
  const typed = type.kind === "bits" ? bitsText(type, names, scope) : [typeText(type, scope), ...(names ?? [])];
  return [...typed, ...said.filter((one) => one !== undefined && one !== false)];
}

function bitsText(type: TypeNode & { kind: "bits" }, names: readonly Text[] | undefined, scope: Scope): Text[] {
  const base = [typeText(type.base, scope), ...(names ?? [])];
  return [call(scope.use(type.unnamed ? "padding" : "bits"), base, String(type.width))];
}

type Texts = { readonly [K in TypeNode["kind"]]: (type: Extract<TypeNode, { kind: K }>, scope: Scope) => Text };

/** Each kind of the vocabulary, as a schema says it. */
const texts: Texts = {
  integer: ({ signed, size }, { use }) => use(`${signed ? "s" : "u"}${size * 8}`),
  float: ({ size }, { use }) => use(`f${size * 8}`),
  long: ({ signed }, { use }) => use(signed ? "long" : "ulong"),
  bool: (_, { use }) => use("bool"),
  char: (_, { use }) => use("char"),
  pointer: (_, { use }) => use("pointer"),
  longDouble: (_, { use }) => use("longDouble"),
  opaque: ({ size, align }, { use }) => call(use("opaque"), String(size), String(align)),
  text: ({ form, length }, { use }) => (form === "whole" ? use("fourCC") : call(use("cString"), String(length))),
  array: (type, scope) => listText(type, scope, [String(type.length)]),
  flexible: (type, scope) => listText(type, scope, []),
  bits: (type, scope) => bitsText(type, undefined, scope),
  records: (_, { use }) => call(use("records"), JSON.stringify("own")),
  struct({ struct, anonymous }, scope) {
    const around = scope.use(anonymous ? "anonymous" : "nested");
    if (struct.name !== "") return call(around, scope.nameOf(struct));
    const isPlain = struct.align === undefined && !struct.packed && struct.pack === undefined;
    return call(around, isPlain ? fieldsText(struct, scope) : definitionText(struct, scope));
  },
  union: ({ union, anonymous }, scope) =>
    union.name !== "" && !anonymous ? scope.nameOf(union) : definitionText(union, scope, anonymous),
};

function typeText(type: TypeNode, scope: Scope): Text {
  return (texts[type.kind] as (type: TypeNode, scope: Scope) => Text)(type, scope);
}

function listText({ as, element }: ArrayType | FlexibleType, scope: Scope, length: readonly string[]): Text {
  if (as === "bytes") return call(scope.use("bytes"), ...length);
  return call(scope.use("array"), fieldText(element, scope), ...length);
}

/** A struct or union with all that is in it. */
export function definitionText(definition: Definition, scope: Scope, anonymous = false): Text {
  const { kind, name, as, align, packed, pack } = definition;
  const attributes = {
    as: as && JSON.stringify(as),
    packed: packed ? "true" : undefined,
    pack: pack?.toString(),
    align: align?.toString(),
  };
  const fields = fieldsText(definition, scope);
  if (kind === "struct") return call(scope.use("struct"), JSON.stringify(name), object({ ...attributes, fields }));
  const options = object({ name: name === "" ? undefined : JSON.stringify(name), ...attributes });
  return call(
    scope.use(anonymous ? "anonymousUnion" : "union"),
    fields,
    ...(options.items.length === 0 ? [] : [options]),
  );
}

function fieldsText(definition: Definition, scope: Scope): Text {
  const notes = scope.notesOf(definition);
  const fields: Fields = definition.fields;
  const items = Object.entries(fields).map(([key, field]) => ({
    // In a literal, that would be no property.
    text: [key === "__proto__" ? `["${key}"]: ` : `${key}: `, fieldText(field, scope)],
    comment: notes?.get(key),
  }));
  return { open: "{", items, isOpen: definition.name !== "" && items.length > 0 };
}

export function enumerationText({ name, as, members }: EnumerationDefinition, scope: Scope): Text {
  const items = members.map(({ name, value, as }) => {
    const number = typeof value === "bigint" ? `${value}n` : String(value);
    return { text: [`${name}: `, as === undefined ? number : object({ value: number, as: JSON.stringify(as) })] };
  });
  const options = as === undefined ? [] : [object({ as: JSON.stringify(as) })];
  return call(
    scope.use("enumeration"),
    JSON.stringify(name),
    { open: "{", items, isOpen: items.length > 0 },
    ...options,
  );
}
