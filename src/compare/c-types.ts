import type { CType, RecordType } from "../import/model.ts";

/** What is to be known of a kind of C's types. */
interface KindText<T> {
  /** its bytes; of an array without a count, none */
  size(type: T): number;
  /** a declaration of it, without a semicolon */
  declare(type: T, declarator: string): string;
}

const simple = {
  size: ({ size }: { readonly size: number }) => size,
  declare: ({ name }: { readonly name: string }, declarator: string) => `${name} ${declarator}`,
};

const record: KindText<RecordType> = {
  size: ({ size }) => size,
  declare: ({ kind, name }, declarator) => `${kind} ${name ?? "{ … }"} ${declarator}`,
};

const kinds: { readonly [K in CType["kind"]]: KindText<Extract<CType, { readonly kind: K }>> } = {
  integer: simple,
  float: simple,
  unknown: simple,
  struct: record as KindText<never>,
  union: record as KindText<never>,
  enumeration: { ...simple, declare: ({ name }, declarator) => `enum ${name ?? "{ … }"} ${declarator}` },
  typedef: { ...simple, size: ({ type }) => bytesOf(type) },
  array: {
    size: ({ element, count }) => bytesOf(element) * (count ?? 0),
    declare: ({ element, count }, declarator) => declare(element, `${declarator}[${count ?? ""}]`),
  },
  pointer: {
    size: ({ size }) => size,
    // Of a function the name stands inside: `void (*f)(int)`.
    declare: ({ target }, declarator) =>
      target.includes("(*")
        ? target.replace("(*", `(*${declarator}`)
        : `${target.replace(/[^*]$/, "$& ")}${declarator}`,
  },
};

function kindOf(type: CType): KindText<CType> {
  return kinds[type.kind] as KindText<CType>;
}

export function bytesOf(type: CType): number {
  return kindOf(type).size(type);
}

/** As C has it: `struct inner x[4]`, `char name[]`. A struct without a name is `struct { … } x`. */
export function declare(type: CType, declarator: string): string {
  return kindOf(type).declare(type, declarator);
}

/** What a typedef, or a typedef of that, stands for. */
export function meantBy(type: CType): CType {
  return type.kind === "typedef" ? meantBy(type.type) : type;
}

/** The struct or union that a type, or each element of an array of arrays of it, is; with the name it is known by. */
export function recordIn(type: CType): { readonly record: RecordType; readonly name: string | undefined } | undefined {
  if (type.kind === "array") return recordIn(type.element);
  const meant = meantBy(type);
  if (meant.kind === "array") return recordIn(meant.element);
  if (meant.kind !== "struct" && meant.kind !== "union") return undefined;
  return { record: meant, name: meant.name ?? (type.kind === "typedef" ? type.name : undefined) };
}

export function isArray(type: CType): boolean {
  return meantBy(type).kind === "array";
}
