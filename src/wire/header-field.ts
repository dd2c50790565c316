import { integer } from "./kinds/integer.ts";
import type { NumberField } from "./kinds/kind.ts";
import type { FieldLayout, Layout } from "./layout.ts";
import { joinPaths } from "./where.ts";

type HeaderField = NumberField & Pick<FieldLayout, "size"> & { readonly path: string };

/** Where the header tells a record's type or length, if it does. */
export function headerField({ record }: Layout, of: "type" | "length"): HeaderField | undefined {
  const told = record?.framing[of];
  return (
    told && {
      path: joinPaths(record?.header ?? "", told.name),
      type: integer(told.size as 8, false, told.size === 8),
      ...told,
    }
  );
}
