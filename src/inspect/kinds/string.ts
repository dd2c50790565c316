import { quote } from "../escape.ts";
import { plain, type SimpleKind } from "./kind.ts";

export const string: SimpleKind<"string"> = {
  ...plain,
  describe: () => "a string",
  show: (value) => quote(value as string),
};
