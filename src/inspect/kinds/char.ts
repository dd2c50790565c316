import { plain, type SimpleKind } from "./kind.ts";

export const char: SimpleKind<"char"> = { ...plain, describe: () => "char" };
