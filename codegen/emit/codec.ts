import type { Framing } from "../../src/wire/index.ts";
import { docComment } from "./doc.ts";
import { faultCondition } from "./fault.ts";
import type { Imports } from "./imports.ts";
import { placesOfViews } from "./places-of-views.ts";
import { flexibleSlot, type Order, type Unit, viewSuffix } from "./unit.ts";
import { uses } from "./uses.ts";
import { valueSuffix } from "./value-suffix.ts";

/** The codec object of a unit, and its twin for the other byte order. */
export function emitCodec(
  unit: Unit,
  orders: readonly Order[],
  framing: Framing | undefined,
  imports: Imports,
): string {
  const { type, layout } = unit;
  const parameters = `<${type}, ${type}Init, ${type}View>`;
  const [own, twin] = orders;
  const parts: string[] = [];
  if (twin !== undefined) {
    parts.push(`const ${lower(type)}Be: ${imports.type("Codec")}${parameters} = Object.freeze(${methods(twin, "")});`);
  }
  const kind = twin === undefined ? imports.type("Codec") : imports.type("OrderedCodec");
  const doc = docComment(
    `Encodes and decodes \`${layout.name}\`, ${layoutWords()}.${twin === undefined ? "" : ` \`${type}.be\` does so big-endian.`}`,
  );
  const be = twin === undefined ? "" : `  be: ${lower(type)}Be,\n`;
  parts.push(`${doc}export const ${type}: ${kind}${parameters} = Object.freeze(${methods(own as Order, be)});`);
  return parts.join("\n\n");

  /** A whole condition where there is one: the function that tells what is wrong costs 5 % more. */
  function look(order: Order): string {
    const fault = `findFault${type}${order.suffix}`;
    const error = imports.use("BytewrightError");
    const condition = faultCondition(unit, order, framing, imports);
    if (condition === undefined) {
      return `    const fault = ${fault}(b, at);\n    if (fault !== undefined) throw new ${error}(fault);`;
    }
    const view = uses(condition, "v") ? "    const v = b.view;\n" : "";
    return `${view}    if (${condition}) throw new ${error}(${fault}(b, at) as ${imports.type("Fault")});`;
  }

  /** Straight into place, unless what the value holds may lie there. */
  function place(write: string): string {
    const apart = `return ${imports.use("encodeApart")}(size, value, ${write}, bytes, at);`;
    const views = placesOfViews(unit);
    if (views === undefined) return `    ${apart}`;
    // Asked where it stands: `instanceof`, or a function for all records, costs a tenth of encoding a small one.
    const isView = views.map((path) => `(${path} as { $bytes?: unknown }).$bytes !== undefined`).join(" || ");
    return `    if (${isView}) ${apart}
    ${write}(${imports.use("bind")}(bytes), at, value);
    return at + size;`;
  }

  function layoutWords(): string {
    const size = layout.record?.baseSize ?? layout.size;
    const more = flexibleSlot(unit) === undefined ? "" : " and more";
    const order = own?.name === "big" ? "big-endian" : "little-endian";
    return `${size} bytes${more}, ${order}`;
  }

  function methods(order: Order, extra: string): string {
    const { suffix } = order;
    const fit = `fit${type}${valueSuffix(layout, order)}`;
    const bind = imports.use("bind");
    const fault = `findFault${type}${suffix}`;
    return `{
  name: ${JSON.stringify(layout.name)},
  layout: layout${type},
  byteOrder: "${order.name}",
  decode(bytes: Uint8Array, at = 0): ${type} {
    const b = ${bind}(bytes);
${look(order)}
    return read${type}${suffix}(b, at);
  },
  encode(value: ${type}Init): Uint8Array {
    return ${imports.use("encodeFresh")}(${fit}(value), value, write${type}${suffix});
  },
  encodeInto(value: ${type}Init, bytes: Uint8Array, at: number): number {
    const size = ${fit}(value);
    if (!${imports.use("inBounds")}(bytes, at, size)) {
      throw ${imports.use("noRoom")}(${JSON.stringify(layout.name)}, bytes, at, size);
    }
${place(`write${type}${suffix}`)}
  },
  sizeOf: ${fit},
  create: create${type}${valueSuffix(layout, order)},
  view(bytes: Uint8Array, at = 0): ${type}View {
    return new ${type}View${viewSuffix(order)}().$moveTo(at, bytes);
  },
  check(view: ${imports.type("View")}): ${imports.type("Fault")} | undefined {
    return ${fault}(${bind}(view.$bytes), view.$at);
  },
${extra}}`;
  }
}

function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
