import type { IntegerLayout, TypeLayout } from "../../src/wire/index.ts";
import type { Encoder } from "../emit/encoder.ts";
import { indexName, plus } from "../emit/names.ts";
import type { Scope } from "../emit/scope.ts";
import type { KindText, Look, Place } from "./kind.ts";

type ArrayLayout = Extract<TypeLayout, { kind: "array" }>;
export type ListLayout = Pick<ArrayLayout, "element" | "stride">;

export const array: KindText<ArrayLayout> = {
  type: (type, name, scope, init) => listType(type, name, scope, init),
  layout: ({ element, length, stride }, name, scope) =>
    `${scope.imports.use("array")}(${scope.textOf(element).layout(element, name, scope)}, ${length}, ${stride})`,
  load: (type, place, name, scope) => loadList(type, String(type.length), place, name, scope),
  take(type, x, offset, encoder, name) {
    const { element, length } = type;
    const { scope } = encoder;
    const exact = `${scope.call("exactLength")}(${x}, ${length})`;
    if (scope.textOf(element).not === undefined) {
      encoder.checks.push(`${exact} < 0`);
      takeElements(type, x, String(length), offset, encoder, name);
      return;
    }
    const copy = encoder.constant(`${x}$`, `${scope.call("copyList")}(${x}, ${exact}, ${notFunction(element, scope)})`);
    encoder.checks.push(`${copy} === undefined`);
    storeNumbers(type, copy, String(length), offset, encoder);
  },
  look(type, place, name, scope) {
    return lookAtList(type, String(type.length), place, name, scope);
  },
  wrong({ element }, place, scope) {
    const inside = scope.textOf(element).wrong?.(element, place, scope) ?? [];
    return inside.length === 0 ? [] : "unknown";
  },
  inside: ({ element }) => [element],
};

export function listType({ element }: ListLayout, name: string, scope: Scope, init: boolean): string {
  return `${scope.textOf(element).type(element, name, scope, init)}[]`;
}

/** The runtime's function that tells whether something is no number of a kind. */
export function notFunction(element: TypeLayout, scope: Scope): string {
  const { not } = scope.textOf(element);
  return not === undefined ? "" : not(element, "", scope).replace("()", "");
}

/** Elements are numbers of the image's byte order for which the runtime has a loop. */
const loops = { 1: "getU8s", 2: "getU16s", 4: "getU32s", 8: "getU64s" } as const;

function loopFor({ signed, size, big, byteOrder }: IntegerLayout): (typeof loops)[1 | 2 | 4 | 8] | undefined {
  return signed || byteOrder !== undefined || big !== (size === 8) ? undefined : loops[size];
}

export function loadList(
  { element, stride }: ListLayout,
  length: string,
  place: Place,
  name: string,
  scope: Scope,
): string {
  const { base, offset, v, le } = place;
  const loop = element.kind === "integer" ? loopFor(element) : undefined;
  if (loop !== undefined) {
    return `${scope.call(loop)}(${v}, ${plus(base, offset)}, ${length}${loop === "getU8s" ? "" : `, ${le}`})`;
  }
  return eachOf(stride, length, place, scope, (item) => scope.textOf(element).load(element, item, name, scope));
}

function eachOf(stride: number, length: string, place: Place, scope: Scope, of: (item: Place) => string): string {
  // A list in a list has an index of its own.
  const i = indexName(place.base.split("*").length - 1);
  const item = { ...place, base: `${plus(place.base, place.offset)} + ${i} * ${stride}`, offset: 0 };
  const text = wrapped(of(item));
  const index = new RegExp(`(?<![\\w$.])${i}(?![\\w$:])`).test(text) ? i : "";
  return `${scope.call("listOf")}(${length}, (${index}) => ${text})`;
}

function wrapped(expression: string): string {
  return expression.startsWith("{") ? `(${expression})` : expression;
}

export function lookAtList(type: ListLayout, length: string, place: Place, name: string, scope: Scope): Look {
  const { element, stride } = type;
  const { look } = scope.textOf(element);
  const isSeen = "layout" in element || "element" in element;
  if (look === undefined || !isSeen) {
    return { type: listType(type, name, scope, false), code: loadList(type, length, place, name, scope) };
  }
  let inner = "";
  const code = eachOf(stride, length, place, scope, (item) => {
    const seen = look(element, item, name, scope);
    inner = seen.type;
    return seen.code;
  });
  return { type: inner.includes(" ") ? `(${inner})[]` : `${inner}[]`, code };
}

/** Stores numbers out of a copy of their list. */
export function storeNumbers(
  { element, stride }: ListLayout,
  copy: string,
  length: string,
  offset: number,
  encoder: Encoder,
): void {
  const item = encoder.scope.textOf(element).primitive?.(element);
  encoder.store(
    copy,
    `ArrayLike<${item}>`,
    (place) => {
      const each = { ...place, base: `${plus(place.base, place.offset)} + i * ${stride}`, offset: 0 };
      const store = encoder.scope.textOf(element).store?.(element, `${copy}[i] as ${item}`, each, encoder.scope);
      return `for (let i = 0; i < ${length}; i++) ${store}`;
    },
    offset,
  );
}

/** Writes elements that are no numbers one by one, where nobody sees them yet. */
export function takeElements(
  { element, stride }: ListLayout,
  x: string,
  length: string,
  offset: number,
  encoder: Encoder,
  name: string,
): void {
  const inner = encoder.forElement();
  const { index: i, item } = inner;
  const given = encoder.scope.textOf(element).type(element, name, encoder.scope, true);
  inner.take(element, item, 0, name);
  encoder.put(
    `for (let ${i} = 0; ${i} < ${length}; ${i}++) {`,
    `  const ${item} = ${x}[${i}] as ${given}, ${inner.base} = ${plus(encoder.base, offset)} + ${i} * ${stride};`,
    ...inner.statements().map((line) => `  ${line}`),
    "}",
  );
}
