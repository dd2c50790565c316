import type { TypeLayout } from "../../wire/index.ts";
import { endOf } from "./integer.ts";
import type { ParserKind, Part, Primitive } from "./kind.ts";

type FloatLayout = Extract<TypeLayout, { kind: "float" }>;

function primitive({ size, byteOrder }: FloatLayout, { le }: Part): Primitive {
  return `${size === 4 ? "float" : "double"}${endOf(byteOrder, le)}`;
}

export const float: ParserKind<FloatLayout> = {
  ask(parser, name, type, part) {
    parser[primitive(type, part)](name);
  },
  element: primitive,
};
