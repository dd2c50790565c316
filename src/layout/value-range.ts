/** The smallest and the largest value of an integer type. */
export interface ValueRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** The integers of so many bits. */
export function integerRange(bits: number, signed: boolean): ValueRange {
  const values = 1n << BigInt(bits);
  return signed ? { min: -values / 2n, max: values / 2n - 1n } : { min: 0n, max: values - 1n };
}

/** Whether a number is whole and exact, and within a range. */
export function isInRange(value: number | bigint, { min, max }: ValueRange): boolean {
  return isExact(value) && value >= min && value <= max;
}

/** Whether a number says exactly which integer it is: doubles above 2^53 do not. */
export function isExact(value: number | bigint): boolean {
  return typeof value === "bigint" || Number.isSafeInteger(value);
}
