import {
  describeVariants,
  type FieldLayout,
  type Framing,
  largestRecord,
  type TypeLayout,
} from "../../src/wire/index.ts";
import { bitSlot, bitsMisfit, bitsRange } from "./bits.ts";
import type { Imports } from "./imports.ts";
import { block, kebabCase, literal, member, pascalCase } from "./names.ts";
import { emitTaggedFit, fitTag, isTagged } from "./tagged-union.ts";
import { integerName, isInner, structName, typeText } from "./type-text.ts";
import { emitUnionFit } from "./union.ts";
import {
  type EmitOptions,
  flexibleSlot,
  type Order,
  type Unit,
  type ValueSlot,
  valueSlots,
  valueSuffix,
} from "./unit.ts";

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
  const lists: string[] = [];
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
  const own = `export function fit${unit.type}${valueSuffix(unit.layout, order)}(value: ${unit.type}Init): number {
${block(lines)}
  return ${flexible === undefined ? size : "size"};
}`;
  return [...lists, own].join("\n\n");

  function fitSlot(slot: ValueSlot): string[] {
    const { field } = slot;
    const value = member("value", field.name);
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
    const value = member("value", field.name);
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
    const name = `${unit.type}${pascalCase(field.name)}`;
    const content = fitType(slot.type, value, path, `${name}Member${valueSuffix(unit.layout, order)}`, slot);
    const union = slot.type.kind === "union" ? unit.inner.find(({ type }) => type === name) : undefined;
    return union && isTagged(union) ? [...content, ...fitTag(unit, union, field.name, imports)] : content;
  }

  /** A count comes from its array; one that is given must agree. */
  function fitCount({ field, type }: ValueSlot, array: string): string[] {
    const value = member("value", field.name);
    const length = elementCount(unit, array, "value", imports);
    const given = type.kind === "integer" && type.big ? `BigInt(${length})` : length;
    const fault = `${imports.use("countDiffers")}(${record}, ${JSON.stringify(field.name)}, ${value}, ${JSON.stringify(array)}, ${length})`;
    const lines = [`if (${value} !== undefined && ${value} !== ${given}) {\n  throw ${fault};\n}`];
    if (type.kind === "integer" && type.size < 4) {
      const name = integerName(type);
      const most = 2 ** (type.size * 8 - (type.signed ? 1 : 0)) - 1;
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
    const value = member("value", array);
    const [test, expected] = shapes[slot.type.as](value);
    return [
      `if (${test}) throw ${imports.use("wrongValue")}(${record}, ${JSON.stringify(array)}, ${value}, "${expected}");`,
    ];
  }

  function fitType(type: TypeLayout, value: string, path: string, name: string, slot: ValueSlot): string[] {
    switch (type.kind) {
      case "integer": {
        const fault = `${imports.use("unfit")}(${record}, ${path}, ${value}, "${integerName(type)}"${type.big && type.size < 8 ? ", true" : ""})`;
        return [`if (${misfit(type, value, imports)}) throw ${fault};`];
      }
      case "char":
        return [
          `if (typeof ${value} !== "number" || (${value} & 0xff) !== ${value}) throw ${imports.use("unfit")}(${record}, ${path}, ${value}, "char");`,
        ];
      case "float":
        return [
          `if (typeof ${value} !== "number") throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "a number");`,
        ];
      case "string": {
        const check = `fit${name}`;
        lists.push(fitText(check, type.size));
        return [`${check}(${value}, ${path});`];
      }
      case "bytes":
        return [
          `if (!(${value} instanceof Uint8Array)) throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "a Uint8Array");`,
          `if (${value}.length !== ${type.size}) throw ${imports.use("wrongCount")}(${record}, ${path}, ${value}.length, ${type.size});`,
        ];
      case "union":
      case "struct": {
        const fit = `fit${structName(unit, slot, type)}${valueSuffix(type.layout, order)}`;
        const file = kebabCase(type.layout.name) + options.extension;
        const callee = isInner(unit, slot) ? fit : imports.from(file, fit);
        return [
          `try {\n  ${callee}(${value});\n} catch (error) {\n  throw ${imports.use("inside")}(error, ${record}, ${path});\n}`,
        ];
      }
      case "array":
        lists.push(fitList(type.element, name, slot));
        return [
          `if (!Array.isArray(${value})) throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "a list");`,
          `if (${value}.length !== ${type.length}) throw ${imports.use("wrongCount")}(${record}, ${path}, ${value}.length, ${type.length});`,
          `fit${name}(${value}, ${path});`,
        ];
      case "flexible": {
        const [test, expected] = shapes[type.as](value);
        const shape = `if (${test}) throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "${expected}");`;
        if (type.as === "bytes") return [shape];
        if (type.as === "string") {
          return [
            shape,
            `if (${imports.use("textSize")}(${value}) < 0) throw ${imports.use("unfitText")}(${record}, ${path}, -1, 0);`,
          ];
        }
        lists.push(fitList(type.element, name, slot));
        return [shape, `fit${name}(${value}, ${path});`];
      }
    }
  }

  function fitList(element: TypeLayout, name: string, slot: ValueSlot): string {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in the generated code
    const inner = fitType(element, "item", "`${path}[${i}]`", `${name}Row`, slot);
    const type = typeText(element, unit, slot, options, imports, true);
    return `function fit${name}(list: readonly ${type}[], path: string): void {
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as ${type};
    ${block(inner, "    ").trimStart()}
  }
}`;
  }

  function fitText(name: string, room: number): string {
    return `function ${name}(text: string, path: string): void {
  if (typeof text !== "string") throw ${imports.use("wrongValue")}(${record}, path, text, "a string");
  const size = ${imports.use("textSize")}(text);
  if (size < 0 || size > ${room}) throw ${imports.use("unfitText")}(${record}, path, size, ${room});
}`;
  }
}

/** A record must not be larger than its header can tell, and in units that it counts in. */
function fitSize({ layout }: Unit, { field, type }: ValueSlot, framing: Framing, imports: Imports): string[] {
  const place = `${JSON.stringify(layout.name)}, "${field.name}"`;
  const limit = largestRecord(framing);
  const tooLarge = `if (size > ${limit}) throw ${imports.use("tooLarge")}(${place}, size, ${limit});`;
  const { unit = 1, counts = "record" } = framing.length ?? {};
  if (type.kind === "flexible" && type.stride % unit === 0) return [tooLarge];
  const counted = counts === "payload" ? `size - ${framing.headerSize}` : "size";
  return [
    tooLarge,
    `if ((${counted}) % ${unit} !== 0) throw ${imports.use("unevenSize")}(${place}, ${counted}, ${unit});`,
  ];
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

const shapes = {
  bytes: (value: string) => [`!(${value} instanceof Uint8Array)`, "a Uint8Array"],
  string: (value: string) => [`typeof ${value} !== "string"`, "a string"],
  list: (value: string) => [`!Array.isArray(${value})`, "a list"],
} as const;

/** Whether a number does not fit an integer: the cheapest test that no value gets past. */
function misfit(type: TypeLayout & { kind: "integer" }, value: string, imports: Imports): string {
  const bits = type.size * 8;
  if (type.size === 8) return `!${imports.use(type.signed ? "fitsS64" : "fitsU64")}(${value})`;

  if (type.big) {
    return `typeof ${value} !== "bigint" || BigInt.as${type.signed ? "Int" : "Uint"}N(${bits}, ${value}) !== ${value}`;
  }
  const wrapped =
    type.size === 4
      ? type.signed
        ? `(${value} | 0)`
        : `${value} >>> 0`
      : type.signed
        ? `(${value} << ${32 - bits}) >> ${32 - bits}`
        : `(${value} & 0x${(2 ** bits - 1).toString(16)})`;
  return `typeof ${value} !== "number" || ${wrapped} !== ${value}`;
}

/** How many elements a flexible array of a value has, as C counts them: of a string, its bytes. */
export function elementCount(unit: Unit, array: string, holder: string, imports: Imports): string {
  const slot = valueSlots(unit).find(({ field }) => field.name === array);
  const value = member(holder, array);
  const isText = slot?.type.kind === "flexible" && slot.type.as === "string";
  return isText ? `${imports.use("textSize")}(${value})` : `${value}.length`;
}

/** Bytes of a value with a flexible array. */
function flexibleSize(unit: Unit, { field, type }: ValueSlot, imports: Imports): string {
  if (type.kind !== "flexible") throw new Error(`${field.name} is not flexible`);
  const base = unit.layout.record?.baseSize ?? unit.layout.size;
  const value = member("value", field.name);
  const elements = type.as === "string" ? `${imports.use("textSize")}(${value})` : `${value}.length`;
  return `${base} + ${elements}${type.stride === 1 ? "" : ` * ${type.stride}`}`;
}

/** Whether a value may leave the field out: the codec knows what it is. */
export function isOptional(field: FieldLayout): boolean {
  return field.constant !== undefined || field.counts !== undefined || field.tags !== undefined;
}
