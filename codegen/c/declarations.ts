import type { FamilyDefinition, Fields, RecordDefinition, TypeNode } from "../../schema/dsl/index.ts";
import type { Definition, Member } from "../../src/layout/index.ts";
import { definitionOf, innermost, isAnonymous, membersOfRecord } from "../../src/layout/index.ts";
import { docComment } from "../emit/doc.ts";

type Body = Pick<Definition, "align" | "packed" | "pack" | "doc">;

/**
 * The C declaration of a struct or union, and before it those of the structs it holds by name; each under its tag, so
 * that it can be left out where another definition has brought it. They need <stdint.h>; attributes are GCC's, in the
 * spelling that no macro of the schema can have.
 *
 *     struct s {
 *       uint8_t a;
 *       uint32_t b : 3 __attribute__((__aligned__(8)));
 *     } __attribute__((__packed__));
 */
export function declarations(definition: Definition): Map<string, string> {
  const tag = definition.name === "" ? undefined : tagOf(definition);
  return declarationsOf(tag, Object.entries(definition.fields), withParts(definition));
}

/** The same of a record, its family's header included. */
export function recordDeclarations(record: RecordDefinition, family: FamilyDefinition): Map<string, string> {
  return declarationsOf(`struct ${record.name}`, membersOfRecord(record, family), withParts(record));
}

/** C has no word for what is behind a struct: a comment says what it is. */
function withParts(own: Definition | RecordDefinition): Body {
  const { parts, grows } = own as RecordDefinition;
  const names = Object.keys(parts ?? {}).join(", ");
  const said = [own.doc, names && `Behind it: ${names}.`, grows && "It may be longer than this."].filter(Boolean);
  return { ...own, doc: said.length === 0 ? undefined : said.join("\n") };
}

function declarationsOf(tag: string | undefined, members: readonly Member[], own: Body): Map<string, string> {
  const all = [...members, ...Object.entries(("parts" in own && (own.parts as Fields)) || {})];
  const found = new Map(all.flatMap(([, { facts }]) => [...neededBy(facts.type)]));
  if (tag !== undefined)
    found.set(tag, packed(own.pack, undefined, `${docComment(own.doc)}${tag} ${body(members, own)};`));
  return found;
}

function neededBy(type: TypeNode): Map<string, string> {
  const inner = innermost(type);
  const definition = definitionOf(inner);
  if (definition === undefined) return new Map();
  // C lifts the members of a struct only where it is written out.
  return declarations(isAnonymous(inner) ? { ...definition, name: "" } : definition);
}

function body(members: readonly Member[], own: Body): string {
  const lines = members.map(([name, { facts }]) => {
    const member = declare(facts.type, name) + attributes(facts);
    const line = `${docComment(facts.doc, "  ")}  ${member.replaceAll("\n", "\n  ")};`;
    const inner = definitionOf(innermost(facts.type));
    // One that is written out in its place is packed as all around it, unless it is said again.
    const isWritten = inner !== undefined && (isAnonymous(facts.type) || inner.name === "");
    return `${isWritten ? packed(inner.pack, own.pack, line) : line}\n`;
  });
  return `{\n${lines.join("")}}${attributes(own)}`;
}

/** A declaration under its `#pragma pack`, if it has another one than what is around it. */
function packed(pack: number | undefined, around: number | undefined, text: string): string {
  if (pack === around) return text;
  const start = pack === undefined ? "#pragma pack(push)\n#pragma pack()" : `#pragma pack(push, ${pack})`;
  return `${start}\n${text}\n#pragma pack(pop)`;
}

type Declare<T> = (type: T, declarator: string) => string;

/** The C declaration of something by its type, without a semicolon. */
const kinds: { readonly [K in TypeNode["kind"]]: Declare<Extract<TypeNode, { readonly kind: K }>> } = {
  integer({ size, signed }, declarator) {
    if (size === 16) return `${signed ? "" : "unsigned "}__int128 ${declarator}`;
    return [1, 2, 4, 8].includes(size)
      ? `${signed ? "" : "u"}int${size * 8}_t ${declarator}`
      : `uint8_t ${declarator}[${size}]`;
  },
  float: ({ size }, declarator) => `${size === 4 ? "float" : "double"} ${declarator}`,
  char: (_, declarator) => `char ${declarator}`,
  bool: (_, declarator) => `_Bool ${declarator}`,
  long: ({ signed }, declarator) => `${signed ? "" : "unsigned "}long ${declarator}`,
  pointer: (_, declarator) => `void *${declarator}`,
  longDouble: (_, declarator) => `long double ${declarator}`,
  text: ({ length }, declarator) => `char ${declarator}[${length}]`,
  array: ({ element, length }, declarator) => declare(element.facts.type, `${declarator}[${length}]`),
  flexible: ({ element }, declarator) => declare(element.facts.type, `${declarator}[]`),
  bits: ({ base, width, unnamed }, declarator) => `${declare(base, unnamed ? "" : declarator)} : ${width}`,
  struct: ({ struct, anonymous }, declarator) => nested(struct, anonymous, declarator),
  union: ({ union, anonymous }, declarator) => nested(union, anonymous, declarator),
  records: (_, declarator) => declarator,
  opaque: ({ size, align }, declarator) =>
    `struct { uint8_t __bytes__[${size}]; }${attributes({ align })} ${declarator}`,
};

function declare(type: TypeNode, declarator: string): string {
  return (kinds[type.kind] as Declare<TypeNode>)(type, declarator);
}

function nested(definition: Definition, anonymous: boolean, declarator: string): string {
  if (!anonymous && definition.name !== "") return `${tagOf(definition)} ${declarator}`;
  const written = `${definition.kind} ${body(Object.entries(definition.fields), definition)}`;
  return anonymous ? written : `${written} ${declarator}`;
}

function tagOf({ kind, name }: Definition): string {
  return `${kind} ${name}`;
}

/** What GCC is told of a type or member. */
function attributes({ align, packed }: Partial<Pick<Definition, "align" | "packed">>): string {
  const list = [...(packed ? ["__packed__"] : []), ...(align === undefined ? [] : [`__aligned__(${align})`])];
  return list.length === 0 ? "" : ` __attribute__((${list.join(", ")}))`;
}
