import { headerField } from "../../src/wire/header-field.ts";
import type { FlexibleLayout, Layout, NumberField, Sizes } from "../../src/wire/index.ts";
import { fieldTypeOf, integer, sizesOf } from "../../src/wire/index.ts";
import { asNumber } from "../../src/wire/telling.ts";
import { mostElements } from "../kinds/flexible.ts";
import { loadFields, wrongIn } from "../kinds/struct.ts";
import { layoutName } from "./names.ts";
import { moved, type Place, type Scope } from "./scope.ts";
import { functionText, isBig, mentions, plus, typeText } from "./text.ts";

const place: Place = { base: "at", offset: 0, v: "v", bytes: "bytes", le: "le" };

/** The function that decodes; of a struct that others hold, also the one that reads it unchecked. */
export function emitDecode(layout: Layout, name: string, scope: Scope, le: boolean): string[] {
  const isRead = layout.record === undefined && sizesOf(layout).array === undefined;
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

/** A number that bytes hold, however large it is. */
function loadNumber(field: NumberField, scope: Scope): string {
  return isBig(fieldTypeOf(field)) ? `Number(${load(field, scope)})` : load(field, scope);
}

function load(field: NumberField, scope: Scope): string {
  const type = fieldTypeOf(asNumber(field));
  return scope.textOf(type).load(type, moved(place, field.offset), "", scope);
}

/** Statements that refuse bytes, in the order that the runtime explains them in. */
function checks(layout: Layout, constant: string, refuse: string, scope: Scope): string[] {
  const { record } = layout;
  const sizes = sizesOf(layout);
  const { baseSize, length, array } = sizes;
  const type = headerField(layout, "type");
  const conditions = [`!${scope.call("inBounds")}(bytes, at, ${baseSize})`];
  if (type !== undefined && record?.type !== undefined) {
    conditions.push(`${load(type, scope)} !== ${typeText(record.type)}`);
  }
  if (array === undefined && length !== undefined) {
    conditions.push(`${loadNumber(length, scope)} !== ${inUnits(sizes, "")}`);
  }
  const { when } = record ?? {};
  const wrong = wrongIn(layout, place, scope);
  if (when === undefined && array === undefined && wrong !== "unknown") conditions.push(...wrong.splice(0));
  const lines = [`if (${conditions.join(" || ")}) ${refuse}`];
  if (when !== undefined) {
    const { offset, size, byteOrder, values, except } = when;
    const told = { type: integer(size, false, false, byteOrder), offset };
    const [equals, join] = except ? ["===", " || "] : ["!==", " && "];
    lines.push(
      `const variant = ${loadNumber(told, scope)};`,
      `if (${values.map((value) => `variant ${equals} ${value}`).join(join)}) ${refuse}`,
    );
  }
  if (array !== undefined) lines.push(...checkArray(sizes, array.type, refuse, scope));
  if (wrong === "unknown") {
    lines.push(`if (${scope.call("findFault")}(${constant}, bytes, at, le) !== undefined) ${refuse}`);
  } else if (wrong.length > 0) lines.push(`if (${wrong.join(" || ")}) ${refuse}`);
  return lines;
}

/** What the header's length says of a record, which may end with `elements`. */
export function inUnits({ baseSize, before, unit }: Sizes, elements: string): string {
  if (elements === "") return String((baseSize - before) / unit);
  const bytes = `${baseSize - before} + ${elements}`;
  return unit === 1 ? bytes : `(${bytes}) / ${unit}`;
}

/** Statements that tell the number of elements, and refuse bytes that do not have them. */
function checkArray(sizes: Sizes, array: FlexibleLayout, refuse: string, scope: Scope): string[] {
  const { baseSize: least, before, unit, length, count } = sizes;
  const { as, stride } = array;
  const conditions: string[] = [];
  const lines: string[] = [];
  if (length !== undefined) {
    const bytes = unit === 1 ? loadNumber(length, scope) : `${loadNumber(length, scope)} * ${unit}`;
    lines.push(`const size = ${before === 0 ? bytes : `${before} + ${bytes}`};`);
  }
  if (count !== undefined) {
    const size = `${least} + n * ${stride}`;
    lines.push(`const n = ${loadNumber(count, scope)};`);
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
