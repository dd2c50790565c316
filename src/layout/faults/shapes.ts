import {
  anyOf,
  type Expectation,
  flag,
  list,
  listOf,
  members,
  number,
  numeric,
  objectOf,
  oneOf,
  optional,
  type Shape,
  text,
} from "./expectation.ts";

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
  member: text,
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
