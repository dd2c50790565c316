import { quote } from "../escape.ts";
import type { SimpleKind } from "./kind.ts";

export const string: SimpleKind<"string"> = {
  describe: () => "a string",
  toJson: (_, value) => value as string,
  fromJson: (_, json) => json,
  show: (value) => quote(value as string),
};
