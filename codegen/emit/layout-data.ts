import type { EnumerationFacts, FieldLayout, Layout, TypeLayout } from "../../src/wire/index.ts";
import type { Imports } from "./imports.ts";
import { camelCase, kebabCase, literal } from "./names.ts";
import type { EmitOptions, Unit } from "./unit.ts";

/** A unit's layout as data, each member on a line of its own: what `pahole` would print. */
export function emitLayout(unit: Unit, options: EmitOptions, imports: Imports): string {
  const type = imports.type("Layout");
  // Named twice: of tags with different members the compiler would infer a type that is none.
  return `const layout${unit.type}: ${type} = ${imports.use("deepFreeze")}<${type}>(${layoutText(unit.layout, "")});`;

  function layoutText(layout: Layout, indent: string): string {
    const inner = `${indent}  `;
    const { name, kind, doc, tag, abi, size, align, record, members } = layout;
    const head = entries({ name, kind, abi, size, align });
    const lines = [
      head,
      ...(doc === undefined ? [] : [`doc: ${JSON.stringify(doc)}`]),
      ...(tag === undefined ? [] : [`tag: { ${entries(tag)} }`]),
      ...(record === undefined ? [] : [`record: { ${entries({ ...record })} }`]),
      members.length === 0
        ? "members: []"
        : `members: [\n${members.map((member) => memberText(member, `${inner}  `)).join("")}${inner}]`,
    ];
    return `{\n${lines.map((line) => `${inner}${line},\n`).join("")}${indent}}`;
  }

  function memberText(member: Layout["members"][number], indent: string): string {
    if (member.kind === "padding") return `${indent}{ ${entries({ ...member })} },\n`;
    return `${indent}{ ${fieldText(member, indent)} },\n`;
  }

  function fieldText(field: FieldLayout, indent: string): string {
    const { type, bits, ...rest } = field;
    const own = [entries(rest), `type: ${typeText(type, indent)}`];
    if (bits !== undefined) own.push(`bits: { ${entries({ ...bits })} }`);
    return own.join(", ");
  }

  function typeText(type: TypeLayout, indent: string): string {
    switch (type.kind) {
      case "struct":
      case "union":
        return `{ kind: "${type.kind}", layout: ${layoutText(type.layout, indent)} }`;
      case "array":
      case "flexible": {
        const { element, ...rest } = type;
        return `{ ${entries(rest)}, element: ${typeText(element, indent)} }`;
      }
      case "integer": {
        const { enumeration, flags, ...rest } = type;
        const named = [
          ...(enumeration === undefined ? [] : [`enumeration: ${facts(enumeration)}`]),
          ...(flags === undefined ? [] : [`flags: ${facts(flags)}`]),
        ];
        return `{ ${[entries(rest), ...named].join(", ")} }`;
      }
      default:
        return `{ ${entries({ ...type })} }`;
    }
  }

  function facts({ name }: EnumerationFacts): string {
    return imports.from(kebabCase(name) + options.extension, `${camelCase(name)}Facts`);
  }
}

/** `name: "state", offset: 8`: what is undefined left out. */
export function entries(data: { readonly [key: string]: unknown }): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${text(value)}`)
    .join(", ");
}

function text(value: unknown): string {
  if (typeof value === "bigint" || typeof value === "number") return literal(value);
  if (Array.isArray(value)) return `[${value.map(text).join(", ")}]`;
  if (typeof value === "object" && value !== null) return `{ ${entries(value as { [key: string]: unknown })} }`;
  return JSON.stringify(value);
}
