import type { DiscriminatorLayout, TypeLayout } from "../../src/wire/index.ts";
import type { Imports, RuntimeValue } from "./imports.ts";
import { plus } from "./names.ts";
import type { Order } from "./unit.ts";
import { uses } from "./uses.ts";

type Scalar = Extract<TypeLayout, { kind: "integer" | "float" | "char" }>;

/** `, true` for little-endian: the last argument of DataView's accessors of more than one byte. */
function endian(type: Scalar, order: Order): string {
  const name = (type.kind !== "char" && type.byteOrder) || order.name;
  return `, ${name === "little"}`;
}

function isBig(type: Scalar, order: Order): boolean {
  return ((type.kind !== "char" && type.byteOrder) || order.name) === "big";
}

function dataViewName(type: Scalar): string {
  if (type.kind === "char") return "Uint8";
  if (type.kind === "float") return `Float${type.size * 8}`;
  return `${type.signed ? "Int" : "Uint"}${type.size * 8}`;
}

/** Signed numbers are read in their own way; written, they are the same bytes as unsigned ones. */
function wordName(type: Extract<Scalar, { kind: "integer" }>, verb: "get" | "set", order: Order): RuntimeValue {
  return `${verb}${type.signed && verb === "get" ? "S" : "U"}64${isBig(type, order) ? "be" : ""}` as RuntimeValue;
}

function sizeOf(type: Scalar): number {
  return type.kind === "char" ? 1 : type.size;
}

/** Expression that reads a number at `place`, with accessors `b` and its DataView `v` in scope. */
export function getScalar(type: Scalar, place: string, order: Order, imports: Imports): string {
  if (type.kind === "integer" && type.size === 8) return `${imports.use(wordName(type, "get", order))}(v, ${place})`;
  const rest = sizeOf(type) === 1 ? "" : endian(type, order);
  const read = `v.get${dataViewName(type)}(${place}${rest})`;
  return type.kind === "integer" && type.big ? `BigInt(${read})` : read;
}

/** Declarations of the accessors `b` and its DataView `v`, as far as the code behind them uses them. */
export function declareAccessors(code: string, binding: string): string[] {
  const v = uses(code, "v");
  const b = uses(code, "b");
  return [...(b ? [`const b = ${binding};`] : []), ...(v ? [`const v = ${b ? "b" : binding}.view;`] : [])];
}

/** Expression that reads the field that tells records of one type apart. */
export function getVariant(when: DiscriminatorLayout, base: string, order: Order, imports: Imports): string {
  const { offset, size, byteOrder } = when;
  const type = { kind: "integer", size, signed: false, big: false, ...(byteOrder && { byteOrder }) } as const;
  return getScalar(type, plus(base, offset), order, imports);
}

/** Statement that writes a number. */
export function setScalar(type: Scalar, place: string, value: string, order: Order, imports: Imports): string {
  if (type.kind === "integer" && type.size === 8) {
    return `${imports.use(wordName(type, "set", order))}(v, ${place}, ${value});`;
  }
  const rest = sizeOf(type) === 1 ? "" : endian(type, order);
  const number = type.kind === "integer" && type.big ? `Number(${value})` : value;
  return `v.set${dataViewName(type)}(${place}, ${number}${rest});`;
}

/** Statements that zero a hole by stores at literal offsets; large ones are filled. */
export function zero(offset: number, size: number, place: (offset: number) => string): string[] {
  if (size > 64) return [`b.bytes.fill(0, ${place(offset)}, ${place(offset + size)});`];
  const statements: string[] = [];
  for (let at = offset; at < offset + size; ) {
    const step = [4, 2, 1].find((step) => at % step === 0 && at + step <= offset + size) as number;
    statements.push(`v.setUint${step * 8}(${place(at)}, 0${step === 1 ? "" : ", true"});`);
    at += step;
  }
  return statements;
}
