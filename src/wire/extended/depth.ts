import { BytewrightError, faultOf } from "../errors.ts";
import { mostLevels } from "../limits.ts";

let level = 0;

/**
 * Does what is done with a record inside another one.
 * @throws BytewrightError if it is in too many
 */
export function oneDeeper<T>(record: string, work: () => T): T {
  if (level >= mostLevels) {
    const found = `over ${mostLevels} levels of records in records`;
    throw new BytewrightError(faultOf("too-large", record, "", undefined, found, mostLevels));
  }
  level++;
  try {
    return work();
  } finally {
    level--;
  }
}
