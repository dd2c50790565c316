import { diffArrays } from "diff";

/** A record of an image in memory. */
export interface Placed {
  /** C name; of an unknown one, its type too */
  readonly name: string;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A record of A, the record of B that stands for it, or both. */
export type Pair = readonly [Placed | undefined, Placed | undefined];

type Same = (a: Placed, b: Placed) => boolean;

const sameBytes: Same = (a, b) => Buffer.compare(a.bytes, b.bytes) === 0;
const sameName: Same = (a, b) => a.name === b.name;

/**
 * Pairs the records of two images that are not the same in both: those of one name in order, between records that
 * have not changed.
 */
export function* alignRecords(a: readonly Placed[], b: readonly Placed[]): Generator<Pair> {
  for (const changed of alignRuns(a, b, sameBytes)) {
    if (changed.same) continue;
    for (const run of alignRuns(changed.a, changed.b, sameName)) yield* pairByPlace(run);
  }
}

/** Records of A and of B that stand for each other, or do not. */
interface Run {
  readonly same: boolean;
  readonly a: Placed[];
  readonly b: Placed[];
}

/** Records that may have come and gone before two images count as wholly different: the effort grows with it. */
const maxEditLength = 1000;

function alignRuns(a: readonly Placed[], b: readonly Placed[], same: Same): Run[] {
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
    if (!added) for (const end = atA + count; atA < end; atA++) run.a.push(a[atA] as Placed);
    if (!removed) for (const end = atB + count; atB < end; atB++) run.b.push(b[atB] as Placed);
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
