import type { LaidOutFamily } from "../../src/layout/index.ts";
import { findField, type Layout } from "../../src/wire/index.ts";
import { docComment } from "./doc.ts";
import type { Part } from "./module.ts";
import { framingFile, headerName, pascalCase, typeName } from "./names.ts";
import type { HeaderInRecord, Scope } from "./scope.ts";
import { headerInRecord } from "./struct-module.ts";
import { dataText } from "./text.ts";
import { ordersOf } from "./unit.ts";

/** The header in the records of a family, as the first of them has it. */
export function headerOf(family: LaidOutFamily, extension: string): HeaderInRecord | undefined {
  const { header, name, records } = family;
  const [record] = records;
  const type = record && findField(record, record.record?.header?.split(".") ?? [])?.field.type;
  if (type?.kind !== "struct" || header === undefined) return undefined;
  return { layout: type.layout, type: headerName(type.layout, family), file: framingFile(name) + extension };
}

/** What the modules of records import of their family: how records follow one another, and their header. */
export function framingModule(family: LaidOutFamily, scope: Scope): Part[] {
  const header = headerOf(family, scope.extension);
  const type = scope.type("Framing");
  const { type: ofType, length } = family.framing;
  const isPlain = ofType?.type === undefined && length?.type === undefined;
  const data = dataText(family.framing);
  const told = isPlain ? data : `/* @__PURE__ */ ${scope.use("framing")}(${data})`;
  return [
    `export const framing$${pascalCase(family.name)}: ${type} = ${told};`,
    ...(header === undefined ? [] : headerInRecord(header.layout, header.type, scope)),
  ];
}

/** Whether records of a family are in parts of others: their modules then need one another. */
function holdsItself({ name, records }: LaidOutFamily): boolean {
  return records.some(({ extended }) => {
    return extended?.parts?.some(({ type }) => type.kind === "records" && type.family === name);
  });
}

/** The union of a family's records, and their registry. */
export function familyModule(family: LaidOutFamily, scope: Scope): Part[] {
  const { doc, header, types, opening, preamble } = family;
  const name = typeName(family);
  const orders = ordersOf(family);
  const codec = (layout: Layout) => scope.from(scope.fileOf(layout), typeName(layout));
  const records = family.records.map((layout) => `\n  ${layout.name}: ${codec(layout)};`);
  const inits = family.records.map((layout) => {
    return `\n  ${layout.name}: ${scope.typeFrom(scope.fileOf(layout), `${typeName(layout)}Init`)};`;
  });
  const start = preamble?.map((layout) => scope.typeFrom(scope.fileOf(layout), typeName(layout)));
  const parameters = `<${name}Record, ${name}RecordInit${start ? `, ${start.join(" | ")}` : ""}>`;
  const kind = scope.type(orders === "both" ? "OrderedFamily" : "Family");
  const make = scope.use(orders === "both" ? "familyPair" : "familyOf");
  const list = (layouts: readonly Layout[]) =>
    `/* @__PURE__ */ ${scope.use("codecsOf")}(${layouts.map(codec).join(", ")})`;
  const data = (value: unknown) => (value === undefined ? undefined : dataText(value));
  const facts = Object.entries({
    name: data(family.name),
    doc: data(doc),
    byteOrder: data(orders === "big" ? "big" : "little"),
    header: data(header),
    framing: scope.framing(family.name),
    structs: list(family.structs),
    codecs: list(family.records),
    preamble: preamble && list(preamble),
    types: types && scope.facts(types),
    opening: data(opening),
  }).flatMap(([fact, text]) => (text === undefined ? [] : [`  ${fact}: ${text},\n`]));
  const made = `${make}${parameters}({\n${facts.join("")}})`;
  const whole = holdsItself(family) ? `${scope.use("lazyFamily")}(() => ${made}, ${orders === "both"})` : made;
  const named = "{ [N in keyof Inits]: Inits[N] & { readonly $name: N } }[keyof Inits]";
  return [
    `interface Records {${records.join("")}\n}`,
    `interface Inits {${inits.join("")}\n}`,
    `/** A record of the family, told apart by \`$name\`. */\nexport type ${name}Record = Records[keyof Records];`,
    `/** What \`${name}.encode\` takes. */\nexport type ${name}RecordInit = ${named};`,
    `${docComment(doc)}export const ${name}: ${kind}${parameters} = /* @__PURE__ */ ${whole};`,
  ];
}
