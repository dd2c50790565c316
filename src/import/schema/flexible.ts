import { isArray, meantBy, recordIn } from "../c-types.ts";
import type { RecordType } from "../model.ts";

/**
 * All records that some records hold, and of them those that cannot end with an array of any length, because something
 * holds them where none may be: in an array, a union, without a name, or with something behind it. See "Arrays, text and
 * bytes" of the vocabulary.
 */
export function findRigid(roots: Iterable<RecordType>): Record<"reached" | "rigid", ReadonlySet<RecordType>> {
  const reached = new Set(roots);
  const rigid = new Set<RecordType>();
  for (const record of reached) {
    for (const [i, { name, type }] of record.members.entries()) {
      const inside = recordIn(type)?.record;
      if (inside === undefined) continue;
      reached.add(inside);
      const isLast = record.kind === "struct" && i === record.members.length - 1;
      if (isArray(type) || !isLast || name === undefined) rigid.add(inside);
    }
  }
  // What such a record ends with is no more at the end of everything.
  for (const record of rigid) {
    const type = meantBy(record.members.at(-1)?.type ?? record);
    if (type.kind === "struct") rigid.add(type);
  }
  return { reached, rigid };
}
