/** Elements in a row that are the same in two lists, by where they start. */
export interface Stretch {
  readonly inA: number;
  readonly inB: number;
  readonly length: number;
}

/**
 * What two lists have in common when as few elements as possible are taken out of A and put into B, up to `mostEdits`:
 * undefined where that does not do. By Myers, "An O(ND) difference algorithm and its variations": after each number of
 * edits, how far into A one gets on each diagonal (elements of A less elements of B). All paths are kept in 12 bytes a
 * step, and no object is made for an element: there may be half a million.
 */
export function commonStretches(
  lengthA: number,
  lengthB: number,
  same: (inA: number, inB: number) => boolean,
  mostEdits: number,
): Stretch[] | undefined {
  const most = Math.min(mostEdits, lengthA + lengthB);
  const steps = new Steps(most);
  // By diagonal, the lowest and the highest of which have neighbours that nothing reaches.
  const furthest = new Int32Array(2 * most + 3).fill(none);
  const stepOn = (diagonal: number) => furthest[diagonal + most + 1] as number;
  let [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let edits = 0; edits <= most; edits++) {
    for (let k = Math.max(lowest, -edits); k <= Math.min(highest, edits); k += 2) {
      const [removing, adding] = [stepOn(k - 1), stepOn(k + 1)];
      const canRemove = removing !== none && steps.endOf(removing) < lengthA;
      const canAdd = adding !== none && steps.endOf(adding) > k && steps.endOf(adding) - k <= lengthB;
      furthest[k + most + 1] = none;
      if (edits > 0 && !canRemove && !canAdd) continue;
      const adds = !canRemove || (canAdd && steps.endOf(removing) < steps.endOf(adding));
      const parent = edits === 0 ? none : adds ? adding : removing;
      let end = parent === none ? 0 : steps.endOf(parent) + (adds ? 0 : 1);
      while (end < lengthA && end - k < lengthB && same(end, end - k)) end++;
      const step = steps.add(parent, k, end);
      const [endsA, endsB] = [end === lengthA, end - k === lengthB];
      if (endsA && endsB) return steps.stretchesTo(step);
      furthest[k + most + 1] = step;
      // At the end of a list, all that is left of the other one is put in or taken out: no way there is shorter.
      if (endsA) highest = Math.min(highest, k - 1);
      if (endsB) lowest = Math.max(lowest, k + 1);
    }
  }
  return undefined;
}

/** No step. */
const none = -1;

/** An edit and the elements that are the same behind it, each with the step that it follows. */
class Steps {
  readonly #parents: Int32Array;
  readonly #diagonals: Int32Array;
  readonly #ends: Int32Array;
  #count = 0;

  constructor(mostEdits: number) {
    const most = ((mostEdits + 1) * (mostEdits + 2)) / 2;
    this.#parents = new Int32Array(most);
    this.#diagonals = new Int32Array(most);
    this.#ends = new Int32Array(most);
  }

  add(parent: number, diagonal: number, end: number): number {
    this.#parents[this.#count] = parent;
    this.#diagonals[this.#count] = diagonal;
    this.#ends[this.#count] = end;
    return this.#count++;
  }

  /** Elements of A up to the step's end. */
  endOf(step: number): number {
    return this.#ends[step] as number;
  }

  stretchesTo(last: number): Stretch[] {
    const stretches: Stretch[] = [];
    for (let step = last; step !== none; step = this.#parents[step] as number) {
      const inA = this.#startOf(step);
      const length = this.endOf(step) - inA;
      if (length > 0) stretches.push({ inA, inB: inA - this.#diagonalOf(step), length });
    }
    return stretches.reverse();
  }

  #startOf(step: number): number {
    const parent = this.#parents[step] as number;
    if (parent === none) return 0;
    return this.endOf(parent) + (this.#diagonalOf(step) > this.#diagonalOf(parent) ? 1 : 0);
  }

  #diagonalOf(step: number): number {
    return this.#diagonals[step] as number;
  }
}
