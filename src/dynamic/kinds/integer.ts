import type { IntegerLayout } from "../../wire/index.ts";
import type { ParserKind, Part, Primitive } from "./kind.ts";

const bitsOf = { 2: 16, 4: 32, 8: 64 } as const;

function primitive({ size, signed, byteOrder }: IntegerLayout, { le }: Part): Primitive {
  const sign = signed ? "int" : "uint";
  if (size === 1) return `${sign}8`;
  return `${sign}${bitsOf[size]}${endOf(byteOrder, le)}`;
}

/** Whether values are bigints although binary-parser gives numbers: `long` and pointers of 4 bytes. */
function isWidened({ big, size }: IntegerLayout): boolean {
  return big && size < 8;
}

/** How the names of a byte order end, of a field's own or else of the record's. */
export function endOf(byteOrder: "little" | "big" | undefined, le: boolean): "le" | "be" {
  return (byteOrder === undefined ? le : byteOrder === "little") ? "le" : "be";
}

export const integer: ParserKind<IntegerLayout> = {
  ask(parser, name, type, part) {
    parser[primitive(type, part)](name, isWidened(type) ? { formatter: BigInt } : {});
  },
  element: (type, part) => (isWidened(type) ? undefined : primitive(type, part)),
};
