/** The smallest and the largest value of an integer type. */
export type ValueRange = readonly [least: bigint, most: bigint];

/** Whether a number is whole and exact, and within a range. */
export function isInRange(value: number | bigint, [least, most]: ValueRange): boolean {
  return isExact(value) && value >= least && value <= most;
}

/** Whether a number says exactly which integer it is: doubles above 2^53 do not. */
export function isExact(value: number | bigint): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}
