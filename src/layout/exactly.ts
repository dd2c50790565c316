/** A value of a schema as JSON can hold it, so that no two that differ are written alike. */
export function exactly(value: unknown): unknown {
  if (typeof value === "bigint") return { bigint: String(value) };
  if (Object.is(value, -0)) return { number: "-0" };
  return typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value;
}
