import type { BoolLayout } from "../../wire/index.ts";
import type { ParserKind } from "./kind.ts";

export const bool: ParserKind<BoolLayout> = {
  ask(parser, name) {
    parser.uint8(name, { formatter: (byte: number) => byte !== 0 });
  },
};
