import { diffArrays } from "diff";
import type { Same } from "./same-records.ts";

/** The numbers of a record of A and of the record of B that stands for it, or of either. */
export type Pair = readonly [number | undefined, number | undefined];

/** Records of an image, by their numbers. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Records of A and of B that stand for each other, or do not. */
interface Run {
  readonly same: boolean;
  readonly a: Range;
  readonly b: Range;
}

/**
 * Pairs the records of two images: those that are the same in both, and between them those of one name in order.
 */
export function* alignRecords(countA: number, countB: number, sameRecord: Same, sameName: Same): Generator<Pair> {
  for (const changed of alignRuns({ from: 0, to: countA }, { from: 0, to: countB }, sameRecord)) {
    if (changed.same) yield* pairByPlace(changed, sameRecord);
    else for (const run of alignRuns(changed.a, changed.b, sameName)) yield* pairByPlace(run, sameName);
  }
}

/** Records that may have come and gone before two images count as wholly different: the effort grows with it. */
const maxEditLength = 1000;

function alignRuns(a: Range, b: Range, same: Same): Run[] {
  const changes = diffArrays(numbersOf(a), numbersOf(b), { comparator: same, maxEditLength });
  if (changes === undefined) return [{ same: false, a, b }];
  const runs: Run[] = [];
  let [atA, atB] = [a.from, b.from];
  for (const { added, removed, count } of changes) {
    const isSame = !added && !removed;
    const [fromA, fromB] = [atA, atB];
    if (!added) atA += count;
    if (!removed) atB += count;
    const before = runs.at(-1);
    const goesOn = before !== undefined && !before.same && !isSame;
    if (goesOn) runs.pop();
    const start = goesOn ? { a: before.a.from, b: before.b.from } : { a: fromA, b: fromB };
    runs.push({ same: isSame, a: { from: start.a, to: atA }, b: { from: start.b, to: atB } });
  }
  return runs;
}

/** Outside the heap: half a million records by turns are aligned in 259 to 267 MiB so, in plain arrays in 390 to 402 (Node 20). */
function numbersOf({ from, to }: Range): number[] {
  return new Uint32Array(to - from).map((_, i) => from + i) as ArrayLike<number> as number[];
}

function* pairByPlace({ a, b }: Run, sameName: Same): Generator<Pair> {
  for (let i = 0; a.from + i < a.to || b.from + i < b.to; i++) {
    const inA = a.from + i < a.to ? a.from + i : undefined;
    const inB = b.from + i < b.to ? b.from + i : undefined;
    if (inA !== undefined && inB !== undefined && sameName(inA, inB)) yield [inA, inB];
    else {
      if (inA !== undefined) yield [inA, undefined];
      if (inB !== undefined) yield [undefined, inB];
    }
  }
}
