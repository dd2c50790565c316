import type { TypeLayout } from "../../wire/index.ts";
import { quote } from "../escape.ts";
import type { SimpleKind } from "./kind.ts";

export const string: SimpleKind<Extract<TypeLayout, { kind: "string" }>> = {
  describe: () => "a string",
  toJson: (_, value) => value as string,
  fromJson: (_, json) => json,
  show: (value) => quote(value as string),
};
