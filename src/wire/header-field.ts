import { integer } from "./kinds/integer.ts";
import type { NumberField } from "./kinds/kind.ts";
import type { Layout } from "./layout.ts";
import { joinPaths } from "./where.ts";

/** Where the header tells a record's type or length, if it does. */
export function headerField({ record }: Layout, of: "type" | "length"): (NumberField & { path: string }) | undefined {
  const told = record?.framing[of];
  if (told === undefined) return undefined;
  const { name, offset, size } = told;
  return { path: joinPaths(record?.header ?? "", name), offset, type: integer(size, false, size === 8) };
}
