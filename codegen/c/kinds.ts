import type { TypeNode } from "../../schema/dsl/types.ts";
import type { Definition } from "../../src/layout/index.ts";

/** How to go on with what a type is made of. */
interface Inner {
  declare(type: TypeNode, declarator: string): string;
  /** the members of a struct or union in braces, and its attributes */
  body(definition: Definition): string;
}

type Declare<T> = (type: T, declarator: string, inner: Inner) => string;

/** The C declaration of something by its type, without a semicolon. */
const declarations: { readonly [K in TypeNode["kind"]]: Declare<Extract<TypeNode, { readonly kind: K }>> } = {
  integer: ({ size, signed }, declarator) => `${signed ? "" : "u"}int${size * 8}_t ${declarator}`,
  float: ({ size }, declarator) => `${size === 4 ? "float" : "double"} ${declarator}`,
  char: (_, declarator) => `char ${declarator}`,
  bool: (_, declarator) => `_Bool ${declarator}`,
  long: ({ signed }, declarator) => `${signed ? "" : "unsigned "}long ${declarator}`,
  pointer: (_, declarator) => `void *${declarator}`,
  array: ({ element, length }, declarator, { declare }) => declare(element.facts.type, `${declarator}[${length}]`),
  flexible: ({ element }, declarator, { declare }) => declare(element.facts.type, `${declarator}[]`),
  bits: ({ base, width, unnamed }, declarator, { declare }) => `${declare(base, unnamed ? "" : declarator)} : ${width}`,
  struct: ({ struct, anonymous }, declarator, { body }) => nested(struct, anonymous, declarator, body),
  union: ({ union, anonymous }, declarator, { body }) => nested(union, anonymous, declarator, body),
  opaque: ({ size, align }, declarator) =>
    `struct { uint8_t __bytes__[${size}]; }${attributes({ align })} ${declarator}`,
};

/** The C declaration of something by its type, without a semicolon. `body` writes out what has no tag. */
export function declare(type: TypeNode, declarator: string, body: Inner["body"]): string {
  const inner: Inner = { declare: (one, text) => declare(one, text, body), body };
  return (declarations[type.kind] as Declare<TypeNode>)(type, declarator, inner);
}

function nested(definition: Definition, anonymous: boolean, declarator: string, body: Inner["body"]): string {
  if (!anonymous && definition.name !== "") return `${tagOf(definition)} ${declarator}`;
  const written = `${definition.kind} ${body(definition)}`;
  return anonymous ? written : `${written} ${declarator}`;
}

export function tagOf({ kind, name }: Definition): string {
  return `${kind} ${name}`;
}

/** What GCC is told of a type or member. */
export function attributes({ align, packed }: Partial<Pick<Definition, "align" | "packed">>): string {
  const list = [...(packed ? ["__packed__"] : []), ...(align === undefined ? [] : [`__aligned__(${align})`])];
  return list.length === 0 ? "" : ` __attribute__((${list.join(", ")}))`;
}
