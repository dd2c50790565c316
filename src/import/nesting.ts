import { isRecord } from "./c-types.ts";
import { ImportError } from "./import-error.ts";
import type { CType } from "./model.ts";

/** No type of C nests as deep, and every step of what goes through types takes stack. */
export const MOST_DEPTH = 256;

/** How deep types are, each of which is told behind those that it holds. */
export class Nesting {
  readonly #depths: Map<CType, number> = new Map();

  /** @throws ImportError if a type is too deep */
  add<T extends CType>(type: T): T {
    const depth = 1 + innerOf(type).reduce((most, inner) => Math.max(most, this.#depths.get(inner) ?? 0), 0);
    if (depth > MOST_DEPTH) throw new ImportError(`types nest deeper than ${MOST_DEPTH}`);
    this.#depths.set(type, depth);
    return type;
  }
}

function innerOf(type: CType): readonly CType[] {
  if (type.kind === "array") return [type.element];
  if (type.kind === "typedef") return [type.type];
  return isRecord(type) ? type.members.map((member) => member.type) : [];
}
