import type { LaidOutFamily } from "../../src/layout/index.ts";
import { fieldsOf, type Layout } from "../../src/wire/index.ts";
import { docComment } from "./doc.ts";
import { dataText } from "./layout-text.ts";
import type { Part } from "./module.ts";
import { kebabCase, pascalCase } from "./names.ts";
import type { Scope } from "./scope.ts";
import { headerInRecord } from "./struct-module.ts";
import { ordersOf } from "./unit.ts";

/** The header of a family as it stands in its records. */
export interface HeaderInRecord {
  readonly layout: Layout;
  readonly type: string;
  readonly file: string;
}

export function framingFile({ name }: Pick<LaidOutFamily, "name">): string {
  return `${kebabCase(name)}-framing`;
}

/** The header in the records of a family, as the first of them has it. */
export function headerOf(family: LaidOutFamily, extension: string): HeaderInRecord | undefined {
  const { header, name, records } = family;
  const [record] = records;
  const layout = record && at(record, record.record?.header?.split(".") ?? []);
  if (layout === undefined || header === undefined) return undefined;
  return { layout, type: headerName(header, name), file: framingFile(family) + extension };
}

/** The name of a header's type in the records of a family. */
export function headerName(header: { readonly name: string }, family: string): string {
  return `${pascalCase(header.name)}In${pascalCase(family)}`;
}

function at(layout: Layout, [name, ...rest]: readonly string[]): Layout | undefined {
  const field = fieldsOf(layout).all.find((one) => one.name === name);
  const inner = field?.type.kind === "struct" ? field.type.layout : undefined;
  return inner === undefined || rest.length === 0 ? inner : at(inner, rest);
}

/** What the modules of records import of their family: how records follow one another, and their header. */
export function framingModule(family: LaidOutFamily, header: HeaderInRecord | undefined, scope: Scope): Part[] {
  const type = scope.imports.type("Framing");
  const hasFields = header !== undefined && fieldsOf(header.layout).held.length > 0;
  return [
    `export const framing$${pascalCase(family.name)}: ${type} = ${dataText(family.framing)};`,
    ...(header === undefined ? [] : headerInRecord(header.layout, header.type, hasFields, scope)),
  ];
}

/** The union of a family's records, and their registry. */
export function familyModule(family: LaidOutFamily, scope: Scope): Part[] {
  const { imports, options } = scope;
  const name = pascalCase(family.name);
  const orders = ordersOf(family);
  const file = (layout: Layout) => kebabCase(layout.name) + options.extension;
  const codec = (layout: Layout) => imports.from(file(layout), pascalCase(layout.name));
  const records = family.records.map((layout) => `\n  ${layout.name}: ${codec(layout)};`);
  const inits = family.records.map((layout) => {
    return `\n  ${layout.name}: ${imports.typeFrom(file(layout), `${pascalCase(layout.name)}Init`)};`;
  });
  const parameters = `<${name}Record, ${name}RecordInit>`;
  const kind = imports.type(orders === "both" ? "OrderedFamily" : "Family");
  const make = imports.use(orders === "both" ? "familyPair" : "familyOf");
  const list = (layouts: readonly Layout[]) =>
    `/* @__PURE__ */ ${imports.use("codecsOf")}(${layouts.map(codec).join(", ")})`;
  const facts = [
    `name: "${family.name}"`,
    ...(family.doc === undefined ? [] : [`doc: ${JSON.stringify(family.doc)}`]),
    `byteOrder: "${orders === "big" ? "big" : "little"}"`,
    ...(family.header === undefined ? [] : [`header: ${dataText(family.header)}`]),
    `framing: ${imports.from(framingFile(family) + options.extension, `framing$${name}`)}`,
    `structs: ${list(family.structs)}`,
    `codecs: ${list(family.records)}`,
    ...(family.types === undefined
      ? []
      : [
          `types: ${imports.from(kebabCase(family.types.name) + options.extension, `facts$${pascalCase(family.types.name)}`)}`,
        ]),
    ...(family.opening === undefined ? [] : [`opening: ${dataText(family.opening)}`]),
  ];
  const named = "{ [N in keyof Inits]: Inits[N] & { readonly $name: N } }[keyof Inits]";
  return [
    `interface Records {${records.join("")}\n}`,
    `interface Inits {${inits.join("")}\n}`,
    `/** A record of the family, told apart by \`$name\`. */\nexport type ${name}Record = Records[keyof Records];`,
    `/** What \`${name}.encode\` takes. */\nexport type ${name}RecordInit = ${named};`,
    `${docComment(family.doc)}export const ${name}: ${kind}${parameters} = /* @__PURE__ */ ${make}${parameters}({\n${facts.map((fact) => `  ${fact},\n`).join("")}});`,
  ];
}
