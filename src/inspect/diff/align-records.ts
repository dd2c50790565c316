import { diffArrays } from "diff";

/** Whether a record of one image, by its number, is the same as one of another. */
export type Same = (inA: number, inB: number) => boolean;

/** The numbers of a record of A and of the record of B that stands for it, or of either. */
export type Pair = readonly [number, number] | readonly [number, undefined] | readonly [undefined, number];

/** Records from one on and before another, of A and of B, that stand for each other or do not. */
interface Run {
  readonly same: boolean;
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/**
 * Pairs the records of two images: those that are the same in both, and between them those of one name in order.
 */
export function* alignRecords(countA: number, countB: number, sameRecord: Same, sameName: Same): Generator<Pair> {
  const all: Run = { same: false, fromA: 0, toA: countA, fromB: 0, toB: countB };
  for (const run of alignRuns(all, sameRecord)) {
    if (run.same) yield* pairByPlace(run, sameRecord);
    else for (const part of alignRuns(run, sameName)) yield* pairByPlace(part, sameName);
  }
}

/** Records that may have come and gone before two images count as wholly different: the effort grows with it. */
const maxEditLength = 1000;

/** Cuts a run into those that are the same and, before, between and behind them, those that are not. */
function* alignRuns({ fromA, toA, fromB, toB }: Run, same: Same): Generator<Run> {
  const [a, b] = [numbersFrom(fromA, toA), numbersFrom(fromB, toB)];
  let [startA, startB] = [fromA, fromB];
  let [atA, atB] = [fromA, fromB];
  for (const { added, removed, count } of diffArrays(a, b, { comparator: same, maxEditLength }) ?? []) {
    if (removed) atA += count;
    else if (added) atB += count;
    else {
      yield { same: false, fromA: startA, toA: atA, fromB: startB, toB: atB };
      [startA, startB] = [atA + count, atB + count];
      yield { same: true, fromA: atA, toA: startA, fromB: atB, toB: startB };
      [atA, atB] = [startA, startB];
    }
  }
  yield { same: false, fromA: startA, toA, fromB: startB, toB };
}

/** Outside the heap: half a million records by turns are aligned in 259 to 267 MiB so, in plain arrays in 390 to 402 (Node 20). */
function numbersFrom(from: number, to: number): number[] {
  return new Uint32Array(to - from).map((_, i) => from + i) as ArrayLike<number> as number[];
}

function* pairByPlace({ fromA, toA, fromB, toB }: Run, sameName: Same): Generator<Pair> {
  for (let i = 0; fromA + i < toA || fromB + i < toB; i++) {
    const inA = fromA + i < toA ? fromA + i : undefined;
    const inB = fromB + i < toB ? fromB + i : undefined;
    if (inA !== undefined && inB !== undefined && sameName(inA, inB)) yield [inA, inB];
    else {
      if (inA !== undefined) yield [inA, undefined];
      if (inB !== undefined) yield [undefined, inB];
    }
  }
}
