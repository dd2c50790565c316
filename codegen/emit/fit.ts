import { describeVariants, type FieldLayout, type Framing, largestRecord } from "../../src/wire/index.ts";
import { bitSlot, bitsMisfit, bitsRange } from "./bits.ts";
import { type FitScope, fitEncodable, fitShape, fitType } from "./fit-type.ts";
import { hasFits, lookAtOnce } from "./fits.ts";
import { elementCount, flexibleSize } from "./flexible-size.ts";
import type { Imports } from "./imports.ts";
import { countedBytes } from "./length.ts";
import { block, literal, pascalCase } from "./names.ts";
import { emitTaggedFit, fitTag, isTagged } from "./tagged-union.ts";
import { innerOf, integerName } from "./type-text.ts";
import { emitUnionFit } from "./union.ts";
import { type EmitOptions, flexibleSlot, type Order, type Unit, type ValueSlot, valueSlots } from "./unit.ts";
import { valueSuffix } from "./value-suffix.ts";

/**
 * The function that refuses a value that does not fit, and gives the bytes it takes. It runs before anything is
 * written, so that a refused value leaves nothing behind.
 */
export function emitFit(
  unit: Unit,
  order: Order,
  framing: Framing | undefined,
  options: EmitOptions,
  imports: Imports,
): string {
  if (isTagged(unit)) return emitTaggedFit(unit, order, imports);
  if (unit.layout.kind === "union") return emitUnionFit(unit, order, imports);
  const record = JSON.stringify(unit.record);
  const scope: FitScope = { unit, order, options, imports, record, helpers: [] };
  const isRecord = unit.layout.record !== undefined;
  const lines = [
    `if (typeof value !== "object" || value === null) {\n  throw ${imports.use("wrongValue")}(${record}, "", value, "an object");\n}`,
  ];
  if (isRecord) {
    lines.push(
      `if (value.$name !== undefined && value.$name !== ${record}) {\n  throw ${imports.use("wrongValue")}(${record}, "$name", value.$name, ${record});\n}`,
    );
  }
  for (const slot of valueSlots(unit)) if (slot.optional === undefined) lines.push(...fitSlot(slot));
  for (const { unit: union } of unit.lifted) lines.push(`fit${union.type}${order.suffix}(value);`);
  lines.push(...fitVariant(unit, imports));
  const flexible = flexibleSlot(unit);
  const size =
    flexible === undefined
      ? `${unit.layout.record?.baseSize ?? unit.layout.size}`
      : flexibleSize(unit, flexible, imports);
  if (flexible !== undefined) {
    lines.push(`const size = ${size};`);
    if (framing !== undefined && isRecord) lines.push(...fitSize(unit, flexible, framing, imports));
  }
  const name = `fit${unit.type}${valueSuffix(unit.layout, order)}`;
  const parameter = `value: ${unit.type}Init`;
  const slow = hasFits(unit) ? `function ${name}ByField` : `export function ${name}`;
  const byField = `${slow}(${parameter}): number {
${block(lines)}
  return ${flexible === undefined ? size : "size"};
}`;
  if (!hasFits(unit)) return [...scope.helpers, byField].join("\n\n");
  return [...scope.helpers, byField, ...fitAtOnce()].join("\n\n");

  /** A struct without a header may stand in others, which ask whether it fits before they ask what does not. */
  function fitAtOnce(): string[] {
    const limits = flexible && framing && isRecord ? sizeLimits(unit, flexible, framing) : [];
    const otherwise = `${name}ByField(value)`;
    const { statements, helpers } = lookAtOnce(unit, isRecord ? otherwise : "false", framing, options, imports);
    if (!isRecord) {
      const fits = `export function fits${unit.type}(${parameter}): boolean {\n${block([...statements, "return true;"])}\n}`;
      const fit = `return fits${unit.type}(value) ? ${size} : ${otherwise};`;
      return [...helpers, fits, `export function ${name}(${parameter}): number {\n  ${fit}\n}`];
    }
    const exceeds = limits.map((limit) => limit.exceeds).join(" || ");
    const result =
      limits.length === 0 ? [`return ${size};`] : [`const size = ${size};`, `return ${exceeds} ? ${otherwise} : size;`];
    return [...helpers, `export function ${name}(${parameter}): number {\n${block([...statements, ...result])}\n}`];
  }

  function fitSlot(slot: ValueSlot): string[] {
    const { field } = slot;
    const value = `value.${field.name}`;
    const path = JSON.stringify(field.name);
    if (field.constant !== undefined) {
      const constant = literal(field.constant);
      const fault = `${imports.use("notConstant")}(${record}, ${path}, ${value}, ${constant})`;
      return [`if (${value} !== undefined && ${value} !== ${constant}) throw ${fault};`];
    }
    if (field.counts !== undefined) return fitCount(slot, field.counts);
    if (field.tags !== undefined) return fitGivenTag(slot);
    return fitContent(slot, path, value);
  }

  /** A tag comes from its union; one that is given must fit and agree. */
  function fitGivenTag(slot: ValueSlot): string[] {
    const { field } = slot;
    const value = `value.${field.name}`;
    const given = fitContent(slot, JSON.stringify(field.name), value);
    return [`if (${value} !== undefined) {\n${block(given)}\n}`];
  }

  function fitContent(slot: ValueSlot, path: string, value: string): string[] {
    const { field } = slot;
    const bits = bitSlot(slot);
    if (bits !== undefined) {
      const fault = `${imports.use("unfitBits")}(${record}, ${path}, ${value}, "${bitsRange(bits)}")`;
      return [`if (${bitsMisfit(bits, value)}) throw ${fault};`];
    }
    const helper = `${unit.type}${pascalCase(field.name)}Member${valueSuffix(unit.layout, order)}`;
    const content = fitType(slot.type, value, path, helper, slot, scope);
    const union = slot.type.kind === "union" ? innerOf(unit, slot) : undefined;
    return union && isTagged(union) ? [...content, ...fitTag(unit, union, field.name, imports)] : content;
  }

  /** A count comes from its array; one that is given must agree. */
  function fitCount({ field, type }: ValueSlot, array: string): string[] {
    const value = `value.${field.name}`;
    const length = elementCount(unit, array, "value", imports);
    const given = type.kind === "integer" && type.big ? `BigInt(${length})` : length;
    const fault = `${imports.use("countDiffers")}(${record}, ${JSON.stringify(field.name)}, ${value}, ${JSON.stringify(array)}, ${length})`;
    const lines = [`if (${value} !== undefined && ${value} !== ${given}) {\n  throw ${fault};\n}`];
    if (type.kind === "integer" && type.size < 4) {
      const name = integerName(type);
      const most = 2 ** (type.size * 8) - 1;
      lines.push(
        `if (${length} > ${most}) throw ${imports.use("unfit")}(${record}, "${field.name}", ${length}, "${name}");`,
      );
    }
    // The array itself must be looked at first: its length is read here.
    return [...fitArrayShape(array), ...lines];
  }

  function fitArrayShape(array: string): string[] {
    const slot = valueSlots(unit).find(({ field }) => field.name === array);
    if (slot?.type.kind !== "flexible") return [];
    const value = `value.${array}`;
    const path = JSON.stringify(array);
    const shape = fitShape(slot.type.as, value, path, scope);
    return slot.type.as === "string" ? [shape, fitEncodable(value, path, scope)] : [shape];
  }
}

/** A record must not be larger than its header can tell, and in units that it counts in. */
function fitSize(unit: Unit, slot: ValueSlot, framing: Framing, imports: Imports): string[] {
  const place = `${JSON.stringify(unit.layout.name)}, "${slot.field.name}"`;
  return sizeLimits(unit, slot, framing).map(
    ({ exceeds, refuse, facts }) => `if (${exceeds}) throw ${imports.use(refuse)}(${place}, ${facts});`,
  );
}

/** What must not be true of a record's `size`. */
interface SizeLimit {
  readonly exceeds: string;
  readonly refuse: "tooLarge" | "unevenSize";
  readonly facts: string;
}

function sizeLimits({ layout }: Unit, { type }: ValueSlot, framing: Framing): SizeLimit[] {
  const limit = largestRecord(framing);
  const large: SizeLimit = { exceeds: `size > ${limit}`, refuse: "tooLarge", facts: `size, ${limit}` };
  const { unit = 1, counts = "record" } = framing.length ?? {};
  const fewest = countedBytes(layout.record?.baseSize ?? layout.size, framing);
  if (type.kind === "flexible" && type.stride % unit === 0 && fewest % unit === 0) return [large];
  const counted = counts === "payload" ? `size - ${framing.headerSize}` : "size";
  return [large, { exceeds: `(${counted}) % ${unit} !== 0`, refuse: "unevenSize", facts: `${counted}, ${unit}` }];
}

/** The field that tells records of one type apart must say that it is this one. */
function fitVariant({ layout }: Unit, imports: Imports): string[] {
  const when = layout.record?.when;
  if (when === undefined) return [];
  const { path, values, except } = when;
  const value = `value.${path}`;
  const fault = `${imports.use("notVariant")}(${JSON.stringify(layout.name)}, "${path}", ${value}, "${describeVariants(when)}")`;
  const test = except
    ? values.map((one) => `${value} === ${one}`).join(" || ")
    : values.map((one) => `${value} !== ${one}`).join(" && ");
  return [`if (${test}) throw ${fault};`];
}

/** Whether a value may leave the field out: the codec knows what it is. */
export function isOptional(field: FieldLayout): boolean {
  return field.constant !== undefined || field.counts !== undefined || field.tags !== undefined;
}
