import { type Complaint, show } from "./complaint.ts";

/** What a property of a schema may be. */
export interface Expectation {
  readonly what: string;
  readonly accepts: (value: unknown) => boolean;
}

export type Shape = { readonly [property: string]: Expectation };

export const text: Expectation = { what: "a text", accepts: (value) => typeof value === "string" };
export const flag: Expectation = { what: "true or false", accepts: (value) => typeof value === "boolean" };
export const number: Expectation = { what: "a number", accepts: (value) => typeof value === "number" };
export const numeric: Expectation = {
  what: "a number or a bigint",
  accepts: (value) => typeof value === "number" || typeof value === "bigint",
};
export const list: Expectation = { what: "an array without gaps", accepts: isList };
export const members: Expectation = { what: "an object", accepts: isObject };

export function oneOf(...values: readonly unknown[]): Expectation {
  return { what: values.map(show).join(" or "), accepts: (value) => values.includes(value) };
}

export function optional({ what, accepts }: Expectation): Expectation {
  return { what: `${what}, or leave it out`, accepts: (value) => value === undefined || accepts(value) };
}

export function objectOf(what: string, shape: Shape): Expectation {
  return { what, accepts: (value) => isObject(value) && [...mismatches(value, shape, "")].length === 0 };
}

export function listOf(what: string, item: Expectation): Expectation {
  return { what, accepts: (value) => isList(value) && value.every(item.accepts) };
}

export function anyOf(...expectations: readonly Expectation[]): Expectation {
  return {
    what: expectations.map(({ what }) => what).join(" or "),
    accepts: (value) => expectations.some(({ accepts }) => accepts(value)),
  };
}

/** What is not as expected in an object. */
export function* mismatches(given: object, shape: Shape = {}, field = ""): Iterable<Complaint> {
  for (const [property, { what, accepts }] of Object.entries(shape)) {
    const found = (given as { readonly [property: string]: unknown })[property];
    if (!accepts(found)) yield { field, problem: `its ${property} is ${show(found)}`, cure: `give ${what}` };
  }
}

export function isObject(value: unknown): value is { readonly [property: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An array of just its elements: methods skip what is left out of one, and there can be 2^32 of that. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && Object.keys(value).length >= value.length;
}

export const enumeration: Expectation = objectOf("an enumeration", {
  kind: oneOf("enumeration"),
  name: text,
  doc: optional(text),
  members: listOf("its members", objectOf("a member", { name: text, value: numeric, doc: optional(text) })),
  definedIn: optional(text),
});

/** What can be said of a field besides its type. */
export const factsShape: Shape = {
  doc: optional(text),
  display: optional(oneOf("hex", "time", "address", "text")),
  enumeration: optional(enumeration),
  flags: optional(enumeration),
  constant: optional(numeric),
  reserved: optional(oneOf(true)),
  align: optional(number),
  packed: optional(oneOf(true)),
  byteOrder: optional(oneOf("little", "big")),
};

const struct: Shape = {
  name: text,
  doc: optional(text),
  fields: members,
  align: optional(number),
  packed: flag,
  definedIn: optional(text),
};

const tag = objectOf("the tag's field, and its value for each member", { field: text, members });

const follower = objectOf("a follower", {
  name: text,
  record: text,
  as: anyOf(oneOf("text"), objectOf("a struct", { kind: oneOf("struct"), name: text })),
});

/** What definitions must hold, by their kind. */
export const definitionShapes: { readonly [kind: string]: Shape } = {
  struct,
  union: { ...struct, tag: optional(tag) },
  record: {
    ...struct,
    type: optional({ ...number, what: "a number, or one name with its number" }),
    typeName: optional(text),
    header: optional(text),
    when: optional(objectOf("a field and its values", { field: text, values: listOf("its values", number) })),
    followers: listOf('a list of followers, each with a name, a record, and "text" or a struct', follower),
    length: oneOf("sizeof", "offset"),
  },
};

/** What a family must hold besides its header and its records. */
export const familyShape: Shape = {
  kind: oneOf("family"),
  name: text,
  doc: optional(text),
  member: optional(text),
  type: optional(text),
  types: optional(enumeration),
  length: optional(objectOf("a length", { field: text, counts: oneOf("record", "payload"), unit: number })),
  align: number,
  byteOrder: anyOf(
    oneOf("little", "big"),
    objectOf("the record and field that tell it", { record: text, field: text }),
  ),
  abi: text,
  maxRecordSize: number,
  records: list,
  definedIn: optional(text),
};
