import type { DiscriminatorLayout } from "./layout.ts";

/** The values of the field that tells records of one type apart: these, or all but these. */
export type Variants = Pick<DiscriminatorLayout, "values" | "except">;

export function isVariant({ values, except }: Variants, value: unknown): boolean {
  return values.includes(value as number) !== (except === true);
}

/** What the field may be, in words: `2 or 3`, `none of 1, 2, 3`. */
export function describeVariants({ values, except }: Variants): string {
  return except === true ? `none of ${values.join(", ")}` : values.join(" or ");
}

/** The value that a new record gets. */
export function firstVariant({ values, except }: Variants): number {
  if (except !== true) return values[0] ?? 0;
  let value = 0;
  while (values.includes(value)) value++;
  return value;
}
