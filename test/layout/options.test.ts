import { describe, expect, test } from "vitest";
import {
  alignedTo,
  anonymousUnion,
  enumeration,
  type FamilyOptions,
  family,
  flags,
  nested,
  record,
  struct,
  u8,
  u16,
  u32,
  union,
} from "../../schema/dsl/index.ts";
import { hdr, messagesOf, messagesOfFamily, messagesOfFields, messagesOfStructs } from "./fault-messages.ts";

// An option that no builder knows has no effect: who misspells one must be told, in whatever it stands.

const fields = { a: u8 };
const any = (value: unknown) => value as never;

describe("options that nothing knows", () => {
  const ofStruct = "use fields, as, doc, align, packed, pack, parts, grows";
  const ofUnion = "use fields, as, doc, align, packed, pack, name, tag";

  test.each<[given: unknown, ...messages: string[]]>([
    [struct("s", { fields, doc: "S.", align: 8, packed: true })],
    [
      struct("s", any({ pakc: 4, algin: 8, fields })),
      `s: has an option "pakc", which means nothing; ${ofStruct}`,
      `s: has an option "algin", which means nothing; ${ofStruct}`,
    ],
    [struct("s", any({ name: "t", fields })), `s: has an option "name", which means nothing; ${ofStruct}`],
    [struct("s", any({ algin: undefined, fields })), `s: has an option "algin", which means nothing; ${ofStruct}`],
    [
      struct("s", { fields: { a: nested(struct("t", any({ pakced: true, fields }))) } }),
      `t: has an option "pakced", which means nothing; ${ofStruct}`,
    ],
    [
      struct("s", { fields: { a: nested(struct("", any({ pakced: true, fields }))) } }),
      `s.a: has an option "pakced", which means nothing; ${ofStruct}`,
    ],
  ])("of a struct: %#", (given, ...expected) => {
    expect(messagesOfStructs(given)).toEqual(expected);
  });

  test("of a union and of its tag", () => {
    const tag = any({ field: "t", members: { a: 1 }, maks: 15 });
    expect(messagesOfFields({ t: u8, u: union({ a: u8 }, { tag }) })).toEqual([
      's.u: has an option "tag.maks", which means nothing; use tag.field, tag.members, tag.mask, tag.default',
    ]);
    expect(messagesOfFields({ x: anonymousUnion({ a: u8 }, any({ dco: "U." })) })).toEqual([
      `s: has an option "dco", which means nothing; ${ofUnion}`,
    ]);
  });

  test("of an enumeration and of its members", () => {
    const misspelt = [enumeration("e", any({ A: { value: 1, dco: "A." } })), flags("g", { A: 1 }, any({ dosc: "G." }))];
    const [e, g] = misspelt.map(({ $enumeration }) => $enumeration);
    const messages = [
      'e: has an option "A.dco", which means nothing; use A.value, A.doc, A.as',
      'g: has an option "dosc", which means nothing; use doc, as',
    ];
    expect(messagesOf({ families: [], structs: [], enumerations: [e, g] })).toEqual(messages);
    expect(messagesOfFields({ a: u8.enum(misspelt[0]!), b: u8.flags(misspelt[1]!) })).toEqual(messages);
  });

  const r = record("r", { type: 1, fields: { a: u32 } });
  const ofRecord = "use fields, as, doc, align, packed, pack, type, header, when, followers, length, parts, grows";

  test.each([
    [{ typ: 2 }, `r: has an option "typ", which means nothing; ${ofRecord}`],
    [{ typeName: "R" }, `r: has an option "typeName", which means nothing; ${ofRecord}`],
    [
      { when: { field: "a", value: [1] } },
      'r: has an option "when.value", which means nothing; use when.field, when.values',
    ],
    [
      { followers: [{ name: "n", record: "r", is: "text" }] },
      'r: has an option "followers.is", which means nothing; use followers.name, followers.record, followers.as',
    ],
  ])("of a record: %#", (given, message) => {
    expect(messagesOfFamily({}, record("r", any({ type: 1, fields, ...given })))).toContain(message);
  });

  const ofFamily =
    "use as, doc, preamble, header, member, type, types, length, byteOrder, records, align, abi, maxRecordSize";

  test.each([
    [{ maxRecordsize: 9 }, `fam: has an option "maxRecordsize", which means nothing; ${ofFamily}`],
    [{ name: "g" }, `fam: has an option "name", which means nothing; ${ofFamily}`],
    [
      { length: { field: "len", adjust: 4 } },
      'fam: has an option "length.adjust", which means nothing; use length.field, length.counts, length.unit, length.plus',
    ],
    [
      { byteOrder: { record: "r", field: "a", offset: 4 } },
      'fam: has an option "byteOrder.offset", which means nothing; use byteOrder.record, byteOrder.field',
    ],
  ])("of a family: %#", (given, message) => {
    expect(messagesOfFamily(given as Partial<FamilyOptions>, r)).toEqual([message]);
  });
});

test("choices that are none", () => {
  const r = record("r", any({ type: 1, length: "ofset", fields: { a: u32 } }));
  expect(messagesOfFamily({}, r)).toEqual(['r: its length is "ofset"; give "sizeof" or "offset"']);
  expect(messagesOfFamily({ byteOrder: any("middle") })).toEqual([
    'fam: its byteOrder is "middle"; give "little" or "big" or "either"',
  ]);
  expect(messagesOfFamily({ length: any({ field: "len", counts: "recrod" }) })).toEqual([
    'fam: its length.counts is "recrod"; give "record" or "payload"',
  ]);
  expect(
    messagesOfFamily({}, record("r", any({ type: 1, followers: [{ name: "n", record: "r", as: "txt" }], fields }))),
  ).toEqual(['fam: "txt" is not a struct; make it with struct(…)']);
});

test("a type that is not one number or one name", () => {
  for (const type of [{ A: 1, B: 2 }, {}, "1", [1, 2]]) {
    expect(messagesOfFamily({}, record("r", { type: any(type), fields }))).toEqual([
      expect.stringMatching(/^r: its type .* does not fit hdr.type, u16; give a whole number from 0 to 65535$/),
    ]);
  }
});

test("what a struct or record says of its alignment holds against what all of them have", () => {
  const eight = alignedTo(8);
  expect(eight.struct("s", { fields }).align).toBe(8);
  expect(eight.struct("s", { align: 4, fields }).align).toBe(4);
  expect(eight.record("r", { align: 16, fields }).align).toBe(16);
});

describe("what is of another type than TypeScript asks for", () => {
  const cure = "give what the types of bytewright/schema ask for";

  test("is one fault of what it is in, beside all others", () => {
    const when = any({ field: "a", values: 3 });
    expect(
      messagesOfFamily({}, record("r", { type: 1, when, fields: { a: u16 } }), record("q", { type: 70_000, fields })),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`^r: cannot be laid out: .*; ${cure}$`)),
        "q: its type 70000 does not fit hdr.type, u16; give a whole number from 0 to 65535",
      ]),
    );
  });

  test.each<[given: unknown, message: string]>([
    [undefined, "schema: cannot be laid out"],
    [{ families: 3, structs: [] }, "schema: cannot be laid out"],
    [{ families: [], structs: [struct("s", any({}))] }, "s: cannot be laid out"],
    [{ families: [family("f", any({ byteOrder: "little" }))], structs: [] }, "f: cannot be laid out"],
    [{ families: [], structs: [{ ...hdr, name: 3 }] }, "3: 3 is not a C identifier"],
  ])("%#", (given, message) => {
    expect(messagesOf(given).join("\n")).toContain(message);
  });
});
