import {
  describeVariants,
  type FieldLayout,
  type Framing,
  type Layout,
  type TypeLayout,
} from "../../src/wire/index.ts";
import { getScalar, getVariant } from "./access.ts";
import { bitSlot, getBits } from "./bits.ts";
import { differs } from "./differs.ts";
import type { Imports } from "./imports.ts";
import { checkElements, checkFixedLength, checkFlexibleLength, elementsFound, expectedLength } from "./length.ts";
import { block, indexName, literal, plus } from "./names.ts";
import { derivedField, lengthField } from "./read.ts";
import { flexibleSlot, type Order, type Unit } from "./unit.ts";
import { uses } from "./uses.ts";

/**
 * The function that says what is wrong with the record at `at`, in this order: bounds of its fixed part, type,
 * length, bounds of the whole, constants.
 */
export function emitFault(unit: Unit, order: Order, framing: Framing | undefined, imports: Imports): string {
  const name = JSON.stringify(unit.layout.name);
  const { record } = unit.layout;
  const size = record?.baseSize ?? unit.layout.size;
  const lines: string[] = [
    `if (!${imports.use("inBounds")}(bytes, at, ${size})) return ${imports.use("outOfBounds")}(${name}, bytes, at, ${size});`,
  ];
  const type = derivedField(unit, "type");
  if (type !== undefined && record?.type !== undefined) {
    const fault = imports.use("wrongType");
    lines.push(
      `const type = ${getScalar(type.type, plus("at", type.offset), order, imports)};`,
      `if (type !== ${record.type}) return ${fault}(${name}, "${type.path}", ${plus("at", type.offset)}, type, ${record.type});`,
    );
  }
  lines.push(...variant(unit, order, imports));
  const slot = flexibleSlot(unit);
  if (slot !== undefined) {
    lines.push(...checkFlexibleLength(unit, slot, size, order, framing, imports));
    lines.push(...checkElements(unit, slot, size, framing, imports));
  } else lines.push(...checkFixedLength(unit, size, order, framing, imports));
  lines.push(...constants(unit, order, framing, imports).map(({ statement }) => statement));
  const code = lines.join("\n");
  const accessors = ["const { bytes } = b;", ...(uses(code, "v") ? ["const v = b.view;"] : [])];
  return `function findFault${unit.type}${order.suffix}(b: ${imports.type("Binding")}, at: number): ${imports.type("Fault")} | undefined {
${block([...accessors, ...lines, "return undefined;"])}
}`;
}

/**
 * What is true of exactly those bytes at `at` that the function above finds a fault in; undefined where that is no
 * simple expression.
 */
export function faultCondition(
  unit: Unit,
  order: Order,
  framing: Framing | undefined,
  imports: Imports,
): string | undefined {
  const { record } = unit.layout;
  if (flexibleSlot(unit) !== undefined || record?.when !== undefined) return undefined;
  const size = record?.baseSize ?? unit.layout.size;
  const conditions = [`!${imports.use("inBounds")}(bytes, at, ${size})`];
  const type = derivedField(unit, "type");
  if (type !== undefined && record?.type !== undefined) {
    conditions.push(`${getScalar(type.type, plus("at", type.offset), order, imports)} !== ${record.type}`);
  }
  const length = lengthField(unit);
  if (length !== undefined) {
    const found = getScalar(length.type, plus("at", length.offset), order, imports);
    conditions.push(`${found} !== ${expectedLength(length, size, framing)}`);
  }
  for (const { condition } of constants(unit, order, framing, imports)) {
    if (condition === undefined) return undefined;
    conditions.push(condition);
  }
  return conditions.join(" || ");
}

/** Records of one type are told apart by a field. */
function variant({ layout }: Unit, order: Order, imports: Imports): string[] {
  const when = layout.record?.when;
  if (when === undefined) return [];
  const { path, offset, values, except } = when;
  const place = plus("at", offset);
  const fault = `${imports.use("wrongVariant")}(${JSON.stringify(layout.name)}, "${path}", ${place}, variant, "${describeVariants(when)}")`;
  return [
    `const variant = ${getVariant(when, "at", order, imports)};`,
    except
      ? `if (${values.map((value) => `variant === ${value}`).join(" || ")}) return ${fault};`
      : `if (${values.map((value) => `variant !== ${value}`).join(" && ")}) return ${fault};`,
  ];
}

/** Every constant, those of nested structs, of lists of them and of the members that tags mean included. */
function constants(unit: Unit, order: Order, framing: Framing | undefined, imports: Imports): Check[] {
  const name = JSON.stringify(unit.layout.name);
  const size = unit.layout.record?.baseSize ?? unit.layout.size;
  return inLayout(unit.layout, { base: "at", offset: 0, path: "", depth: 0 });

  function inLayout(layout: Layout, place: Place): Check[] {
    return layout.members.flatMap((field) => {
      if (field.kind === "padding") return [];
      const dot = field.name === "" || place.path === "" ? "" : ".";
      const inner = { ...place, offset: place.offset + field.offset, path: place.path + dot + field.name };
      if (field.type.kind === "union") return inMeant(field.type.layout, layout, place, inner);
      return field.constant === undefined ? inType(field.type, inner) : [compare(field, inner, field.constant)];
    });
  }

  /** A union's constants need only be there if its tag, a field of the struct around it, means their member. */
  function inMeant(union: Layout, around: Layout, place: Place, inner: Place): Check[] {
    const meant = Object.entries(union.tag?.members ?? {}).flatMap(([name, tag]) => {
      const members = union.members.filter((member) => member.kind === "field" && member.name === name);
      const checks = inLayout({ ...union, members }, inner);
      return checks.length === 0
        ? []
        : [`case ${tag}:\n${block([...checks.map(({ statement }) => statement), "break;"])}`];
    });
    const tag = around.members.find((member) => member.kind === "field" && member.name === union.tag?.field);
    if (meant.length === 0 || tag?.kind !== "field") return [];
    return [{ statement: `switch (${found(tag, place.base, place.offset + tag.offset)}) {\n${block(meant)}\n}` }];
  }

  function found(field: FieldLayout, base: string, offset: number): string {
    const type = field.type as Extract<TypeLayout, { kind: "integer" | "float" | "char" }>;
    const bits = bitSlot({ field, offset, type });
    return bits ? getBits(bits, base, order, imports) : getScalar(type, plus(base, offset), order, imports);
  }

  function inType(type: TypeLayout, place: Place): Check[] {
    if (type.kind === "struct") return inLayout(type.layout, place);
    if (type.kind !== "array" && type.kind !== "flexible") return [];
    const i = indexName(place.depth);
    const element = `${plus(place.base, place.offset)} + ${i} * ${type.stride}`;
    const path = `${place.path}[\${${i}}]`;
    const body = inType(type.element, { base: element, offset: 0, path, depth: place.depth + 1 });
    if (body.length === 0) return [];
    const count = type.kind === "array" ? String(type.length) : elementsFound(unit, type, size, framing);
    const statements = block(body.map(({ statement }) => statement));
    return [{ statement: `for (let ${i} = 0; ${i} < ${count}; ${i}++) {\n${statements}\n}` }];
  }

  function compare(field: FieldLayout, { base, offset, path }: Place, constant: number | bigint): Check {
    const value = found(field, base, offset);
    const where = path.includes("$") ? `\`${path}\`` : JSON.stringify(path);
    const fault = `${imports.use("wrongConstant")}(${name}, ${where}, ${plus(base, offset)}, ${value}, ${literal(constant)})`;
    const condition = differs(field, constant, value, base, offset, order);
    return { condition, statement: `if (${condition}) {\n  return ${fault};\n}` };
  }
}

/** A statement that returns a fault, and the condition for it if it has just one. */
interface Check {
  readonly condition?: string;
  readonly statement: string;
}

/** Where a struct stands: an expression and an offset from it, its path, and how many loops are around it. */
interface Place {
  readonly base: string;
  readonly offset: number;
  readonly path: string;
  readonly depth: number;
}
