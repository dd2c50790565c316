import type { SimpleKind } from "./kind.ts";

export const char: SimpleKind<"char"> = {
  describe: () => "char",
  toJson: (_, value) => value as number,
  fromJson: (_, json) => json,
  show: String,
};
