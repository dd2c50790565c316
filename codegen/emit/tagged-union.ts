import { type ClassDeclarationStructure, StructureKind, type TypeAliasDeclarationStructure } from "ts-morph";
import { docText } from "./doc.ts";
import type { Imports } from "./imports.ts";
import { block } from "./names.ts";
import { type Order, type Unit, valueSlots } from "./unit.ts";
import { valueSuffix } from "./value-suffix.ts";

/**
 * A union of which a field beside it says which member is meant. Its value holds that member alone, under `$member`;
 * for a tag that means none, the bytes. To encode it, the tag comes from the value.
 */
export function isTagged({ layout, isLifted }: Unit): boolean {
  return layout.kind === "union" && layout.tag !== undefined && !isLifted;
}

interface Case {
  readonly member: string;
  readonly tag: number;
  readonly unit: Unit;
}

/** The members that a tag can mean. */
function casesOf(unit: Unit): Case[] {
  return Object.entries(unit.layout.tag?.members ?? {}).flatMap(([member, tag]) => {
    const alternative = alternativeFor(member, unit);
    return alternative === undefined ? [] : [{ member, tag, unit: alternative }];
  });
}

/** What values call the members, for messages. */
function namesOf(unit: Unit): string {
  return [...casesOf(unit).map(({ member }) => member), "unknown"].join(", ");
}

/** The unit whose only field is that member of a union. */
export function alternativeFor(member: string, { alternatives }: Unit): Unit | undefined {
  return alternatives.find((one) => valueSlots(one).some(({ field }) => field.name === member));
}

/** Name of the function that gives the tag of a union in a unit. */
export function tagFunction(unit: Unit, unionField: string): string {
  const union = unit.inner.find(({ field }) => field?.name === unionField);
  return `tagOf${union?.type}`;
}

export function emitTaggedTypes(unit: Unit): TypeAliasDeclarationStructure[] {
  const alias = (init: "" | "Init"): TypeAliasDeclarationStructure => ({
    kind: StructureKind.TypeAlias,
    name: unit.type + init,
    isExported: true,
    docs: init === "" && unit.layout.doc !== undefined ? [docText(unit.layout.doc)] : [],
    type: [
      ...casesOf(unit).map(({ member, unit: one }) => `\n  | ({ readonly $member: "${member}" } & ${one.type}${init})`),
      '\n  | { readonly $member: "unknown"; readonly $bytes: Uint8Array }',
    ].join(""),
  });
  return [alias(""), alias("Init")];
}

export function emitTaggedRead(unit: Unit, order: Order, imports: Imports): string {
  const { type, layout } = unit;
  const cases = casesOf(unit).map(({ member, tag, unit: one }) => {
    return `case ${tag}:\n  return { $member: "${member}", ...read${one.type}${order.suffix}(b, p) };`;
  });
  const bytes = `${imports.use("copyBytes")}(b.bytes, p, p + ${layout.size})`;
  return `export function read${type}${order.suffix}(b: ${imports.type("Binding")}, p: number, tag: number): ${type} {
  switch (tag) {
${block([...cases, `default:\n  return { $member: "unknown", $bytes: ${bytes} };`], "    ")}
  }
}`;
}

export function emitTaggedFit(unit: Unit, order: Order, imports: Imports): string {
  const { type, layout } = unit;
  const record = JSON.stringify(unit.record);
  const cases = casesOf(unit);
  const wrongValue = imports.use("wrongValue");
  const fits = cases.map(({ member, unit: one }) => {
    return `case "${member}":\n  return fit${one.type}${valueSuffix(one.layout, order)}(value);`;
  });
  const unknown = `case "unknown":
  return ${imports.use("unknownBytes")}(${record}, ${layout.size}, value).length;`;
  const others = `default:\n  throw ${wrongValue}(${record}, "$member", (value as { $member?: unknown }).$member, "${namesOf(unit)}");`;
  const tags = cases.map(({ member, tag }) => `case "${member}":\n  return ${tag};`);
  const tagOf = `/** The tag that a value stands for; of an unknown one, none. */
function tagOf${type}(value: ${type}Init): number | undefined {
  switch (value.$member) {
${block([...tags, "default:\n  return undefined;"], "    ")}
  }
}`;
  const fit = `export function fit${type}${order.suffix}(value: ${type}Init): number {
  if (typeof value !== "object" || value === null) throw ${wrongValue}(${record}, "", value, "an object");
  switch (value.$member) {
${block([...fits, unknown, others], "    ")}
  }
}`;
  return order.twin ? fit : `${tagOf}\n\n${fit}`;
}

export function emitTaggedWrite(unit: Unit, order: Order, imports: Imports): string {
  const { type, layout } = unit;
  const unknown = `${imports.use("unknownBytes")}(${JSON.stringify(unit.record)}, ${layout.size}, value)`;
  const cases = casesOf(unit).map(({ member, unit: one }) => {
    return `case "${member}":\n  return write${one.type}${order.suffix}(b, p, value);`;
  });
  return `export function write${type}${order.suffix}(b: ${imports.type("Binding")}, p: number, value: ${type}Init): void {
  switch (value.$member) {
${block([...cases, `default:\n  b.bytes.set(${unknown}, p);`], "    ")}
  }
}`;
}

/** Without a value, the member that the tag means or, without a tag, the first, all zeros. */
export function emitTaggedCreate(unit: Unit, order: Order, imports: Imports): string {
  const { type, layout } = unit;
  const record = JSON.stringify(unit.record);
  const cases = casesOf(unit);
  const create = ({ member, unit: one }: Case, init: string) => {
    return `{ $member: "${member}", ...create${one.type}${valueSuffix(one.layout, order)}(${init}) }`;
  };
  const own = `${imports.use("unknownBytes")}(${record}, ${layout.size}, init)`;
  const unknown = `{ $member: "unknown", $bytes: init.$bytes === undefined ? new Uint8Array(${layout.size}) : ${own} }`;
  const byMember = cases.map((one) => `case "${one.member}":\n  return ${create(one, "init")};`);
  const member = "(init as { $member?: unknown }).$member";
  const others = `default:\n  throw ${imports.use("wrongValue")}(${record}, "$member", ${member}, "${namesOf(unit)}");`;
  const byTag = cases.map((one) => `case ${one.tag}:\n  return ${create(one, "")};`);
  return `export function create${type}${order.suffix}(init?: ${type}Init, tag: number = ${cases[0]?.tag ?? 0}): ${type} {
  switch (init?.$member) {
${block([...byMember, `case "unknown":\n  return ${unknown};`, "case undefined:\n  break;", others], "    ")}
  }
  switch (tag) {
${block([...byTag, `default:\n  return { $member: "unknown", $bytes: new Uint8Array(${layout.size}) };`], "    ")}
  }
}`;
}

/** What a view tells of the member that is meant: so it is a value that can be encoded. */
export function memberOfView(unit: Unit): Pick<ClassDeclarationStructure, "properties" | "getAccessors"> {
  const cases = casesOf(unit);
  const names = [...cases.map(({ member }) => JSON.stringify(member)), '"unknown"'];
  const returns = cases.map(({ member, tag }) => `case ${tag}:\n  return "${member}";`);
  return {
    properties: [
      { name: "$tag", type: "number", initializer: "0", docs: ["What the tag says; given by the view that it is in."] },
    ],
    getAccessors: [
      {
        name: "$member",
        returnType: names.join(" | "),
        statements: `switch (this.$tag) {\n${block([...returns, 'default:\n  return "unknown";'])}\n}`,
      },
    ],
  };
}

/** What a struct must check of the field that is the tag of a union in it; the union itself has been checked. */
export function fitTag(unit: Unit, union: Unit, unionField: string, imports: Imports): string[] {
  const tagField = union.layout.tag?.field;
  const record = JSON.stringify(unit.record);
  const value = `value.${tagField}`;
  const tags = casesOf(union).map(({ tag }) => tag);
  const notVariant = `${imports.use("notVariant")}(${record}, "${tagField}", ${value},`;
  return [
    `const tag${union.type} = tagOf${union.type}(value.${unionField});`,
    `if (tag${union.type} !== undefined && ${value} !== undefined && ${value} !== tag${union.type}) {
  throw ${notVariant} \`\${tag${union.type}}, as ${unionField} says\`);
}`,
    `if (tag${union.type} === undefined && (${value} === undefined || [${tags.join(", ")}].includes(${value}))) {
  throw ${notVariant} "a value that means none of its members: ${unionField} is unknown");
}`,
  ];
}
