import type { TypeLayout } from "../layout.ts";
import { decodeText, putText, textSize } from "../text.ts";
import { badText, wrongValue } from "../values.ts";
import { type Coder, type Kind, useKind } from "./kind.ts";

type TextLayout = Extract<TypeLayout, { kind: "string" }>;

/** `char[size]` */
export function text(size: number): TextLayout {
  useKind("string", textKind);
  return { kind: "string", size };
}

export const textKind: Kind<TextLayout> = {
  take(type, given, { record }, path) {
    if (typeof given !== "string") throw wrongValue(record, path, given, "a string");
    const size = textSize(given);
    if (size < 0 || size > type.size) throw badText(record, path, size, type.size);
    return given;
  },
  create: (_, given) => given ?? "",
};

export const textCoder: Coder<TextLayout> = {
  kind: "string",
  reader:
    ({ size }) =>
    (b, p) =>
      decodeText(b.bytes, p, p + size),
  put: ({ size }, taken, { bytes }, p) => putText(bytes, p, p + size, taken as string),
  says: ({ size }, taken, { bytes }, p) => decodeText(bytes, p, p + size) === taken,
};
