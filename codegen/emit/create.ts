import { firstVariant, type Layout, type TypeLayout } from "../../src/wire/index.ts";
import { elementCount } from "./flexible-size.ts";
import type { Imports } from "./imports.ts";
import { indexName, kebabCase, literal } from "./names.ts";
import { emitTaggedCreate, isTagged, tagFunction } from "./tagged-union.ts";
import { isInner, structName } from "./type-text.ts";
import { emitUnionCreate } from "./union.ts";
import { type EmitOptions, type Order, type Unit, type ValueSlot, valueSlots } from "./unit.ts";
import { isOrHoldsUnion, valueSuffix } from "./value-suffix.ts";

/** The function that makes a value with every field zero or empty, and constants filled in. */
export function emitCreate(unit: Unit, order: Order, options: EmitOptions, imports: Imports): string {
  if (isTagged(unit)) return emitTaggedCreate(unit, order, imports);
  if (unit.layout.kind === "union") return emitUnionCreate(unit, order, imports);
  const own = valueSlots(unit).filter((slot) => slot.optional === undefined);
  const lifted = unit.lifted.map(({ unit: union }) => `    ...create${union.type}${order.suffix}(init),`);
  const fields = [...own.map((slot) => `    ${slot.field.name}: ${completed(slot)},`), ...lifted];
  const name = unit.layout.record === undefined ? [] : [`    $name: ${JSON.stringify(unit.layout.name)},`];
  return `export function create${unit.type}${valueSuffix(unit.layout, order)}(${fields.length === 0 ? "_init" : "init"}: Partial<${unit.type}Init> = {}): ${unit.type} {
  return {
${[...name, ...fields].join("\n")}
  };
}`;

  /** What `init` says, completed: counts from their arrays, nested structs with their own constants. */
  function completed(slot: ValueSlot): string {
    const { field, type } = slot;
    const when = unit.layout.record?.when;
    if (when?.path === field.name) return `init.${field.name} ?? ${firstVariant(when)}`;
    const given = variantOf(field.name) ?? `init.${field.name}`;
    if (field.constant !== undefined) return `${given} ?? ${literal(field.constant)}`;
    if (field.counts !== undefined) {
      const length = elementCount(unit, field.counts, "init", imports);
      const counted = `(init.${field.counts} === undefined ? 0 : ${length})`;
      return `${given} ?? ${type.kind === "integer" && type.big ? `BigInt${counted}` : counted}`;
    }
    if (field.tags !== undefined) return `${given} ?? ${tagOfUnion(field.tags)}`;
    if (type.kind === "struct" || type.kind === "union") {
      const tag = type.kind === "union" && type.layout.tag ? `, init.${type.layout.tag.field}` : "";
      return makeInside(type.layout, JSON.stringify(field.name), `${creator(type, slot)}(${given}${tag})`);
    }
    const items = `${given} ?? ${zeroOf(type, slot)}`;
    const inner = innermost(type);
    if (inner.element?.kind !== "struct" && inner.element?.kind !== "union") return items;
    const indices = Array.from({ length: inner.depth }, (_, depth) => indexName(depth));
    const path = `\`${field.name}${indices.map((index) => `[\${${index}}]`).join("")}\``;
    const create = makeInside(inner.element.layout, path, `${creator(inner.element, slot)}(item)`);
    const maps = indices.map((index, depth) => {
      const item = depth < inner.depth - 1 ? "list" : "item";
      return `.map((${create.includes(path) ? `${item}, ${index}` : item}) => ${item === "list" ? item : create}`;
    });
    return `(${items})${maps.join("")}${")".repeat(inner.depth)}`;
  }

  /** Of what is created, only unions are looked at as `encode` does; what does not fit there is told with its path. */
  function makeInside(layout: Layout, path: string, create: string): string {
    if (!isOrHoldsUnion(layout)) return create;
    return `${imports.use("makeInside")}(${JSON.stringify(unit.record)}, ${path}, () => ${create})`;
  }

  /** What a nested struct is made from, part of which tells the record from others of its type. */
  function variantOf(name: string): string | undefined {
    const when = unit.layout.record?.when;
    const [first, ...rest] = when?.path.split(".") ?? [];
    if (when === undefined || first !== name) return undefined;
    const path = rest.map((field) => JSON.stringify(field)).join(", ");
    return `${imports.use("withDefault")}(init.${name}, [${path}], ${firstVariant(when)})`;
  }

  /** The tag of a union that `init` says, or of its first member. */
  function tagOfUnion(name: string): string {
    const union = valueSlots(unit).find(({ field }) => field.name === name);
    const [first = 0] = union?.type.kind === "union" ? Object.values(union.type.layout.tag?.members ?? {}) : [];
    return `((init.${name} && ${tagFunction(unit, name)}(init.${name})) ?? ${first})`;
  }

  function creator(type: TypeLayout & { kind: "struct" | "union" }, slot: ValueSlot): string {
    const create = `create${structName(unit, slot, type)}${valueSuffix(type.layout, order)}`;
    return isInner(unit, slot) ? create : imports.from(kebabCase(type.layout.name) + options.extension, create);
  }

  function zeroOf(type: TypeLayout, slot: ValueSlot): string {
    switch (type.kind) {
      case "integer":
        return type.big ? "0n" : "0";
      case "float":
      case "char":
        return "0";
      case "string":
        return '""';
      case "bytes":
        return `new Uint8Array(${type.size})`;
      case "union":
      case "struct":
        return `${creator(type, slot)}()`;
      case "array":
        return `Array.from({ length: ${type.length} }, () => ${zeroOf(type.element, slot)})`;
      case "flexible":
        return type.as === "bytes" ? "new Uint8Array(0)" : type.as === "string" ? '""' : "[]";
    }
  }
}

/** What the elements of arrays of arrays are in the end. */
function innermost(type: TypeLayout): { readonly element: TypeLayout | undefined; readonly depth: number } {
  if (type.kind !== "array" && type.kind !== "flexible") return { element: undefined, depth: 0 };
  const inner = innermost(type.element);
  return { element: inner.element ?? type.element, depth: inner.depth + 1 };
}
