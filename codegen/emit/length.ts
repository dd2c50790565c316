import { describeLength, type Framing, mostOf } from "../../src/wire/index.ts";
import { getScalar } from "./access.ts";
import { allElements } from "./flexible-size.ts";
import type { Imports } from "./imports.ts";
import { literal, plus } from "./names.ts";
import { type HeaderField, lengthField, lengthOf, totalSize } from "./read.ts";
import { type Order, type Unit, type ValueSlot, valueSlots } from "./unit.ts";

/** Bytes that the header's length tells of, in a record of so many bytes. */
export function countedBytes(size: number, framing: Framing | undefined): number {
  return framing?.length?.counts === "payload" ? size - framing.headerSize : size;
}

/** Expression for what the header's length tells, of one for the bytes that it counts. */
export function inUnits(bytes: string, framing: Framing | undefined): string {
  const { unit = 1 } = framing?.length ?? {};
  return unit === 1 ? bytes : `(${bytes}) / ${unit}`;
}

/** Number the header's length must hold for a record of so many bytes. */
function counted(size: number, framing: Framing | undefined): number {
  return countedBytes(size, framing) / (framing?.length?.unit ?? 1);
}

/** The same as it stands in code. */
export function expectedLength({ type }: HeaderField, size: number, framing: Framing | undefined): string {
  return literal(type.big ? BigInt(counted(size, framing)) : counted(size, framing));
}

/** Statements that refuse a header that tells another length than the one that the record always has. */
export function checkFixedLength(
  unit: Unit,
  size: number,
  order: Order,
  framing: Framing | undefined,
  imports: Imports,
): string[] {
  const length = lengthField(unit);
  if (length === undefined) return [];
  const place = plus("at", length.offset);
  const expected = expectedLength(length, size, framing);
  const fault = imports.use("wrongLength");
  const name = JSON.stringify(unit.layout.name);
  return [
    `const length = ${getScalar(length.type, place, order, imports)};`,
    `if (length !== ${expected}) return ${fault}(${name}, "${length.path}", ${place}, length, ${counted(size, framing)});`,
  ];
}

/** Statements that refuse a length that the elements of the flexible array cannot give, or that is not there. */
export function checkFlexibleLength(
  unit: Unit,
  slot: ValueSlot,
  size: number,
  order: Order,
  framing: Framing | undefined,
  imports: Imports,
): string[] {
  if (slot.type.kind !== "flexible") return [];
  const name = JSON.stringify(unit.layout.name);
  const { stride, count } = slot.type;
  const lines: string[] = [];
  const counter = valueSlots(unit).find(({ field }) => field.name === count);
  if (counter?.type.kind === "integer") {
    const value = getScalar(counter.type, plus("at", counter.offset), order, imports);
    lines.push(`const count = ${counter.type.big ? `Number(${value})` : value};`);
  }
  const length = lengthField(unit);
  const outOfBounds = imports.use("outOfBounds");
  if (length === undefined) {
    if (counter === undefined) return lines;
    const needed = `${size} + count * ${stride}`;
    return [...lines, `if (!(at + ${needed} <= bytes.length)) return ${outOfBounds}(${name}, bytes, at, ${needed});`];
  }
  const place = plus("at", length.offset);
  const exact = length.type.big ? getScalar(length.type, place, order, imports) : "length";
  const fault = (expected: string) =>
    `return ${imports.use("wrongLength")}(${name}, "${length.path}", ${place}, ${exact}, ${expected});`;
  const { unit: lengthUnit = 1 } = framing?.length ?? {};
  const least = countedBytes(size, framing);
  const fewest = Math.ceil(least / lengthUnit);
  lines.push(`const length = ${lengthOf(length, order, imports, "at")};`);
  lines.push(`if (length < ${fewest}) ${fault(JSON.stringify(`${fewest} or more`))}`);
  const words = describeLength(least, stride, count ?? "n", lengthUnit);
  if (counter !== undefined) {
    const expected = inUnits(`${least} + count * ${stride}`, framing);
    lines.push(`if (length !== ${expected}) ${fault(`\`${words} = \${${expected}}\``)}`);
  } else if (lengthUnit % stride !== 0 || least % stride !== 0) {
    const bytes = lengthUnit === 1 ? "length" : `length * ${lengthUnit}`;
    lines.push(`if ((${bytes} - ${least}) % ${stride} !== 0) ${fault(JSON.stringify(words))}`);
  }
  const whole = totalSize("length", framing);
  lines.push(`if (at + ${whole} > bytes.length) return ${outOfBounds}(${name}, bytes, at, ${whole});`);
  return lines;
}

/** Statements that refuse more elements than a list or text can have, once their bytes have been found. */
export function checkElements(
  unit: Unit,
  { field, type, offset }: ValueSlot,
  size: number,
  framing: Framing | undefined,
  imports: Imports,
): string[] {
  if (type.kind !== "flexible" || type.as === "bytes") return [];
  const elements = allElements(type, elementsFound(unit, type, size, framing));
  const place = `${JSON.stringify(unit.layout.name)}, "${field.name}", ${plus("at", offset)}`;
  const fault = `${imports.use("tooManyElements")}(${place}, ${elements}, "${type.as}")`;
  return [`if (${elements} > ${mostOf(type.as)}) return ${fault};`];
}

/** Elements of a flexible array, by what has been found right before. */
export function elementsFound(
  unit: Unit,
  { count, stride }: { readonly count?: string; readonly stride: number },
  size: number,
  framing: Framing | undefined,
): string {
  if (count !== undefined) return "count";
  const end = lengthField(unit) === undefined ? "bytes.length" : `at + ${totalSize("length", framing)}`;
  return `Math.floor((${end} - (${plus("at", size)})) / ${stride})`;
}
