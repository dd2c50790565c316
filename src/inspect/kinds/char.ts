import type { TypeLayout } from "../../wire/index.ts";
import type { SimpleKind } from "./kind.ts";

export const char: SimpleKind<Extract<TypeLayout, { kind: "char" }>> = {
  describe: () => "char",
  toJson: (_, value) => value as number,
  fromJson: (_, json) => json,
  show: String,
};
