import type { TypeLayout } from "../../src/wire/index.ts";
import type { Encoder, KindText } from "../emit/encoder.ts";
import type { Look, Place, Scope } from "../emit/scope.ts";
import { indexName, mentions, plus } from "../emit/text.ts";

type ListLayout = Pick<Extract<TypeLayout, { kind: "array" }>, "element" | "stride">;

export const array: KindText<"array"> = {
  type: listType,
  layout: ({ element, length, stride }, name, scope) =>
    `${scope.use("array")}(${scope.textOf(element).layout(element, name, scope)}, ${length}, ${stride})`,
  load: (type, place, name, scope) => loadList(type, String(type.length), place, name, scope),
  take(type, x, offset, encoder, name) {
    const given = `${encoder.scope.call("exactLength")}(${x}, ${type.length})`;
    takeList(type, x, { given, length: String(type.length), copies: encoder.reads }, offset, encoder, name);
  },
  look: (type, place, name, scope) => lookAtList(type, String(type.length), place, name, scope),
  wrong: wrongInList,
};

export function listType({ element }: ListLayout, name: string, scope: Scope, init: boolean): string {
  return `${scope.textOf(element).type(element, name, scope, init)}[]`;
}

/** Elements are numbers of the image's byte order for which the runtime has a loop. */
const loops = { 1: "getU8s", 2: "getU16s", 4: "getU32s", 8: "getU64s" } as const;

export function loopFor(element: TypeLayout): (typeof loops)[1 | 2 | 4 | 8] | undefined {
  if (element.kind !== "integer") return undefined;
  const { signed, size, big, byteOrder } = element;
  return signed || byteOrder !== undefined || big !== (size === 8) ? undefined : loops[size as 1];
}

export function loadList(list: ListLayout, length: string, place: Place, name: string, scope: Scope): string {
  const { element } = list;
  const { base, offset, v, le } = place;
  const loop = loopFor(element);
  if (loop !== undefined) {
    return `${scope.call(loop)}(${v}, ${plus(base, offset)}, ${length}${loop === "getU8s" ? "" : `, ${le}`})`;
  }
  const { index, item } = itemOf(list, place);
  return eachOf(length, index, scope.textOf(element).load(element, item, name, scope), scope);
}

/** Where an element is: a list in a list has an index of its own. */
function itemOf({ stride }: ListLayout, place: Place): { readonly index: string; readonly item: Place } {
  const index = indexName(place.base.split("*").length - 1);
  return { index, item: { ...place, base: `${plus(place.base, place.offset)} + ${index} * ${stride}`, offset: 0 } };
}

function eachOf(length: string, index: string, expression: string, scope: Scope): string {
  const text = expression.startsWith("{") ? `(${expression})` : expression;
  return `${scope.call("listOf")}(${length}, (${mentions(text, index) ? index : ""}) => ${text})`;
}

export function lookAtList(list: ListLayout, length: string, place: Place, name: string, scope: Scope): Look {
  const { element } = list;
  const { index, item } = itemOf(list, place);
  if (!("layout" in element || "element" in element)) {
    return { type: listType(list, name, scope, false), code: loadList(list, length, place, name, scope) };
  }
  const { type, code } = scope.look(element, item, name);
  return { type: type.includes(" ") ? `(${type})[]` : `${type}[]`, code: eachOf(length, index, code, scope) };
}

export function wrongInList({ element }: ListLayout, place: Place, scope: Scope): readonly string[] | "unknown" {
  const inside = scope.textOf(element).wrong?.(element, place, scope) ?? [];
  return inside.length === 0 ? [] : "unknown";
}

/** How long a list is, as text: as it is `given`, or less than 0; and where its elements are copied. */
interface Elements {
  readonly given: string;
  readonly length: string;
  readonly copies: string[];
}

/** Scalars are stored out of a copy of their list; other elements are written one by one, where nobody sees them yet. */
export function takeList(
  list: ListLayout,
  x: string,
  { given, length, copies }: Elements,
  offset: number,
  encoder: Encoder,
  name: string,
): void {
  const { element, stride } = list;
  const { scope } = encoder;
  const { scalar, type } = scope.textOf(element);
  if (scalar !== undefined) {
    const not = scalar.not(element, "", scope).replace("()", "");
    const primitive = scalar.primitive(element, scope);
    const copy = `${x}$`;
    copies.push(`const ${copy} = ${scope.call("copyList")}(${x}, ${given}, ${not});`);
    encoder.checks.push(`${copy} === undefined`);
    const { index: i, item } = itemOf(list, encoder.at(offset));
    const store = scalar.store(element, `${copy}[${i}] as ${primitive}`, item, scope);
    encoder.store(copy, `ArrayLike<${primitive}>`, `for (let ${i} = 0; ${i} < ${length}; ${i}++) ${store}`);
    return;
  }
  encoder.checks.push(`${given} < 0`);
  const inner = encoder.forElement();
  const { index: i, item } = inner;
  inner.take(element, item, 0, name);
  encoder.puts.push(
    `for (let ${i} = 0; ${i} < ${length}; ${i}++) {`,
    `  const ${item} = ${x}[${i}] as ${type(element, name, scope, true)}, ${inner.base} = ${plus(encoder.base, offset)} + ${i} * ${stride};`,
    ...inner.statements().map((line) => `  ${line}`),
    "}",
  );
}
