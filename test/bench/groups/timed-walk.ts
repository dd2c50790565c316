import type { Variant } from "../measure.ts";
import { mustEqual } from "./check.ts";

/** A walk over all of an image, in milliseconds. Each is a function with a loop of its own: they need no copies of one. */
export function timedWalk<Total>(name: string, walk: () => Total, total: Total): Variant {
  mustEqual(walk(), total, name);
  return {
    name,
    time(batches) {
      const start = process.hrtime.bigint();
      let last: Total | undefined;
      for (let i = 0; i < batches; i++) last = walk();
      const taken = Number(process.hrtime.bigint() - start) / batches / 1e6;
      mustEqual(last, total, name);
      return taken;
    },
  };
}
