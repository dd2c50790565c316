import { type FieldLayout, fieldsOf, fieldTypeOf, type Layout } from "../../src/wire/index.ts";
import { mostElements } from "../kinds/flexible.ts";
import { loadField, loadFields, wrongIn } from "../kinds/struct.ts";
import { plus } from "./names.ts";
import type { Place, Scope } from "./scope.ts";

const place: Place = { base: "at", offset: 0, v: "v", bytes: "bytes", le: "le" };

/** The function that decodes; of a struct that others hold, also the one that reads it unchecked. */
export function emitDecode(layout: Layout, name: string, scope: Scope, le: boolean): string[] {
  const decode = `decode${name}`;
  const refuse = `return ${scope.imports.use("refuseBytes")}(layout, ${decode}, bytes, at, le);`;
  const fields = loadFields(layout, place, name, scope).map(withCount(layout));
  const lines = checks(layout, refuse, scope);
  const view = `const v = ${scope.call("viewOf")}(bytes);`;
  const head = `export function ${decode}(bytes: Uint8Array, at = 0, le = ${le}): ${name} {`;
  const doc = `/** As \`${name}.decode\`. */`;
  const isRead = layout.record === undefined && flexibleIn(layout) === undefined;
  if (layout.record !== undefined) fields.unshift(`$name: ${JSON.stringify(layout.name)}`);
  const value = ["return {", ...fields.map((field) => `  ${field},`), "};"];
  const whole = (statements: readonly string[]) => {
    const text = statements.map((line) => `  ${line}\n`).join("");
    return /(?<![\w$.])v(?![\w$:])/.test(text) ? `  ${view}\n${text}` : text;
  };
  if (!isRead) return [`${doc}\n${head}\n${whole([...lines, ...value])}}`];
  return [
    emitRead(layout, name, scope),
    `${doc}\n${head}\n${whole([...lines, `return read$${name}(bytes, v, at, le);`])}}`,
  ];
}

/** What is loaded of the field that counts a flexible array is what the array's length was taken from. */
function withCount(layout: Layout): (loaded: string) => string {
  const array = flexibleIn(layout)?.type;
  const count = array?.kind === "flexible" ? array.count : undefined;
  const counter = fieldsOf(layout).own.find(({ name }) => name === count);
  const n = counter?.type.kind === "integer" && counter.type.big ? "BigInt(n)" : "n";
  return (loaded) => (count === undefined || !loaded.startsWith(`${count}: `) ? loaded : `${count}: ${n}`);
}

/** The function that reads a struct whose bounds and constants have been looked at. */
export function emitRead(layout: Layout, name: string, scope: Scope): string {
  const fields = loadFields(layout, place, name, scope).map((field) => `    ${field},\n`);
  const parameters = "bytes: Uint8Array, v: DataView, at: number, le: boolean";
  return `export function read$${name}(${used(parameters, fields.join(""))}): ${name} {\n  return {\n${fields.join("")}  };\n}`;
}

/** Parameters, with a line in front of those that a text does not use. */
function used(parameters: string, text: string): string {
  return parameters
    .split(", ")
    .map((one) => (new RegExp(`(?<![\\w$.])${one.split(":")[0]}(?![\\w$:])`).test(text) ? one : `_${one}`))
    .join(", ");
}

export function flexibleIn(layout: Layout): FieldLayout | undefined {
  return fieldsOf(layout).own.find(({ type }) => type.kind === "flexible");
}

export interface Found {
  readonly field: FieldLayout;
  readonly offset: number;
}

/** Where the header in a record says something. */
export function derivedIn(layout: Layout, what: "type" | "length", base = 0): Found | undefined {
  for (const field of layout.members) {
    if (field.kind === "padding") continue;
    const offset = base + field.offset;
    if (field.derived === what) return { field, offset };
    const inner = field.type.kind === "struct" ? derivedIn(field.type.layout, what, offset) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function loadFound({ field, offset }: Found, scope: Scope): string {
  const type = fieldTypeOf(field);
  return scope.textOf(type).load(type, { ...place, offset }, "", scope);
}

/** A number that the header says, however large its field. */
function asNumber({ field: { type } }: Found, read: string): string {
  return type.kind === "integer" && type.big ? `Number(${read})` : read;
}

/** Statements that refuse bytes, in the order that the runtime explains them in. */
function checks(layout: Layout, refuse: string, scope: Scope): string[] {
  const { record } = layout;
  const least = record?.baseSize ?? layout.size;
  const conditions = [`!${scope.call("inBounds")}(bytes, at, ${least})`];
  const type = derivedIn(layout, "type");
  if (type !== undefined && record?.type !== undefined) {
    conditions.push(`${asNumber(type, loadFound(type, scope))} !== ${record.type}`);
  }
  const length = derivedIn(layout, "length");
  const array = flexibleIn(layout);
  if (array === undefined && length !== undefined) {
    conditions.push(`${asNumber(length, loadFound(length, scope))} !== ${counted(least, layout)}`);
  }
  const { when } = record ?? {};
  const wrong = wrongIn(layout, place, scope);
  if (when === undefined && array === undefined && wrong !== "unknown") conditions.push(...wrong.splice(0));
  const lines = [`if (${conditions.join(" || ")}) ${refuse}`];
  if (when !== undefined) {
    const { offset, size, byteOrder, values, except } = when;
    const told = { kind: "integer", size, signed: false, big: false, ...(byteOrder && { byteOrder }) } as const;
    const equals = except ? "===" : "!==";
    const join = except ? " || " : " && ";
    lines.push(
      `const variant = ${scope.textOf(told).load(told, { ...place, offset }, "", scope)};`,
      `if (${values.map((value) => `variant ${equals} ${value}`).join(join)}) ${refuse}`,
    );
  }
  if (array !== undefined) lines.push(...checkArray(layout, array, length, least, refuse, scope));
  if (wrong === "unknown") {
    lines.push(`if (${scope.call("findFault")}(layout, bytes, at, le) !== undefined) ${refuse}`);
  } else if (wrong.length > 0) lines.push(`if (${wrong.join(" || ")}) ${refuse}`);
  return lines;
}

/** What the header's length says of a record of so many bytes. */
export function counted(size: number, { record }: Layout): number {
  const { headerSize = 0, length } = record?.framing ?? {};
  return (length?.counts === "payload" ? size - headerSize : size) / (length?.unit ?? 1);
}

function checkArray(
  layout: Layout,
  array: FieldLayout,
  length: Found | undefined,
  least: number,
  refuse: string,
  scope: Scope,
): string[] {
  const type = array.type as Extract<FieldLayout["type"], { kind: "flexible" }>;
  const { stride, count } = type;
  const { framing } = layout.record ?? {};
  const { unit = 1, counts = "record" } = framing?.length ?? {};
  const conditions: string[] = [];
  const lines: string[] = [];
  if (length !== undefined) {
    const told = asNumber(length, loadFound(length, scope));
    const bytes = unit === 1 ? told : `${told} * ${unit}`;
    lines.push(`const size = ${counts === "payload" ? `${framing?.headerSize} + ${bytes}` : bytes};`);
  }
  const counter = fieldsOf(layout).own.find(({ name }) => name === count);
  const size = `${least} + n * ${stride}`;
  if (counter !== undefined) {
    const read = loadField(counter, [], place, "", scope);
    lines.push(`const n = ${asNumber({ field: counter, offset: 0 }, read)};`);
    conditions.push(length === undefined ? `!(at + ${size} <= bytes.length)` : `size !== ${size}`);
    if (length !== undefined) conditions.push("at + size > bytes.length");
  } else if (length !== undefined) {
    lines.push(`const n = ${stride === 1 ? `size - ${least}` : `(size - ${least}) / ${stride}`};`);
    conditions.push(stride === 1 ? "n < 0" : "!(Number.isInteger(n) && n >= 0)", "at + size > bytes.length");
  } else {
    const rest = `bytes.length - (${plus("at", least)})`;
    lines.push(`const n = ${stride === 1 ? rest : `Math.floor((${rest}) / ${stride})`};`);
  }
  if (type.as !== "bytes") conditions.push(`n > ${mostElements(type)}`);
  return conditions.length === 0 ? lines : [...lines, `if (${conditions.join(" || ")}) ${refuse}`];
}
