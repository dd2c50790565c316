import type { TypeLayout } from "../../wire/index.ts";
import { askBytes, type ParserKind } from "./kind.ts";

/** binary-parser's own copy of a Node `Buffer` would be one, too. */
export const bytes: ParserKind<Extract<TypeLayout, { kind: "bytes" }>> = {
  ask: (parser, name, type, part) => askBytes(parser, name, type, type.size, part),
};
