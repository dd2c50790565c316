import { BytewrightError, type Fault, faultOf } from "../errors.ts";
import type { InnerFamily, RecordsLayout } from "../layout.ts";
import { mostLevels } from "../limits.ts";

/** The family in the byte order that its records have there. */
export function familyIn({ of }: RecordsLayout, le: boolean): InnerFamily {
  const family = of();
  return le ? family : (family.be ?? family);
}

export function paddingFor(size: number, align: number): number {
  return (align - (size % align)) % align;
}

export function tooDeep(record: string, offset?: number): Fault {
  return faultOf("too-large", record, "", offset, `over ${mostLevels} levels of records in records`, mostLevels);
}

let level = 0;

/**
 * Does what is done with the records inside another one.
 * @throws BytewrightError if that is in too many
 */
export function oneDeeper<T>(record: string, work: () => T): T {
  if (level >= mostLevels) throw new BytewrightError(tooDeep(record));
  level++;
  try {
    return work();
  } finally {
    level--;
  }
}
