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

export const string: SimpleKind<"string"> = {
  ...plain,
  describe: () => "a string",
  fromText: (_, text) => (text.startsWith('"') ? undefined : text),
  show: (value) => quote(value as string),
};
