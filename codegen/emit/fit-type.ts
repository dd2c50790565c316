import { mostOf, type TypeLayout } from "../../src/wire/index.ts";
import { allElements, type FlexibleLayout } from "./flexible-size.ts";
import type { Imports } from "./imports.ts";
import { block, kebabCase } from "./names.ts";
import { integerName, isInner, structName, typeText } from "./type-text.ts";
import type { EmitOptions, Order, Unit, ValueSlot } from "./unit.ts";
import { valueSuffix } from "./value-suffix.ts";

/** What the checks of a unit's value share. */
export interface FitScope {
  readonly unit: Unit;
  readonly order: Order;
  readonly options: EmitOptions;
  readonly imports: Imports;
  /** the record's name as a literal, for messages */
  readonly record: string;
  /** functions for lists and texts, which the unit's own function calls */
  readonly helpers: string[];
}

/** Statements that refuse a value of some type. `name` is what helper functions for it are named after. */
export function fitType(
  type: TypeLayout,
  value: string,
  path: string,
  name: string,
  slot: ValueSlot,
  scope: FitScope,
): string[] {
  const { unit, order, options, imports, record, helpers } = scope;
  switch (type.kind) {
    case "integer": {
      const fault = `${imports.use("unfit")}(${record}, ${path}, ${value}, "${integerName(type)}"${type.big && type.size < 8 ? ", true" : ""})`;
      return [`if (${misfit(type, value)}) throw ${fault};`];
    }
    case "char":
      return [`if (${charMisfit(value)}) throw ${imports.use("unfit")}(${record}, ${path}, ${value}, "char");`];
    case "float":
      return [
        `if (typeof ${value} !== "number") throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "a number");`,
      ];
    case "string": {
      const check = `fit${name}`;
      helpers.push(fitText(check, type.size, scope));
      return [`${check}(${value}, ${path});`];
    }
    case "bytes":
      return [
        `if (!${imports.use("isBytes")}(${value})) throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "a Uint8Array");`,
        `if (${value}.length !== ${type.size}) throw ${imports.use("wrongCount")}(${record}, ${path}, ${value}.length, ${type.size});`,
      ];
    case "union":
    case "struct": {
      const fit = `fit${structName(unit, slot, type)}${valueSuffix(type.layout, order)}`;
      const file = kebabCase(type.layout.name) + options.extension;
      const callee = isInner(unit, slot) ? fit : imports.call(file, fit);
      return [
        `try {\n  ${callee}(${value});\n} catch (error) {\n  throw ${imports.use("inside")}(error, ${record}, ${path});\n}`,
      ];
    }
    case "array":
      helpers.push(fitList(type.element, name, slot, scope));
      return [
        `if (!Array.isArray(${value})) throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "a list");`,
        `if (${value}.length !== ${type.length}) throw ${imports.use("wrongCount")}(${record}, ${path}, ${value}.length, ${type.length});`,
        `fit${name}(${value}, ${path});`,
      ];
    case "flexible": {
      const shape = fitShape(type.as, value, path, scope);
      if (type.as === "bytes") return [shape];
      if (type.as === "string") return [shape, fitEncodable(value, path, scope)];
      helpers.push(fitList(type.element, name, slot, scope));
      return [shape, fitMost(type, value, path, scope), `fit${name}(${value}, ${path});`];
    }
  }
}

function fitList(element: TypeLayout, name: string, slot: ValueSlot, scope: FitScope): string {
  const { unit, options, imports } = scope;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template in the generated code
  const inner = fitType(element, "item", "`${path}[${i}]`", `${name}Row`, slot, scope);
  const type = typeText(element, unit, slot, options, imports, true);
  return `function fit${name}(list: readonly ${type}[], path: string): void {
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as ${type};
${block(inner, "    ")}
  }
}`;
}

function fitText(name: string, room: number, { imports, record }: FitScope): string {
  return `function ${name}(text: string, path: string): void {
  if (typeof text !== "string") throw ${imports.use("wrongValue")}(${record}, path, text, "a string");
  const size = ${imports.use("textSize")}(text);
  if (size < 0 || size > ${room}) throw ${imports.use("unfitText")}(${record}, path, size, ${room});
}`;
}

/** Statement that refuses what is no byte string, text or list. */
export function fitShape(
  as: "bytes" | "string" | "list",
  value: string,
  path: string,
  { imports, record }: FitScope,
): string {
  const [test, expected] = shapes[as](value, imports);
  return `if (${test}) throw ${imports.use("wrongValue")}(${record}, ${path}, ${value}, "${expected}");`;
}

/** Statement that refuses a text that no bytes decode to, or that is longer than any. */
export function fitEncodable(value: string, path: string, { imports, record }: FitScope): string {
  const most = mostOf("string");
  const size = `${imports.use("textSize")}(${value})`;
  return `if (!${imports.use("fitsText")}(${value}, ${most})) throw ${imports.use("unfitText")}(${record}, ${path}, ${size}, ${most});`;
}

/** Statement that refuses a list of more elements than any can have. */
function fitMost(type: FlexibleLayout, value: string, path: string, { imports, record }: FitScope): string {
  const elements = allElements(type, `${value}.length`);
  const fault = `${imports.use("tooManyElements")}(${record}, ${path}, undefined, ${elements}, "list")`;
  return `if (${elements} > ${mostOf("list")}) throw new ${imports.use("BytewrightError")}(${fault});`;
}

const shapes = {
  bytes: (value: string, imports: Imports) => [`!${imports.use("isBytes")}(${value})`, "a Uint8Array"],
  string: (value: string) => [`typeof ${value} !== "string"`, "a string"],
  list: (value: string) => [`!Array.isArray(${value})`, "a list"],
} as const;

export function charMisfit(value: string): string {
  return `typeof ${value} !== "number" || (${value} & 0xff) !== ${value}`;
}

/** Whether a number does not fit an integer: the cheapest test that no value gets past. */
export function misfit(type: TypeLayout & { kind: "integer" }, value: string): string {
  const bits = type.size * 8;
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
