import { Parser } from "binary-parser";
import type { TypeLayout } from "../../wire/index.ts";
import type { ParserKind } from "./kind.ts";

export const struct: ParserKind<Extract<TypeLayout, { kind: "struct" }>> = {
  ask(parser, name, { layout }, part) {
    parser.nest(name, { type: part.addMembers(new Parser(), layout) });
  },
  element: ({ layout }, part) => part.addMembers(new Parser(), layout),
};
