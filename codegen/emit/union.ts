import type { Imports } from "./imports.ts";
import { type Order, type Unit, valueSlots } from "./unit.ts";
import { valueSuffix } from "./value-suffix.ts";

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
  const facts = `record: ${JSON.stringify(unit.record)}, size: ${unit.layout.size}, isLifted: ${unit.isLifted}`;
  return `const ${factsOf(unit, order)}: ${imports.type("PlainUnion")} = { ${facts}, members: [\n${members.join("")}] };

export function fit${unit.type}${order.suffix}(value: ${unit.type}Init): number {
  return ${imports.use("unionBytes")}(${factsOf(unit, order)}, value).length;
}`;
}

export function emitUnionWrite(unit: Unit, order: Order, imports: Imports): string {
  return `export function write${unit.type}${order.suffix}(b: ${imports.type("Binding")}, p: number, value: ${unit.type}Init): void {
  ${imports.use("writeUnion")}(b, p, ${factsOf(unit, order)}, value);
}`;
}

export function emitUnionCreate(unit: Unit, order: Order, imports: Imports): string {
  return `export function create${unit.type}${order.suffix}(init: ${unit.type}Init = {}): ${unit.type} {
  return read${unit.type}${order.suffix}(${imports.use("createUnion")}(${factsOf(unit, order)}, init), 0);
}`;
}

function factsOf(unit: Unit, order: Order): string {
  return `union${unit.type}${order.suffix}`;
}
