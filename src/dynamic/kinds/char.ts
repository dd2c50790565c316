import type { ParserKind } from "./kind.ts";

export const char: ParserKind<{ readonly kind: "char" }> = {
  ask(parser, name) {
    parser.uint8(name);
  },
  element: () => "uint8",
};
