import { Parser } from "binary-parser";
import type { Layout, TypeLayout } from "../../wire/index.ts";
import { askBytes, type ParserKind, type Part } from "./kind.ts";

type UnionLayout = Extract<TypeLayout, { kind: "union" }>;

/** One with a name gives its bytes as well; then each of its members starts over. */
function named(layout: Layout, part: Part): Parser {
  const { size } = layout;
  const parser = new Parser();
  askBytes(parser, "$bytes", { kind: "bytes", size }, size, part);
  return part.addMembers(parser.seek(-size), layout);
}

export const union: ParserKind<UnionLayout> = {
  ask(parser, name, { layout }, part) {
    parser.nest(name, { type: name === "" ? part.addMembers(new Parser(), layout) : named(layout, part) });
  },
  element: ({ layout }, part) => named(layout, part),
};
