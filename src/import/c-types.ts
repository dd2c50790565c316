import type { CType, EnumerationType, RecordType, TypedefType } from "./model.ts";

/** What C has tags for. */
export type Tagged = RecordType | EnumerationType;

type Bare = Exclude<CType, TypedefType>;

/** A type without the typedefs in front of it, which are listed, the outermost first. */
export function withoutTypedefs(given: CType): { readonly type: Bare; readonly typedefs: TypedefType[] } {
  const typedefs: TypedefType[] = [];
  let type = given;
  while (type.kind === "typedef") {
    typedefs.push(type);
    type = type.type;
  }
  return { type, typedefs };
}

/** What a typedef, or a typedef of that, stands for. */
export function meantBy(type: CType): Bare {
  return withoutTypedefs(type).type;
}

/** Bytes that a type takes; an array without a count has none. */
export function sizeOf(given: CType): number {
  const type = meantBy(given);
  return type.kind === "array" ? sizeOf(type.element) * (type.count ?? 0) : type.size;
}

export function isRecord(type: CType): type is RecordType {
  return type.kind === "struct" || type.kind === "union";
}

export function isTagged(type: CType): type is Tagged {
  return isRecord(type) || type.kind === "enumeration";
}

export function isArray(type: CType): boolean {
  return meantBy(type).kind === "array";
}

/** The struct or union that a type, or each element of an array of arrays of it, is; with the name it is known by. */
export function recordIn(given: CType): { readonly record: RecordType; readonly name: string | undefined } | undefined {
  const type = meantBy(given);
  if (type.kind === "array") return recordIn(type.element);
  if (!isRecord(type)) return undefined;
  return { record: type, name: type.name ?? (given.kind === "typedef" ? given.name : undefined) };
}

const keywords: { readonly [kind: string]: string } = { struct: "struct ", union: "union ", enumeration: "enum " };

/** As C has it: `struct inner x[4]`, `char name[]`. A struct without a name is `struct { … } x`. */
export function declare(type: CType, declarator: string): string {
  if (type.kind === "array") return declare(type.element, `${declarator}[${type.count ?? ""}]`);
  if (type.kind !== "pointer") return `${keywords[type.kind] ?? ""}${type.name ?? "{ … }"} ${declarator}`;
  const { target } = type;
  // Of a function the name stands inside: `void (*f)(int)`.
  if (target.includes("(*")) return target.replace("(*", `(*${declarator}`);
  return `${target.replace(/[^*]$/, "$& ")}${declarator}`;
}
