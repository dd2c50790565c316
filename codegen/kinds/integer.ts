import { type IntegerLayout, integerName, rangeOf } from "../../src/wire/index.ts";
import type { KindText } from "../emit/encoder.ts";
import type { RuntimeValue } from "../emit/imports.ts";
import { typeName } from "../emit/names.ts";
import { plus } from "../emit/text.ts";

export const integer: KindText<"integer"> = {
  type(type, _, scope) {
    const names = type.enumeration ?? type.flags;
    if (names === undefined || type.big !== scope.bigEnumerations.has(names.name)) return numberType(type);
    return scope.typeFrom(scope.fileOf(names), typeName(names));
  },
  layout(type, _, scope) {
    const { size, signed, big, byteOrder, enumeration, flags } = type;
    const isCommon = big === (size === 8) && byteOrder === undefined;
    const name = integerName(type) as "u32";
    const order = byteOrder === undefined ? "" : `, "${byteOrder}"`;
    const plain = isWide(type)
      ? `${scope.use("wideInteger")}(${size}, ${signed}${order})`
      : isCommon
        ? scope.use(name)
        : `${scope.use("integer")}(${size}, ${signed}, ${big}${order})`;
    const enumerated = enumeration ? `${scope.use("enumerated")}(${plain}, ${scope.facts(enumeration)})` : plain;
    return flags ? `${scope.use("flagged")}(${enumerated}, ${scope.facts(flags)})` : enumerated;
  },
  load(type, { base, offset, v, le }, _, scope) {
    const { size, signed, big, byteOrder } = type;
    const at = plus(base, offset);
    if (isWide(type)) {
      const wide = `${scope.call("getWide")}(${v}, ${at}, ${size}, ${signed}, ${orderOf(byteOrder, le)})`;
      return big ? wide : `Number(${wide})`;
    }
    if (size === 8) return `${scope.call(signed ? "getS64" : "getU64")}(${v}, ${at}, ${orderOf(byteOrder, le)})`;
    const order = size === 1 ? "" : `, ${orderOf(byteOrder, le)}`;
    const read = `${v}.get${signed ? "Int" : "Uint"}${size * 8}(${at}${order})`;
    return big ? `BigInt(${read})` : read;
  },
  scalar: {
    primitive: numberType,
    not(type, x, scope) {
      const { size, signed, big } = type;
      if (isWide(type)) return `${scope.call("notWide")}(${size}, ${signed})(${x})`;
      const name = `${signed ? "S" : "U"}${size * 8}`;
      return `${scope.call((big && size < 8 ? `notLong${name}` : `not${name}`) as RuntimeValue)}(${x})`;
    },
    notInPlace({ size, signed }, x) {
      // All calls in a function share what the engine inlines (Node 24, HEADER: 37 and 26 ns).
      const wrapped = `BigInt.as${signed ? "Int" : "Uint"}N(64, ${x})`;
      return size === 8 ? `typeof ${x} !== "bigint" || ${wrapped} !== ${x}` : undefined;
    },
    store(type, x, { base, offset, v, le }, scope) {
      const { size, signed, big, byteOrder } = type;
      const at = plus(base, offset);
      if (isWide(type)) return `${scope.call("setWide")}(${v}, ${at}, ${size}, ${x}, ${orderOf(byteOrder, le)});`;
      // In two's complement a signed number is the same bytes.
      if (size === 8) return `${scope.call("setU64")}(${v}, ${at}, ${x}, ${orderOf(byteOrder, le)});`;
      const order = size === 1 ? "" : `, ${orderOf(byteOrder, le)}`;
      return `${v}.set${signed ? "Int" : "Uint"}${size * 8}(${at}, ${big ? `Number(${x})` : x}${order});`;
    },
  },
  bits: {
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
  },
};

/** Whether it is of a size that no DataView has. */
function isWide({ size }: IntegerLayout): boolean {
  return ![1, 2, 4, 8].includes(size);
}

function numberType({ big }: IntegerLayout): "bigint" | "number" {
  return big ? "bigint" : "number";
}

/** The text that tells whether a field of a byte order of its own, or of the image's, is little-endian. */
export function orderOf(byteOrder: "little" | "big" | undefined, le: string): string {
  return byteOrder === undefined ? le : String(byteOrder === "little");
}
