import type { TypeLayout } from "../layout.ts";
import { getText, putText, textSize } from "../text.ts";
import { badText, wrongValue } from "../values.ts";
import { type Coder, type Kind, useKind, type Values } from "./kind.ts";

type TextLayout = Extract<TypeLayout, { kind: "string" }>;

/** `char[size]` */
export function text(size: number): TextLayout {
  useKind(stringKind);
  return { kind: "string", size };
}

export const stringKind: Kind<TextLayout> = { kind: "string" };

export const stringValues: Values<TextLayout> = {
  kind: "string",
  taker: (type) => (given, where) => {
    if (typeof given !== "string") throw wrongValue(where, given, "a string");
    const size = textSize(given);
    if (size < 0 || size > type.size) throw badText(where, size, type.size);
    return given;
  },
  create: (_, given) => given ?? "",
};

export const stringCoder: Coder<TextLayout> = {
  kind: "string",
  values: stringValues,
  reader({ size }) {
    return (b, p) => getText(b.bytes, p, p + size);
  },
  writer({ size }) {
    return (b, p, _, taken) => putText(b.bytes, p, p + size, taken as string);
  },
};
