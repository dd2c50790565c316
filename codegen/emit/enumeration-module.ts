import type { EnumerationFacts } from "../../src/wire/index.ts";
import { docComment } from "./doc.ts";
import type { Part } from "./module.ts";
import { pascalCase } from "./names.ts";
import type { Scope } from "./scope.ts";
import { literal } from "./text.ts";

/** A const object with names both ways, the type of its values, and the same as data for tools. */
export function enumerationModule({ name, doc, members }: EnumerationFacts, scope: Scope): Part[] {
  const type = pascalCase(name);
  const isBig = scope.bigEnumerations.has(name);
  const lines = members.map((member) => {
    return `${docComment(member.doc, "  ")}  ${member.name}: ${literal(isBig ? BigInt(member.value) : member.value)},\n`;
  });
  const facts = scope.type("EnumerationFacts");
  return [
    `const names = {\n${lines.join("")}} as const;`,
    `/** A value of \`${name}\`: one that has a name, or any other. */\nexport type ${type} = ${scope.type("ValueOf")}<typeof names>;`,
    `${docComment(doc)}export const ${type}: ${scope.type("Enumeration")}<typeof names> = /* @__PURE__ */ ${scope.use("enumeration")}(names);`,
    `/** The same as data. */\nexport const facts$${type}: ${facts} = /* @__PURE__ */ ${scope.use("factsOf")}("${name}", names);`,
  ];
}
