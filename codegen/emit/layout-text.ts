import {
  type ExtendedLayout,
  type FieldLayout,
  fieldsOf,
  fieldTypeOf,
  isUnnamedUnion,
  type Layout,
} from "../../src/wire/index.ts";
import { innerName, liftedName } from "./names.ts";
import type { Scope } from "./scope.ts";
import { dataText, literal, moreText } from "./text.ts";

/** The constants for the unions without a name in a struct. */
type Lifted = ReadonlyMap<Layout, string>;

/**
 * The call that makes a layout, each member on a line of its own: what `pahole` would print. The constants for unions
 * without a name are named after `around`.
 */
export function layoutText(layout: Layout, name: string, scope: Scope, around: string = name): string {
  const unions = fieldsOf(layout).parts.filter(isUnnamedUnion);
  const lifted = new Map(unions.map(({ type }, i) => [type.layout, liftedName(around, i)]));
  return call(layout, name, lifted, scope, false);
}

function call(layout: Layout, name: string, lifted: Lifted, scope: Scope, isInline: boolean): string {
  const { as, record, kind, size, baseSize: least, align, abi, tag } = layout;
  const lines = layout.members.map((member) => memberText(member, name, lifted, scope));
  const isShort = isInline || lines.length === 0;
  const members = isShort ? `[${lines.join(", ")}]` : `[\n${lines.map((line) => `  ${line},\n`).join("")}]`;
  const make = scope.use(record !== undefined ? "recordLayout" : `${kind}Layout`);
  const start = `/* @__PURE__ */ ${make}(${JSON.stringify(layout.name)}, ${size}, ${align}, `;
  const extended = layout.extended && extendedText(layout.extended, name, scope);
  const more = withExtended({ as, abi: abi === "x86_64" ? undefined : abi, baseSize: least, tag }, extended);
  if (record === undefined) return `${start}() => ${members}${more})`;
  const { framing: _, baseSize, when, ...facts } = record;
  const variant = when === undefined ? "" : `, when: /* @__PURE__ */ ${scope.use("variant")}(${dataText(when)})`;
  const rest = dataText({ ...facts, ...(baseSize !== size && { baseSize }) }).slice(2, -2);
  return `${start}{ framing: ${scope.framing(record.family)}, ${rest}${variant} }, () => ${members}${more})`;
}

function withExtended(data: object, extended: string | undefined): string {
  const more = moreText(data);
  if (extended === undefined) return more;
  return more === "" ? `, { extended: ${extended} }` : `${more.slice(0, -2)}, extended: ${extended} }`;
}

/** What is behind a fixed struct, each part on a line of its own. */
function extendedText({ parts, ...facts }: ExtendedLayout, name: string, scope: Scope): string {
  const lines = parts?.map((part) => {
    const { name: own, type, kind: _, offset: __, size: ___, doc: ____, constant, ...rest } = part;
    const text = scope.textOf(type).layout(type, innerName(name, part), scope);
    const more = moreText(rest);
    const said = constant === undefined ? more : `, ${scope.use("constant")}(${literal(constant)}${more})`;
    return `\n  /* @__PURE__ */ ${scope.use("part")}(${JSON.stringify(own)}, ${text}${said}),`;
  });
  const known = dataText(facts);
  return lines === undefined ? known : `${known.slice(0, -2)}, parts: [${lines.join("")}\n] }`;
}

function memberText(member: Layout["members"][number], name: string, lifted: Lifted, scope: Scope): string {
  if (member.kind === "padding") {
    const { offset, size, bits } = member;
    return `${scope.use("padding")}(${offset}, ${size}${moreText(bits ?? {})})`;
  }
  const { name: field, offset, size, bits, kind: _, type: __, doc: ___, constant, ...rest } = member;
  const type = typeText(member, name, lifted, scope);
  const made = bits ? `${scope.use("bits")}(${type}, ${bits.at}, ${bits.width}, ${size})` : type;
  const more = moreText(rest);
  const said = constant === undefined ? more : `, ${scope.use("constant")}(${literal(constant)}${more})`;
  return `[${JSON.stringify(field)}, ${offset}, ${made}${said}]`;
}

/** Of a struct without a name, whose fields stand in the struct around it, the layout is in place. */
function typeText(field: FieldLayout, name: string, lifted: Lifted, scope: Scope): string {
  const type = fieldTypeOf(field);
  if (field.name !== "" || !("layout" in type)) return scope.textOf(type).layout(type, innerName(name, field), scope);
  if (type.kind === "union") return lifted.get(type.layout) as string;
  return `${scope.use("unnamed")}(${scope.use("struct")}(${call(type.layout, name, lifted, scope, true)}))`;
}
