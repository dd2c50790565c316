import { type FieldLayout, fieldsOf, fieldTypeOf, type Layout, type TypeLayout } from "../../src/wire/index.ts";
import { literal, pascalCase } from "./names.ts";
import { innerName, liftedName, type Scope } from "./scope.ts";

/** The struct whose fields those of structs without a name are, and what its unions without a name are named after. */
interface Around {
  readonly layout: Layout;
  readonly lifted: string;
}

type Maker = "structLayout" | "unionLayout" | "recordLayout";

/** The call that makes a layout, each member on a line of its own: what `pahole` would print. */
export function layoutText(layout: Layout, name: string, scope: Scope, lifted: string = name): string {
  return call(layout, name, { layout, lifted }, scope, (members) =>
    members.length === 0 ? "[]" : `[\n${members.map((one) => `  ${one},\n`).join("")}]`,
  );
}

function call(
  layout: Layout,
  name: string,
  around: Around,
  scope: Scope,
  join: (members: readonly string[]) => string,
): string {
  const { record, kind, size, align, abi, tag } = layout;
  const members = join(layout.members.map((member) => memberText(member, name, around, scope)));
  const make: Maker = record !== undefined ? "recordLayout" : kind === "struct" ? "structLayout" : "unionLayout";
  const start = `${scope.imports.use(make)}(${JSON.stringify(layout.name)}, ${size}, ${align}, `;
  const more = { ...(abi !== "x86_64" && { abi }), ...(tag && { tag }) };
  const said = Object.keys(more).length === 0 ? "" : `, ${dataText(more)}`;
  if (record === undefined) return `/* @__PURE__ */ ${start}() => ${members}${said})`;
  const { framing: _, baseSize, when, ...facts } = record;
  const framing = scope.imports.from(`${scope.framingFile}`, `framing$${pascalCase(record.family)}`);
  const variant =
    when === undefined ? "" : `, when: /* @__PURE__ */ ${scope.imports.use("variant")}(${dataText(when)})`;
  const rest = dataText({ ...facts, ...(baseSize !== size && { baseSize }) }).slice(2, -2);
  return `/* @__PURE__ */ ${start}{ framing: ${framing}, ${rest}${variant} }, () => ${members}${said})`;
}

function memberText(member: Layout["members"][number], name: string, around: Around, scope: Scope): string {
  if (member.kind === "padding") {
    const { offset, size, bits } = member;
    return `${scope.imports.use("padding")}(${offset}, ${size}${bits ? `, ${dataText(bits)}` : ""})`;
  }
  const { name: field, offset, size, bits, kind: _, type: __, doc: ___, constant, ...rest } = member;
  const only = constant === undefined ? [] : [`constant: ${scope.imports.use("constant")}(${literal(constant)})`];
  const said = [...only, ...propertiesOf(rest)];
  const more = said.length === 0 ? "" : `, { ${said.join(", ")} }`;
  const type = typeText(member, name, around, scope);
  const made = bits ? `${scope.imports.use("bits")}(${type}, ${bits.at}, ${bits.width}, ${size})` : type;
  return `[${JSON.stringify(field)}, ${offset}, ${made}${more}]`;
}

/** Of a struct without a name, whose fields stand in the struct around it, the layout is in place. */
function typeText(field: FieldLayout, name: string, around: Around, scope: Scope): string {
  const type = fieldTypeOf(field);
  if (field.name !== "" || !("layout" in type)) return scope.textOf(type).layout(type, innerName(name, field), scope);
  if (type.kind === "union") {
    const i = fieldsOf(around.layout).unions.findIndex(
      (one) => "layout" in one.type && one.type.layout === type.layout,
    );
    return `${scope.imports.use("unnamed")}(${liftedName(around.lifted, i)})`;
  }
  const inner = call(type.layout, name, around, scope, (members) => `[${members.join(", ")}]`);
  return `${scope.imports.use("unnamed")}(${scope.imports.use("struct")}(${inner}))`;
}

/** Plain data as it stands in code. */
export function dataText(data: unknown): string {
  if (typeof data === "bigint" || typeof data === "number") return literal(data);
  if (Array.isArray(data)) return `[${data.map(dataText).join(", ")}]`;
  if (typeof data !== "object" || data === null) return JSON.stringify(data);
  return `{ ${propertiesOf(data).join(", ")} }`;
}

function propertiesOf(data: object): string[] {
  const said = Object.entries(data).filter(([, value]) => value !== undefined);
  return said.map(([key, value]) => `${key}: ${dataText(value)}`);
}

/** The declaration of a constant for a struct or union without a module of its own. */
export function innerConstant(
  constant: string,
  type: TypeLayout & { readonly layout: Layout },
  name: string,
  scope: Scope,
): string {
  const made = layoutText(type.layout, name, scope, constant.startsWith("lifted$") ? constant : name);
  const make = scope.imports.use(type.kind === "struct" ? "innerStruct" : "union");
  return `export const ${constant}: ${scope.imports.type("TypeLayout")} = /* @__PURE__ */ ${make}(${made}, ${scope.used([type], "Coder")});`;
}
