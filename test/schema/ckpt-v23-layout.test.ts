import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { recordDeclarations } from "../../codegen/c/declarations.ts";
import { ckptNetdevAddr, ckptPids, ckptV23 } from "../../schema/ckpt-v23/index.ts";
import { abis, abisOf, checkSchema, headersOf, layOut, layOutRecord } from "../../src/layout/index.ts";
import type { EnumerationFacts, FieldLayout, Layout, TypeLayout } from "../../src/wire/layout.ts";
import { skipsWithoutCompilerFor } from "../support/c-compiler.ts";
import { compiledPlaces, placesOf } from "../support/c-layout.ts";

interface Facts {
  readonly constants: { readonly [name: string]: number };
  /** the record of each type that has a struct of its own */
  readonly types: { readonly [type: string]: string };
  /** the record of each kind of open file */
  readonly files: { readonly [fileType: string]: string };
  /** types whose records are a header and a payload */
  readonly payloads: readonly string[];
  readonly structs: {
    readonly [name: string]: {
      readonly size: number;
      readonly align: number;
      readonly members: { readonly [path: string]: string };
    };
  };
}

const facts: Facts = JSON.parse(readFileSync(new URL("../vectors/ckpt-v23-layout.json", import.meta.url), "utf8"));

const others = [ckptPids, ckptNetdevAddr];
const byName = new Map(ckptV23.records.map((record) => [record.name, record]));
const followers = ckptV23.records.flatMap((record) => record.followers.flatMap(({ as }) => (as === "text" ? [] : as)));
const layouts = new Map(
  [
    ...[...headersOf(ckptV23), ...followers, ...others].map((struct) => layOut(struct, abis.x86_64)),
    ...ckptV23.records.map((record) => layOutRecord(record, ckptV23, abis.x86_64)),
  ]
    .flatMap(withHeld)
    .map((layout) => [layout.name, layout]),
);

/** What the kernel puts behind a struct without a member for it. */
const undeclared: readonly string[] = ["ckpt_hdr_thread.tls_array"];

test("the schema has no faults, and every ABI gives the same layout", () => {
  expect(checkSchema({ families: [ckptV23], structs: others })).toEqual([]);
});

test.each(Object.keys(facts.structs))("%s is laid out as in the kernel", (name) => {
  const layout = layouts.get(name)!;
  expect({ size: layout.size, align: layout.align, members: ownMembers(layout) }).toEqual(facts.structs[name]);
});

describe("types", () => {
  test.each(Object.entries(facts.types))("%s is that of %s", (type, record) => {
    expect(byName.get(record)?.type).toBe(facts.constants[type]);
  });

  test.each(facts.payloads)("%s has a record that is a header and a payload", (type) => {
    const record = byName.get(type.toLowerCase());
    expect(record?.type).toBe(facts.constants[type]);
    expect(Object.keys(record?.fields ?? {})).toEqual(["payload"]);
  });

  test.each(Object.entries(facts.files))("%s is told by its f_type, and is a %s", (fileType, record) => {
    const { type, header, when } = byName.get(record)!;
    expect({ type, header, field: when?.field }).toEqual({
      type: facts.constants.CKPT_HDR_FILE,
      header: "common.h",
      field: "common.f_type",
    });
    expect(when?.values).toContain(facts.constants[fileType]);
  });

  test("files of other kinds are a ckpt_hdr_file and nothing else", () => {
    const rest = ckptV23.records.filter(({ type, when }) => type === facts.constants.CKPT_HDR_FILE && !when);
    expect(rest.map(({ name, header }) => ({ name, header }))).toEqual([{ name: "ckpt_hdr_file", header: "h" }]);
  });

  test("there are no other records", () => {
    const named = [...Object.values(facts.types), ...Object.values(facts.files), ...facts.payloads];
    const expected = new Set([...named.map((name) => name.toLowerCase()), "ckpt_hdr_file"]);
    expect(new Set(byName.keys())).toEqual(expected);
  });
});

test("the enumerations have the kernel's constants", () => {
  const used = [...layouts.values()].flatMap(fieldsOf).flatMap(({ type }) => enumerationsOf(type));
  const members = used.flatMap((enumeration) => enumeration.members).filter(({ name }) => name.startsWith("CKPT_"));
  expect(Object.fromEntries(members.map(({ name, value }) => [name, value]))).toEqual(facts.constants);
});

describe.each(abisOf("portable"))("$name", (abi) => {
  test.skipIf(skipsWithoutCompilerFor(abi.name))("the C compiler agrees", () => {
    const types = ckptV23.records.map((record) => ({
      tag: `struct ${record.name}`,
      declarations: recordDeclarations(record, ckptV23),
      layout: layOutRecord(record, ckptV23, abi),
    }));
    expect(compiledPlaces(types, abi.name)).toEqual(types.map(({ layout }) => placesOf(layout)));
  });
});

/** A layout and those of the named structs that it holds, directly or in structs without a name. */
function withHeld(layout: Layout): Layout[] {
  const held = fieldsOf(layout).flatMap(({ type }) => {
    const inner = structOf(type);
    return inner === undefined ? [] : withHeld(inner);
  });
  return layout.name === "" ? held : [layout, ...held];
}

/** Members by path, those of structs and unions without a name among them. */
function ownMembers(layout: Layout, prefix = "", base = 0): { [path: string]: string } {
  const members = fieldsOf(layout).flatMap((field): [string, string][] => {
    const path = prefix + field.name;
    if (undeclared.includes(`${layout.name}.${path}`)) return [];
    const at = base + field.offset;
    const own: [string, string][] =
      field.name === "" ? [] : [[path, `${typeText(field.type)}, ${field.size} bytes at ${at}`]];
    const inner = structOf(field.type);
    if (inner === undefined || inner.name !== "") return own;
    return [...own, ...Object.entries(ownMembers(inner, field.name === "" ? prefix : `${path}.`, at))];
  });
  return Object.fromEntries(members);
}

/** A type as the kernel's headers write it. */
function typeText(type: TypeLayout): string {
  switch (type.kind) {
    case "integer":
      return `__${type.byteOrder === "big" ? "be" : type.signed ? "s" : "u"}${type.size * 8}`;
    case "string":
      return `char[${type.size}]`;
    case "bytes":
      return `__u8[${type.size}]`;
    case "array":
      return `${typeText(type.element)}[${type.length}]`;
    case "flexible":
      return `${typeText(type.element)}[0]`;
    case "struct":
    case "union":
      return `${type.kind} ${type.layout.name === "" ? "{}" : type.layout.name}`;
    default:
      return type.kind;
  }
}

function structOf(type: TypeLayout): Layout | undefined {
  if (type.kind === "array" || type.kind === "flexible") return structOf(type.element);
  return type.kind === "struct" || type.kind === "union" ? type.layout : undefined;
}

function enumerationsOf(type: TypeLayout): EnumerationFacts[] {
  return type.kind === "integer" ? [type.enumeration, type.flags].filter((one) => one !== undefined) : [];
}

function fieldsOf({ members }: Layout): FieldLayout[] {
  return members.filter((member) => member.kind === "field");
}
