import type { EnumerationFacts } from "../../src/wire/index.ts";
import { docComment } from "./doc.ts";
import type { Imports } from "./imports.ts";
import { entries } from "./layout-data.ts";
import { camelCase, literal, pascalCase } from "./names.ts";

/** A const object with names both ways, and the same as data for tools. */
export function emitEnumeration(facts: EnumerationFacts, imports: Imports): string {
  const type = pascalCase(facts.name);
  const names = facts.members.map(({ name, value, doc }) => `${docComment(doc, "  ")}  ${name}: ${literal(value)},\n`);
  const seen = new Set<string>();
  const values = facts.members.flatMap(({ name, value }) => {
    const key = String(value);
    if (seen.has(key)) return [];
    seen.add(key);
    return [`  ${/^\d{1,15}$/.test(key) ? key : JSON.stringify(key)}: ${JSON.stringify(name)},\n`];
  });
  const members = facts.members.map((member) => `    { ${entries({ ...member })} },\n`).join("");
  const doc = facts.doc === undefined ? "" : `  doc: ${JSON.stringify(facts.doc)},\n`;
  return `${docComment(facts.doc)}export const ${type} = {
${names.join("")}${values.join("")}} as const;

/** The same as data: names, values and what they mean. */
export const ${camelCase(facts.name)}Facts: ${imports.type("EnumerationFacts")} = ${imports.use("deepFreeze")}({
  name: ${JSON.stringify(facts.name)},
${doc}  members: [
${members}  ],
});`;
}
