import type { TypeLayout } from "../../wire/index.ts";
import { askBytes, type ParserKind } from "./kind.ts";

/** binary-parser knows no bytes but those of UTF-8. */
export const text: ParserKind<Extract<TypeLayout, { kind: "string" }>> = {
  ask: (parser, name, type, part) => askBytes(parser, name, type, type.size, part),
};
