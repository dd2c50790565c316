import { integer } from "./kinds/integer.ts";
import type { NumberField } from "./kinds/kind.ts";
import type { Layout } from "./layout.ts";
import { joinPaths } from "./where.ts";

/** Where the header tells a record's type or length, if it does: as a number, also where that is four characters. */
export function headerField({ record }: Layout, of: "type" | "length"): (NumberField & { path: string }) | undefined {
  const told = record?.framing[of];
  if (told === undefined) return undefined;
  const { name, offset, size, type = integer(size as 8, false, size === 8), bits } = told;
  const number = type.kind === "integer" ? type : integer(4, false, false, "big");
  return { path: joinPaths(record?.header ?? "", name), offset, type: number, ...(bits && { bits }) };
}
