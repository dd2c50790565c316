import { type EnumerationFacts, type IntegerLayout, rangeOf } from "../../src/wire/index.ts";
import { integerName } from "../../src/wire/kinds/integer.ts";
import type { RuntimeValue } from "../emit/imports.ts";
import { kebabCase, pascalCase, plus } from "../emit/names.ts";
import type { Scope } from "../emit/scope.ts";
import type { BitsText, KindText } from "./kind.ts";

export const integer: KindText<IntegerLayout> = {
  type(type, _, { imports, options }) {
    const names = type.enumeration ?? type.flags;
    if (names === undefined || type.big !== options.bigEnumerations.has(names.name)) return numberType(type);
    return imports.typeFrom(kebabCase(names.name) + options.extension, pascalCase(names.name));
  },
  layout(type, _, scope) {
    const { imports } = scope;
    const { size, signed, big, byteOrder, enumeration, flags } = type;
    const isCommon = big === (size === 8) && byteOrder === undefined;
    const order = byteOrder === undefined ? "" : `, "${byteOrder}"`;
    const plain = isCommon
      ? imports.use(integerName(type) as RuntimeValue)
      : `${imports.use("integer")}(${size}, ${signed}, ${big}${order})`;
    const enumerated = enumeration ? `${imports.use("enumerated")}(${plain}, ${factsOf(enumeration, scope)})` : plain;
    return flags ? `${imports.use("flagged")}(${enumerated}, ${factsOf(flags, scope)})` : enumerated;
  },
  load({ size, signed, big, byteOrder }, { base, offset, v, le }, _, scope) {
    const at = plus(base, offset);
    if (size === 8) return `${scope.call(signed ? "getS64" : "getU64")}(${v}, ${at}, ${orderOf(byteOrder, le)})`;
    const order = size === 1 ? "" : `, ${orderOf(byteOrder, le)}`;
    const read = `${v}.get${signed ? "Int" : "Uint"}${size * 8}(${at}${order})`;
    return big ? `BigInt(${read})` : read;
  },
  take(type, x, offset, encoder) {
    // In place of a call, where it pays: all calls in a function share what the engine inlines (Node 24, HEADER: 37 and 26 ns).
    const own = `typeof ${x} !== "bigint" || BigInt.as${type.signed ? "Int" : "Uint"}N(64, ${x}) !== ${x}`;
    encoder.checks.push(type.size === 8 ? own : (integer.not?.(type, x, encoder.scope) as string));
    encoder.store(x, numberType(type), (place) => integer.store?.(type, x, place, encoder.scope) as string, offset);
  },
  not({ size, signed, big }, x, scope) {
    const name = `${signed ? "S" : "U"}${size * 8}`;
    return `${scope.call((big && size < 8 ? `notLong${name}` : `not${name}`) as RuntimeValue)}(${x})`;
  },
  store({ size, signed, big, byteOrder }, x, { base, offset, v, le }, scope) {
    const at = plus(base, offset);
    // In two's complement a signed number is the same bytes.
    if (size === 8) return `${scope.call("setU64")}(${v}, ${at}, ${x}, ${orderOf(byteOrder, le)});`;
    const order = size === 1 ? "" : `, ${orderOf(byteOrder, le)}`;
    return `${v}.set${signed ? "Int" : "Uint"}${size * 8}(${at}, ${big ? `Number(${x})` : x}${order});`;
  },
  primitive: numberType,
};

export const integerBits: BitsText<IntegerLayout> = {
  load({ signed, big }, place, le, scope) {
    const get = big ? (signed ? "getSignedBigBits" : "getBigBits") : signed ? "getSignedBits" : "getBits";
    return `${scope.call(get)}(${place}, ${le})`;
  },
  not({ signed, big }, width, x, scope) {
    const [least, most] = rangeOf(signed, width);
    return big
      ? `${scope.call("notBigBits")}(${x}, ${least}n, ${most}n)`
      : `${scope.call("notBits")}(${x}, ${least}, ${most})`;
  },
  store: ({ big }, place, x, le, scope) => `${scope.call(big ? "setBigBits" : "setBits")}(${place}, ${x}, ${le});`,
};

function numberType({ big }: IntegerLayout): "bigint" | "number" {
  return big ? "bigint" : "number";
}

/** The text that tells whether a field of a byte order of its own, or of the image's, is little-endian. */
export function orderOf(byteOrder: "little" | "big" | undefined, le: string): string {
  return byteOrder === undefined ? le : String(byteOrder === "little");
}

function factsOf({ name }: EnumerationFacts, { imports, options }: Scope): string {
  return imports.from(kebabCase(name) + options.extension, `facts$${pascalCase(name)}`);
}
