import type { Framing, TypeLayout } from "../../src/wire/index.ts";
import { getScalar } from "./access.ts";
import { bitSlot, getBits } from "./bits.ts";
import type { Imports } from "./imports.ts";
import { kebabCase, literal, pascalCase, plus } from "./names.ts";
import { emitTaggedRead, isTagged } from "./tagged-union.ts";
import { isInner, structName, typeText } from "./type-text.ts";
import { type EmitOptions, flexibleSlot, type Order, type Unit, type ValueSlot, valueSlots } from "./unit.ts";
import { uses } from "./uses.ts";

/**
 * The function that reads a unit's value at `p`. Bounds, header and constants have been looked at before, so it is
 * straight-line: one literal, each field at a literal offset.
 */
export function emitRead(
  unit: Unit,
  order: Order,
  framing: Framing | undefined,
  options: EmitOptions,
  imports: Imports,
): string {
  if (isTagged(unit)) return emitTaggedRead(unit, order, imports);
  const lists: string[] = [];
  const fields = valueSlots(unit).map((slot): [name: string, value: string] => {
    const { name, constant } = slot.field;
    return [name, constant === undefined ? readValue(slot) : literal(constant)];
  });
  if (unit.layout.kind === "union" && !unit.isLifted) {
    fields.unshift(["$bytes", `${imports.use("copyBytes")}(b.bytes, p, p + ${unit.layout.size})`]);
  }
  // Fields may be called b or p, and so may records.
  const code = fields.map(([, value]) => value).join("\n");
  if (unit.layout.record !== undefined) fields.unshift(["$name", JSON.stringify(unit.layout.name)]);
  const body = fields.map(([name, value]) => `    ${name}: ${value},`).join("\n");
  const end = flexibleSlot(unit) === undefined ? "" : `  const end = ${endOf(unit, order, framing, imports)};\n`;
  const view = uses(code + end, "v") ? "  const v = b.view;\n" : "";
  const usesBinding = uses(code + end + view, "b");
  const at = uses(code + end, "p");
  const parameters = `${usesBinding ? "b" : "_b"}: ${imports.type("Binding")}, ${at ? "p" : "_p"}: number`;
  const own = `export function read${unit.type}${order.suffix}(${parameters}): ${unit.type} {
${view}${end}  return {
${body}
  };
}`;
  return [...lists, own].join("\n\n");

  function readValue(slot: ValueSlot): string {
    const bits = bitSlot(slot);
    if (bits !== undefined) return getBits(bits, "p", order, imports);
    return readType(slot.type, plus("p", slot.offset), `${unit.type}${pascalCase(slot.field.name)}Member`, slot);
  }

  function readType(type: TypeLayout, place: string, name: string, slot: ValueSlot): string {
    switch (type.kind) {
      case "integer":
      case "float":
      case "char":
        return getScalar(type, place, order, imports);
      case "string":
        return `${imports.use("decodeText")}(b.bytes, ${place}, ${place} + ${type.size})`;
      case "bytes":
        return `${imports.use("copyBytes")}(b.bytes, ${place}, ${place} + ${type.size})`;
      case "union":
      case "struct": {
        const reader = `read${structName(unit, slot, type)}${order.suffix}`;
        const file = kebabCase(type.layout.name) + options.extension;
        return `${isInner(unit, slot) ? reader : imports.call(file, reader)}(b, ${place}${tagArgument(type)})`;
      }
      case "array":
        lists.push(readList(type.element, type.stride, name, slot));
        return `read${name}${order.suffix}(b, ${place}, ${type.length})`;
      case "flexible": {
        if (type.as === "bytes") return `${imports.use("copyBytes")}(b.bytes, ${place}, end)`;
        if (type.as === "string") return `${imports.use("decodeWholeText")}(b.bytes, ${place}, end)`;
        lists.push(readList(type.element, type.stride, name, slot));
        return `read${name}${order.suffix}(b, ${place}, (end - (${place})) / ${type.stride})`;
      }
    }
  }

  /** A tagged union is told which member is meant by the field beside it. */
  function tagArgument({ kind, layout }: TypeLayout & { kind: "struct" | "union" }): string {
    const slot =
      kind === "union" &&
      layout.tag &&
      valueSlots(unit).find(({ field }) => field.tags && field.name === layout.tag?.field);
    return slot ? `, ${readValue(slot)}` : "";
  }

  function readList(element: TypeLayout, stride: number, name: string, slot: ValueSlot): string {
    const read = readType(element, `p + i * ${stride}`, `${name}Row`, slot);
    const view = uses(read, "v") ? "  const v = b.view;\n" : "";
    const type = typeText(element, unit, slot, options, imports);
    return `function read${name}${order.suffix}(b: ${imports.type("Binding")}, p: number, length: number): ${type}[] {
${view}  const list: ${type}[] = length > ${longestMade} ? [] : new Array(length);
  for (let i = 0; i < length; i++) list[i] = ${read};
  return list;
}`;
  }
}

/**
 * Lists of up to this many elements are made in full length, which for nine numbers takes 20 % less than to let them
 * grow; the engine makes hash tables of the longest ones.
 */
const longestMade = 65_536;

/** Where the elements of a unit's flexible array end. */
function endOf(unit: Unit, order: Order, framing: Framing | undefined, imports: Imports): string {
  const slot = flexibleSlot(unit) as ValueSlot & { type: { kind: "flexible" } };
  const { count, stride } = slot.type;
  const counter = count === undefined ? undefined : valueSlots(unit).find(({ field }) => field.name === count);
  if (counter?.type.kind === "integer") {
    const elements = getScalar(counter.type, plus("p", counter.offset), order, imports);
    return `p + ${slot.offset} + ${counter.type.big ? `Number(${elements})` : elements} * ${stride}`;
  }
  const length = lengthField(unit);
  const slack = (unit.layout.record?.baseSize ?? unit.layout.size) - slot.offset;
  if (length === undefined) {
    const end = slack === 0 ? "b.bytes.length" : `b.bytes.length - ${slack}`;
    return stride === 1 ? end : wholeElements(end, slot, stride);
  }
  const end = `p + ${totalSize(lengthOf(length, order, imports), framing)}`;
  return slack === 0 ? end : `${end} - ${slack}`;
}

/** Bytes of a whole record, from what its header says. */
export function totalSize(length: string, framing: Framing | undefined): string {
  const { counts = "record", unit = 1 } = framing?.length ?? {};
  const bytes = unit === 1 ? length : `${length} * ${unit}`;
  return counts === "payload" ? `${framing?.headerSize} + ${bytes}` : bytes;
}

function wholeElements(end: string, slot: ValueSlot, stride: number): string {
  const start = plus("p", slot.offset);
  return `${start} + Math.floor((${end} - (${start})) / ${stride}) * ${stride}`;
}

/** Where the header of a record tells its length. */
export interface HeaderField {
  readonly path: string;
  readonly offset: number;
  readonly type: TypeLayout & { kind: "integer" };
}

export function lengthField(unit: Unit): HeaderField | undefined {
  return derivedField(unit, "length");
}

/** The header's type or length field inside a record. */
export function derivedField(unit: Unit, role: "type" | "length"): HeaderField | undefined {
  return find(unit.layout.members, 0, "");

  function find(members: Unit["layout"]["members"], base: number, prefix: string): HeaderField | undefined {
    for (const member of members) {
      if (member.kind === "padding") continue;
      const path = prefix + member.name;
      if (member.derived === role && member.type.kind === "integer") {
        return { path, offset: base + member.offset, type: member.type };
      }
      if (member.type.kind === "struct") {
        const inner = find(member.type.layout.members, base + member.offset, `${path}.`);
        if (inner !== undefined) return inner;
      }
    }
    return undefined;
  }
}

/** The number that the header says, whatever it counts. */
export function lengthOf(length: HeaderField, order: Order, imports: Imports, base = "p"): string {
  const value = getScalar(length.type, plus(base, length.offset), order, imports);
  return length.type.big ? `Number(${value})` : value;
}
