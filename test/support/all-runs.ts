/** Whether tests that try one thing at many places try it at all of them: `BYTEWRIGHT_RUNS=full`, as `.ci/run` has it. */
export const makesAllRuns: boolean = process.env.BYTEWRIGHT_RUNS === "full";

/** All of some places to try or, by default, one in so many, from that with the number `start` on. */
export function oneIn<T>(every: number, places: readonly T[], start = 0): T[] {
  return places.filter((_, i) => makesAllRuns || (i + start) % every === 0);
}

/** How many random inputs a property is tried on: all of them or, by default, a part: less than a quarter where many tests share it. */
export function runs(all: number, part = 4): { readonly numRuns: number } {
  return { numRuns: makesAllRuns ? all : Math.ceil(all / part) };
}
