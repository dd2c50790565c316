import { plain, type SimpleKind } from "./kind.ts";

export const bool: SimpleKind<"bool"> = { ...plain, describe: () => "true or false" };
