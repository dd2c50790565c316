import { elementsOf, fieldsAndParts, type LaidOutFamily } from "../../src/layout/index.ts";
import { type EnumerationFacts, keyOf, type Layout, type TypeLayout } from "../../src/wire/index.ts";
import { useAllKinds } from "../../src/wire/kinds/index.ts";
import { textOf } from "../kinds/index.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import { docComment } from "./doc.ts";
import { familyModule, framingModule, headerOf } from "./family-module.ts";
import { interpretedModule, isInterpreted } from "./interpreted-module.ts";
import { moduleText, type Part } from "./module.ts";
import { fileName, framingFile, typeName } from "./names.ts";
import { type EmitSettings, Scope } from "./scope.ts";
import { structModule } from "./struct-module.ts";
import { dataText, literal } from "./text.ts";
import { planUnits } from "./unit.ts";

/** A laid out schema in, the text of every file out. Nothing is read or written here. */
export function emit(schema: LaidOutSchema, settings: EmitSettings): Map<string, string> {
  useAllKinds();
  const units = planUnits(schema);
  const layouts = units.map(({ layout }) => layout);
  const big = bigEnumerations(layouts);
  const listed = listedStructs(layouts);
  const families = new Map(schema.families.map((family) => [family.name, family]));
  const files: [string, string][] = [];
  /** what others import: every codec, type, view and enumeration */
  const exported: string[] = [];
  type PartsOf = (scope: Scope) => Part[];
  const add = (file: string, names: string, family: LaidOutFamily | undefined, partsOf: PartsOf, target = "") => {
    if (names !== "") exported.push(`export { ${names} } from "./${file}${settings.extension}";`);
    const header = family && headerOf(family, settings.extension);
    const isOwn = file + settings.extension === header?.file;
    const scope = new Scope(textOf, settings, big, isOwn ? undefined : header, families);
    files.push([`${file}.ts`, moduleText(partsOf(scope), scope, settings.source + target)]);
  };
  for (const family of schema.families) {
    const type = typeName(family);
    const names = `${type}, type ${type}Record, type ${type}RecordInit`;
    add(`${fileName(family)}-family`, names, family, (scope) => familyModule(family, scope));
    add(framingFile(family.name), "", family, (scope) => framingModule(family, scope));
  }
  for (const unit of units) {
    const { type, file, family, layout } = unit;
    const names = isInterpreted(layout)
      ? `${type}, type ${type}Init, type ${type}View`
      : `decode${type}, ${type}, type ${type}Init, ${type}View`;
    const target = layout.record === undefined ? ` for ${layout.abi}` : "";
    const parts: PartsOf = (scope) =>
      isInterpreted(layout) ? interpretedModule(unit, scope) : structModule(unit, listed.has(layout.name), scope);
    add(file, names, family, parts, target);
  }
  for (const facts of schema.enumerations) {
    add(fileName(facts), typeName(facts), undefined, (scope) => enumerationModule(facts, scope));
  }
  add("index", "", undefined, () => [exported.join("\n")]);
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A const object with names both ways, the type of its values, and the same as data for tools. */
function enumerationModule(enumeration: EnumerationFacts, scope: Scope): Part[] {
  const { name, doc, members } = enumeration;
  const type = typeName(enumeration);
  const isBig = scope.bigEnumerations.has(name);
  const lines = members.map((member) => {
    return `${docComment(member.doc, "  ")}  ${keyOf(member)}: ${literal(isBig ? BigInt(member.value) : member.value)},\n`;
  });
  const facts = scope.type("EnumerationFacts");
  const others = members.filter(({ as }) => as !== undefined).map((one) => [keyOf(one), one.name]);
  const plain = `${scope.use("factsOf")}("${name}", names)`;
  const told = `${scope.use("withCNames")}(/* @__PURE__ */ ${plain}, ${dataText(Object.fromEntries(others))})`;
  return [
    `const names = {\n${lines.join("")}} as const;`,
    `/** A value of \`${name}\`: one that has a name, or any other. */\nexport type ${type} = ${scope.type("ValueOf")}<typeof names>;`,
    `${docComment(doc)}export const ${type}: ${scope.type("Enumeration")}<typeof names> = /* @__PURE__ */ ${scope.use("enumeration")}(names);`,
    `/** The same as data. */\nexport const facts$${type}: ${facts} = /* @__PURE__ */ ${others.length === 0 ? plain : told};`,
  ];
}

/** Structs that lists hold, and those in them: they are written one by one. */
function listedStructs(layouts: readonly Layout[]): ReadonlySet<string> {
  const listed = new Set<string>();
  const visit = (type: TypeLayout, isListed: boolean): void => {
    const element = elementsOf(type);
    const inList = isListed || element !== type;
    if (!("layout" in element)) return;
    if (inList) listed.add(element.layout.name);
    for (const field of fieldsAndParts(element.layout)) visit(field.type, inList);
  };
  for (const layout of layouts) visit({ kind: "struct", layout }, false);
  return listed;
}

/** Enumerations of which all values are in 64-bit fields, and bigints. */
function bigEnumerations(layouts: readonly Layout[]): ReadonlySet<string> {
  const isBig = new Map<string, boolean>();
  const visit = (layout: Layout): void => {
    for (const { type } of fieldsAndParts(layout)) {
      const element = elementsOf(type);
      if ("layout" in element) visit(element.layout);
      if (element.kind !== "integer") continue;
      for (const facts of [element.enumeration, element.flags]) {
        if (facts !== undefined) isBig.set(facts.name, element.big && isBig.get(facts.name) !== false);
      }
    }
  };
  for (const layout of layouts) visit(layout);
  return new Set([...isBig.keys()].filter((name) => isBig.get(name)));
}
