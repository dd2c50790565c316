import type { Random } from "./random.ts";

/** A way into the product, and what may come of an input that is given there. */
export interface Entry<I = unknown> {
  readonly name: string;
  /** set where an input takes long, so that few are tried */
  readonly isSlow?: true;
  /** An input; the same from the same random numbers. */
  make(random: Random): I;
  /** Throws if the product does with the input what it never may. */
  run(input: I): void | Promise<void>;
}
