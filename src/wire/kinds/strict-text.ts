import { faultOf } from "../errors.ts";
import type { TypeLayout } from "../layout.ts";
import { getText, getWholeText, putText, textSize } from "../text.ts";
import { badText, refusal, wrongValue } from "../values.ts";
import { type Coder, type Kind, useKind, type Values } from "./kind.ts";

type StrictLayout = Extract<TypeLayout, { kind: "strictText" }>;

/** `char[size]` with a text that ends with the first NUL, or with the array. */
export function cString(size: number): StrictLayout {
  useKind(strictTextKind);
  return { kind: "strictText", size, form: "nul" };
}

/** `char[size]` of which all bytes are text. */
export function wholeText(size: number): StrictLayout {
  return { ...cString(size), form: "whole" };
}

/** Where the first byte behind a NUL is that is none; -1 if all are. */
export function strayByte(v: DataView, start: number, size: number): number {
  let at = start;
  while (at < start + size && v.getUint8(at) !== 0) at++;
  while (at < start + size && v.getUint8(at) === 0) at++;
  return at < start + size ? at : -1;
}

/** Whether a text is none that ends with a NUL behind it, or with the array, of `size` bytes. */
export function notCString(text: unknown, size: number): boolean {
  if (typeof text !== "string" || text.includes("\0")) return true;
  const bytes = textSize(text);
  return bytes < 0 || bytes > size;
}

/** Whether something is no text of exactly `size` bytes. */
export function notWholeText(text: unknown, size: number): boolean {
  return typeof text !== "string" || textSize(text) !== size;
}

export const strictTextKind: Kind<StrictLayout> = {
  kind: "strictText",
  checker({ size, form }) {
    if (form === "whole") return undefined;
    return (v, p) => {
      const at = strayByte(v, p, size);
      return at < 0 ? undefined : faultOf("wrong-value", "", "", at, v.getUint8(at), "0 behind the NUL of the text");
    };
  },
};

export const strictTextValues: Values<StrictLayout> = {
  kind: "strictText",
  taker: (type) => (given, where) => {
    const { size, form } = type;
    if (typeof given !== "string") throw wrongValue(where, given, "a string");
    const bytes = textSize(given);
    if (bytes < 0 || bytes > size) throw badText(where, bytes, size);
    if (form === "nul" && given.includes("\0")) throw refusal("wrong-value", where, "a NUL in the text", "none");
    if (form === "whole" && bytes < size) throw refusal("wrong-value", where, `${bytes} bytes`, `${size} of text`);
    return given;
  },
  create: ({ size, form }, given) => given ?? (form === "nul" ? "" : "\0".repeat(size)),
};

export const strictTextCoder: Coder<StrictLayout> = {
  kind: "strictText",
  values: strictTextValues,
  reader: ({ size, form }) => {
    const get = form === "nul" ? getText : getWholeText;
    return (b, p) => get(b.bytes, p, p + size);
  },
  writer({ size }) {
    return (b, p, _, taken) => putText(b.bytes, p, p + size, taken as string);
  },
};
