import { BytewrightError, type Fault, faultOf } from "../errors.ts";
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

/** What work gives, or the fault that it throws. */
export function orFault<T>(work: () => T): T | Fault {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BytewrightError)) throw error;
    const { code, path, offset, found, expected } = error;
    return faultOf(code, "", path, offset, found, expected);
  }
}
