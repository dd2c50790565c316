import {
  countedBy,
  type FieldLayout,
  type FlexibleLayout,
  fieldsOf,
  type Layout,
  leastSize,
  placesIn,
} from "../../src/wire/index.ts";
import { mostElements } from "../kinds/flexible.ts";
import { loadField, loadFields, wrongIn } from "../kinds/struct.ts";
import { layoutName } from "./names.ts";
import { moved, type Place, type Scope } from "./scope.ts";
import { functionText, mentions, plus } from "./text.ts";

const place: Place = { base: "at", offset: 0, v: "v", bytes: "bytes", le: "le" };

/** The function that decodes; of a struct that others hold, also the one that reads it unchecked. */
export function emitDecode(layout: Layout, name: string, scope: Scope, le: boolean): string[] {
  const isRead = layout.record === undefined && flexibleIn(layout) === undefined;
  const constant = layoutName(layout, name);
  const refuse = `return ${scope.use("refuseBytes")}(${constant}, decode${name}, bytes, at, le);`;
  const value = isRead ? [`return read$${name}(bytes, v, at, le);`] : returned(layout, name, scope);
  const body = [...checks(layout, constant, refuse, scope), ...value];
  if (mentions(body.join("\n"), "v")) body.unshift(`const v = ${scope.call("viewOf")}(bytes);`);
  const parameters = ["bytes: Uint8Array", "at = 0", `le = ${le}`];
  const decode = functionText(`export function decode${name}`, parameters, name, body);
  return [...(isRead ? [emitRead(layout, name, scope)] : []), `/** As \`${name}.decode\`. */\n${decode}`];
}

/** The function that reads a struct whose bounds and constants have been looked at. */
export function emitRead(layout: Layout, name: string, scope: Scope): string {
  const parameters = ["bytes: Uint8Array", "v: DataView", "at: number", "le: boolean"];
  return functionText(`export function read$${name}`, parameters, name, returned(layout, name, scope));
}

/** The statement that returns the value. */
function returned(layout: Layout, name: string, scope: Scope): string[] {
  const fields = loadFields(layout, place, name, scope);
  if (layout.record !== undefined) fields.unshift(`$name: ${JSON.stringify(layout.name)}`);
  return ["return {", ...fields.map((field) => `  ${field},`), "};"];
}

/** The flexible array of a struct. */
export function flexibleIn(layout: Layout): FlexibleLayout | undefined {
  return fieldsOf(layout)
    .parts.map(({ type }) => type)
    .find((type) => type.kind === "flexible");
}

/** A number that a field holds, however large the field. */
function loadNumber(field: FieldLayout, scope: Scope): string {
  const read = loadField(field, place, "", scope);
  return field.type.kind === "integer" && field.type.big ? `Number(${read})` : read;
}

/** Statements that refuse bytes, in the order that the runtime explains them in. */
function checks(layout: Layout, constant: string, refuse: string, scope: Scope): string[] {
  const { record } = layout;
  const least = leastSize(layout);
  const array = flexibleIn(layout);
  const type = toldIn(layout, "type");
  const length = toldIn(layout, "length");
  const conditions = [`!${scope.call("inBounds")}(bytes, at, ${least})`];
  if (type !== undefined && record?.type !== undefined) {
    conditions.push(`${loadNumber(type, scope)} !== ${record.type}`);
  }
  if (array === undefined && length !== undefined) {
    conditions.push(`${loadNumber(length, scope)} !== ${inUnits(least, "", layout)}`);
  }
  const { when } = record ?? {};
  const wrong = wrongIn(layout, place, scope);
  if (when === undefined && array === undefined && wrong !== "unknown") conditions.push(...wrong.splice(0));
  const lines = [`if (${conditions.join(" || ")}) ${refuse}`];
  if (when !== undefined) {
    const { offset, size, byteOrder, values, except } = when;
    const told = { kind: "integer", size, signed: false, big: false, ...(byteOrder && { byteOrder }) } as const;
    const [equals, join] = except ? ["===", " || "] : ["!==", " && "];
    lines.push(
      `const variant = ${scope.textOf(told).load(told, moved(place, offset), "", scope)};`,
      `if (${values.map((value) => `variant ${equals} ${value}`).join(join)}) ${refuse}`,
    );
  }
  if (array !== undefined) lines.push(...checkArray(layout, array, refuse, scope));
  if (wrong === "unknown") {
    lines.push(`if (${scope.call("findFault")}(${constant}, bytes, at, le) !== undefined) ${refuse}`);
  } else if (wrong.length > 0) lines.push(`if (${wrong.join(" || ")}) ${refuse}`);
  return lines;
}

/** What the header's length says of a record: `least` bytes, and elements. */
export function inUnits(least: number, elements: string, layout: Layout): string {
  const { before, unit } = countedBy(layout);
  if (elements === "") return String((least - before) / unit);
  const bytes = `${least - before} + ${elements}`;
  return unit === 1 ? bytes : `(${bytes}) / ${unit}`;
}

/** The field in a record's header that says something. */
function toldIn(layout: Layout, what: "type" | "length"): FieldLayout | undefined {
  return placesIn(layout).find(({ field }) => field.derived === what)?.field;
}

/** Statements that tell the number of elements, and refuse bytes that do not have them. */
function checkArray(layout: Layout, array: FlexibleLayout, refuse: string, scope: Scope): string[] {
  const { as, stride } = array;
  const least = leastSize(layout);
  const length = toldIn(layout, "length");
  const counter = fieldsOf(layout).parts.find(({ counts }) => counts !== undefined);
  const conditions: string[] = [];
  const lines: string[] = [];
  if (length !== undefined) {
    const { before, unit } = countedBy(layout);
    const bytes = unit === 1 ? loadNumber(length, scope) : `${loadNumber(length, scope)} * ${unit}`;
    lines.push(`const size = ${before === 0 ? bytes : `${before} + ${bytes}`};`);
  }
  if (counter !== undefined) {
    const size = `${least} + n * ${stride}`;
    lines.push(`const n = ${loadNumber(counter, scope)};`);
    conditions.push(length === undefined ? `!(at + ${size} <= bytes.length)` : `size !== ${size}`);
    if (length !== undefined) conditions.push("at + size > bytes.length");
  } else if (length !== undefined) {
    lines.push(`const n = ${stride === 1 ? `size - ${least}` : `(size - ${least}) / ${stride}`};`);
    conditions.push(stride === 1 ? "n < 0" : "!(Number.isInteger(n) && n >= 0)", "at + size > bytes.length");
  } else {
    const rest = `bytes.length - (${plus("at", least)})`;
    lines.push(`const n = ${stride === 1 ? rest : `Math.floor((${rest}) / ${stride})`};`);
  }
  if (as !== "bytes") conditions.push(`n > ${mostElements(array)}`);
  return conditions.length === 0 ? lines : [...lines, `if (${conditions.join(" || ")}) ${refuse}`];
}
