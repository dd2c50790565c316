import { quote } from "../escape.ts";
import type { SimpleKind } from "./kind.ts";

/** What is done with values that JSON has as they are. */
const plain: Pick<SimpleKind, "toJson" | "fromJson" | "show"> = {
  toJson: (_, value) => value as string | number | boolean,
  fromJson: (_, json) => json,
  show: String,
};

export const bool: SimpleKind<"bool"> = { ...plain, describe: () => "true or false" };

export const char: SimpleKind<"char"> = { ...plain, describe: () => "char" };

const text = {
  ...plain,
  describe: () => "a string",
  fromText: (_: unknown, text: string) => (text.startsWith('"') ? undefined : text),
  show: (value: unknown) => quote(value as string),
};

export const string: SimpleKind<"string"> = text;

export const strictText: SimpleKind<"strictText"> = text;
