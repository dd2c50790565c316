import type { BitsLayout } from "../../wire/index.ts";
import { askBytes, type ParserKind } from "./kind.ts";

/**
 * binary-parser's own bit fields can neither be told from which end of a byte they count nor cross bytes in
 * little-endian order, so the bytes that a field touches are read, and read again for its neighbour.
 */
export const bits: ParserKind<BitsLayout> = {
  ask: (parser, name, type, part) => askBytes(parser, name, type, Math.ceil((type.at + type.width) / 8), part),
};
