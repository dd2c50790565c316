import { type AbiName, elementsOf, type LaidOutFamily } from "../../src/layout/index.ts";
import { fieldsOf, type Layout, type TypeLayout } from "../../src/wire/index.ts";
import { textOf } from "../kinds/index.ts";
import type { LaidOutSchema } from "../lay-out-schema.ts";
import { enumerationModule } from "./enumeration-module.ts";
import { familyModule, framingModule, headerOf } from "./family-module.ts";
import { Imports } from "./imports.ts";
import { moduleText, type Part } from "./module.ts";
import { framingFile, kebabCase, pascalCase } from "./names.ts";
import { type EmitOptions, Scope } from "./scope.ts";
import { structModule } from "./struct-module.ts";
import { planUnits } from "./unit.ts";

/** Where generated code finds its runtime, the ABI of structs outside of families, and what banners say. */
export interface EmitSettings {
  readonly runtime: string;
  readonly extension: ".ts" | ".js";
  readonly abi?: AbiName;
  readonly source: string;
}

/** A laid out schema in, the text of every file out. Nothing is read or written here. */
export function emit(schema: LaidOutSchema, settings: EmitSettings): Map<string, string> {
  const units = planUnits(schema);
  const layouts = units.map(({ layout }) => layout);
  const options: EmitOptions = { extension: settings.extension, bigEnumerations: bigEnumerations(layouts) };
  const listed = listedStructs(layouts);
  const files: [string, string][] = [];
  const add = (file: string, family: LaidOutFamily | undefined, partsOf: (scope: Scope) => readonly Part[]) => {
    const imports = new Imports(settings.runtime);
    const header = family && headerOf(family, settings.extension);
    const isOwn = file + settings.extension === header?.file;
    const scope = new Scope(textOf, imports, options, isOwn ? undefined : header);
    files.push([`${file}.ts`, moduleText(partsOf(scope), imports, settings.source)]);
  };
  for (const unit of units) {
    add(unit.file, unit.family, (scope) => structModule(unit, listed.has(unit.layout.name), scope));
  }
  for (const family of schema.families) {
    add(framingFile(family.name), family, (scope) => framingModule(family, scope));
    add(`${kebabCase(family.name)}-family`, family, (scope) => familyModule(family, scope));
  }
  for (const facts of schema.enumerations) {
    add(kebabCase(facts.name), undefined, (scope) => enumerationModule(facts, scope));
  }
  add("index", undefined, () => [indexText(schema, units, settings.extension)]);
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The module that others import: every codec, type, view and enumeration. */
function indexText(
  { families, enumerations }: LaidOutSchema,
  units: ReturnType<typeof planUnits>,
  extension: string,
): string {
  return [
    ...families.map(({ name }) => {
      const type = pascalCase(name);
      return `export { ${type}, type ${type}Record, type ${type}RecordInit } from "./${kebabCase(name)}-family${extension}";`;
    }),
    ...units.map(({ type, file }) => {
      return `export { decode${type}, ${type}, type ${type}Init, ${type}View } from "./${file}${extension}";`;
    }),
    ...enumerations.map(({ name }) => `export { ${pascalCase(name)} } from "./${kebabCase(name)}${extension}";`),
  ].join("\n");
}

/** Structs that lists hold, and those in them: they are written one by one. */
function listedStructs(layouts: readonly Layout[]): ReadonlySet<string> {
  const listed = new Set<string>();
  const visit = (type: TypeLayout, isListed: boolean): void => {
    const element = elementsOf(type);
    const inList = isListed || element !== type;
    if (!("layout" in element)) return;
    if (inList) listed.add(element.layout.name);
    for (const field of fieldsOf(element.layout).all) visit(field.type, inList);
  };
  for (const layout of layouts) visit({ kind: "struct", layout }, false);
  return listed;
}

/** Enumerations of which all values are in 64-bit fields, and bigints. */
function bigEnumerations(layouts: readonly Layout[]): ReadonlySet<string> {
  const isBig = new Map<string, boolean>();
  const visit = (layout: Layout): void => {
    for (const { type } of fieldsOf(layout).all) {
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
