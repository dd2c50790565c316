import type { TypeLayout } from "../../wire/index.ts";
import { askBytes, extent, type ParserKind } from "./kind.ts";

export const array: ParserKind<Extract<TypeLayout, { kind: "array" }>> = {
  ask(parser, name, type, part) {
    const { element, length, stride } = type;
    const item = part.kindOf(element).element?.(element, part);
    if (item === undefined) askBytes(parser, name, type, length * stride, part);
    else parser.array(name, { ...extent(length), type: item });
  },
};
