import type { Imports } from "./imports.ts";
import { type Order, type Unit, valueSlots, valueSuffix } from "./unit.ts";

/**
 * The functions of a plain union. A union's members are units of their own; what a value gives of them is put together
 * by the runtime, since it takes more thought than straight-line code could hold.
 */
export function emitUnionFit(unit: Unit, order: Order, imports: Imports): string {
  const members = unit.alternatives.map((one) => {
    const fields = valueSlots(one).map(({ field }) => JSON.stringify(field.name));
    const { suffix } = order;
    return `  { fields: [${fields.join(", ")}], fit: fit${one.type}${valueSuffix(one.layout, order)}, read: read${one.type}${suffix}, write: write${one.type}${suffix} },\n`;
  });
  return `const ${membersOf(unit, order)}: readonly ${imports.type("UnionMember")}[] = [\n${members.join("")}];

export function fit${unit.type}${order.suffix}(value: ${unit.type}Init): number {
  return ${imports.use("unionBytes")}(${facts(unit, order)}, value).length;
}`;
}

export function emitUnionWrite(unit: Unit, order: Order, imports: Imports): string {
  return `export function write${unit.type}${order.suffix}(b: ${imports.type("Binding")}, p: number, value: ${unit.type}Init): void {
  ${imports.use("writeUnion")}(b, p, ${facts(unit, order)}, value);
}`;
}

export function emitUnionCreate(unit: Unit, order: Order, imports: Imports): string {
  return `export function create${unit.type}${order.suffix}(init: ${unit.type}Init = {}): ${unit.type} {
  return read${unit.type}${order.suffix}(${imports.use("createUnion")}(${facts(unit, order)}, init), 0);
}`;
}

function facts(unit: Unit, order: Order): string {
  return `${JSON.stringify(unit.record)}, ${unit.layout.size}, ${membersOf(unit, order)}`;
}

function membersOf(unit: Unit, order: Order): string {
  return `members${unit.type}${order.suffix}`;
}
