import { diffArrays } from "diff";
import type { Placed } from "./placed-records.ts";

/** A record, and its contents: the same where two of one name are the same. */
export interface Alignable extends Placed {
  readonly contents: Uint8Array;
}

/** A record of A, the record of B that stands for it, or both. */
export type Pair = readonly [Alignable | undefined, Alignable | undefined];

type Same = (a: Alignable, b: Alignable) => boolean;

const sameName: Same = (a, b) => a.name === b.name;
const sameRecord: Same = (a, b) => sameName(a, b) && Buffer.compare(a.contents, b.contents) === 0;

/**
 * Pairs the records of two images that are not the same in both: those of one name in order, between records that
 * have not changed.
 */
export function* alignRecords(a: readonly Alignable[], b: readonly Alignable[]): Generator<Pair> {
  for (const changed of alignRuns(a, b, sameRecord)) {
    if (changed.same) continue;
    for (const run of alignRuns(changed.a, changed.b, sameName)) yield* pairByPlace(run);
  }
}

/** Records of A and of B that stand for each other, or do not. */
interface Run {
  readonly same: boolean;
  readonly a: Alignable[];
  readonly b: Alignable[];
}

/** Records that may have come and gone before two images count as wholly different: the effort grows with it. */
const maxEditLength = 1000;

function alignRuns(a: readonly Alignable[], b: readonly Alignable[], same: Same): Run[] {
  const changes = diffArrays([...a], [...b], { comparator: same, maxEditLength });
  if (changes === undefined) return [{ same: false, a: [...a], b: [...b] }];
  const runs: Run[] = [];
  let [atA, atB] = [0, 0];
  for (const { added, removed, count } of changes) {
    const isSame = !added && !removed;
    let run = runs.at(-1);
    if (run === undefined || run.same || isSame) {
      run = { same: isSame, a: [], b: [] };
      runs.push(run);
    }
    if (!added) for (const end = atA + count; atA < end; atA++) run.a.push(a[atA] as Alignable);
    if (!removed) for (const end = atB + count; atB < end; atB++) run.b.push(b[atB] as Alignable);
  }
  return runs;
}

function* pairByPlace({ a, b }: Run): Generator<Pair> {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [inA, inB] = [a[i], b[i]];
    if (inA !== undefined && inB !== undefined && sameName(inA, inB)) yield [inA, inB];
    else {
      if (inA !== undefined) yield [inA, undefined];
      if (inB !== undefined) yield [undefined, inB];
    }
  }
}
