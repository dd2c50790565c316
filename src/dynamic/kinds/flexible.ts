import type { FlexibleLayout } from "../../wire/index.ts";
import { askBytes, type Count, extent, type ParserKind } from "./kind.ts";

export const flexible: ParserKind<FlexibleLayout> = {
  ask(parser, name, type, part) {
    const { as, element, stride } = type;
    const item = as === "list" ? part.kindOf(element).element?.(element, part) : undefined;
    if (item === undefined) askBytes(parser, name, type, bytesOf(part.count, stride), part, stride);
    else parser.array(name, { ...extent(part.count), type: item });
  },
};

function bytesOf(count: Count, stride: number): Count {
  if (typeof count !== "function") return count === "rest" ? count : count * stride;
  return function () {
    return count.call(this) * stride;
  };
}
