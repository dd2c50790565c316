import { isSeenAsBytes, viewsForEach } from "../../src/layout/index.ts";
import type { TypeLayout } from "../../src/wire/index.ts";
import { getScalar } from "./access.ts";
import { bitSlot, getBits } from "./bits.ts";
import type { Imports } from "./imports.ts";
import { indexName, kebabCase, pascalCase, plus } from "./names.ts";
import { sealedView } from "./sealed-view.ts";
import { alternativeFor, isTagged } from "./tagged-union.ts";
import { isInner, structName, typeText } from "./type-text.ts";
import { type EmitOptions, type Order, type Slot, type Unit, type ValueSlot, viewSuffix } from "./unit.ts";

export type FieldSlot = Exclude<Slot, { kind: "padding" }>;

/** What a view's getter gives, and the statement that gives it, with the view's place in `p`. */
interface Read {
  readonly type: string;
  readonly code: string;
}

/** How a unit's view reads its fields. */
export function viewReader(
  unit: Unit,
  order: Order,
  options: EmitOptions,
  imports: Imports,
): (slot: FieldSlot) => Read {
  return read;

  function read(slot: FieldSlot): Read {
    const { type } = slot;
    const bits = bitSlot(slot);
    if (bits !== undefined)
      return { type: bits.type.big ? "bigint" : "number", code: `return ${getBits(bits, "p", order, imports)};` };
    const place = plus("p", slot.offset);
    if (isSeenAsBytes(slot.field)) return raw(place, slot.field.size);
    switch (type.kind) {
      case "integer":
      case "float":
      case "char":
        return {
          type: type.kind === "integer" && type.big ? "bigint" : "number",
          code: `return ${getScalar(type, place, order, imports)};`,
        };
      case "string":
        return {
          type: "string",
          code: `return ${imports.use("decodeText")}(b.bytes, ${place}, ${place} + ${type.size});`,
        };
      case "bytes":
        return raw(place, type.size);
      case "union":
      case "struct":
        return nested(slot, type, place);
      case "array":
        return list(slot as ValueSlot, type.element, type.stride, place, String(type.length));
      case "flexible":
        return flexible(slot as ValueSlot, type, place);
    }
  }

  function raw(place: string, size: number): Read {
    return { type: "Uint8Array", code: `return b.bytes.subarray(${place}, ${place} + ${size});` };
  }

  /** Of a header in a record, the view without setters. */
  function nested(slot: FieldSlot, type: TypeLayout & { kind: "struct" | "union" }, place: string): Read {
    const own = isInner(unit, slot as ValueSlot);
    const struct = structName(unit, slot as ValueSlot, type);
    const file = kebabCase(type.layout.name) + options.extension;
    const base = struct + (slot.kind === "silent" ? sealedView : "View");
    const view = base + (own ? viewSuffix(order) : order.suffix);
    const viewName = own ? view : imports.from(file, view);
    const typeName = own || base === view ? base : imports.typeFrom(file, base);
    const made = `new ${viewName}().$moveTo(${place}, b.bytes)`;
    const tag = type.kind === "union" ? type.layout.tag?.field : undefined;
    return {
      type: typeName,
      code: tag === undefined ? `return ${made};` : `return Object.assign(${made}, { $tag: this.${tag} });`,
    };
  }

  /** A list of numbers is read, one of structs is a list of views. */
  function list(slot: ValueSlot, element: TypeLayout, stride: number, place: string, length: string): Read {
    const views = listOfViews(slot, element, stride, place, length, 0);
    if (views !== undefined) return { type: views.type, code: `return ${views.code};` };
    // A tagged union's members are read by units of their own.
    const by = (isTagged(unit) ? alternativeFor(slot.field.name, unit) : undefined) ?? unit;
    const reader = `read${by.type}${pascalCase(slot.field.name)}Member${order.suffix}`;
    const type = typeText(slot.type, unit, slot, options, imports);
    return { type, code: `return ${reader}(b, ${place}, ${length});` };
  }

  function listOfViews(
    slot: ValueSlot,
    element: TypeLayout,
    stride: number,
    place: string,
    length: string,
    depth: number,
  ): Read | undefined {
    const i = indexName(depth);
    const at = `${place} + ${i} * ${stride}`;
    const item =
      element.kind === "array"
        ? listOfViews(slot, element.element, element.stride, at, String(element.length), depth + 1)
        : element.kind === "struct" || element.kind === "union"
          ? nested(slot, element, at)
          : undefined;
    if (item === undefined) return undefined;
    const code = item.code.replace(/^return (.*);$/, "$1");
    return { type: `${item.type}[]`, code: `Array.from({ length: ${length} }, (_, ${i}) => ${code})` };
  }

  function flexible(slot: ValueSlot, type: TypeLayout & { kind: "flexible" }, place: string): Read {
    const slack = (unit.layout.record?.baseSize ?? unit.layout.size) - slot.offset;
    const room = slack === 0 ? "this.$end" : `this.$end - ${slack}`;
    const counted = `Math.max(${place}, Math.min(${place} + Number(this.${type.count}), ${room}))`;
    const end = type.count === undefined || type.as === "list" ? room : counted;
    if (type.as === "bytes") return { type: "Uint8Array", code: `return b.bytes.subarray(${place}, ${end});` };
    if (type.as === "string") {
      const textEnd = `${place} + ${readable(slot, "string", place, `${end} - (${place})`)}`;
      return { type: "string", code: `return ${imports.use("decodeWholeText")}(b.bytes, ${place}, ${textEnd});` };
    }
    const fitting = `Math.floor((${end} - (${place})) / ${type.stride})`;
    const elements = type.count === undefined ? fitting : `Math.min(Number(this.${type.count}), ${fitting})`;
    const length = readable(slot, "list", place, `Math.max(0, ${elements})`, viewsForEach(type));
    return list(slot, type.element, type.stride, place, length);
  }

  /** Lists and texts are limited when they are read: a view checks nothing before. */
  function readable({ field }: ValueSlot, as: "list" | "string", place: string, elements: string, each = 1): string {
    const record = JSON.stringify(unit.layout.name || unit.record);
    const rest = each === 1 ? "" : `, ${each}`;
    return `${imports.use("readable")}(${record}, "${field.name}", ${place}, ${elements}, "${as}"${rest})`;
  }
}
