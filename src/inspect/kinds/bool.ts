import type { SimpleKind } from "./kind.ts";

export const bool: SimpleKind<"bool"> = {
  describe: () => "true or false",
  toJson: (_, value) => value as boolean,
  fromJson: (_, json) => json,
  show: String,
};
