import { declare } from "../import/c-types.ts";
import { showType } from "../wire/framing.ts";
import type { Layout, PartLayout } from "../wire/index.ts";
import { typeOf } from "./from-layout.ts";
import type { Notes } from "./show.ts";

/** What a family says of a record, and what stands behind it. */
export function notesOf({ record, extended }: Layout): Notes {
  const before =
    record === undefined
      ? []
      : [
          `record of ${record.family}`,
          ...(record.type === undefined ? [] : [`type ${showType(record.type)}`]),
          ...(record.header === undefined ? [] : [`header ${record.header}`]),
          ...(record.when === undefined ? [] : [`told from others by ${record.when.path}`]),
        ];
  const behind = [
    ...(extended?.parts ?? []).map(
      (part, i) => `${i === 0 ? `from ${extended?.start} on` : "then"}: ${partText(part)}`,
    ),
    ...(extended?.grows ? ["it may be longer than this"] : []),
  ];
  return { before: before.length === 0 ? [] : [before.join(", ")], behind };
}

function partText({ name, type, count, ends, padded }: PartLayout): string {
  const counted = count && `${count.isBytes ? "bytes " : ""}counted by ${count.path}`;
  const said = [declare(typeOf(type), name), counted, ends && "ends with a NUL", padded && `padded to ${padded}`];
  return said.filter(Boolean).join(", ");
}
