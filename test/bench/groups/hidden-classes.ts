import { CkptHdrTask } from "bytewright/ckpt";
import type { Group } from "../group.ts";
import { isolate } from "../isolates.ts";
import { encodeIntoLoop, type Loop } from "../loop.ts";
import { measure } from "../measure.ts";
import { task } from "../records/task.ts";

/** What callers may make of a value: its properties in another order, without a name, with one more, added later. */
const shapes: readonly ((value: CkptHdrTask) => object)[] = [
  (value) => value,
  ({ $name, ...value }) => value,
  ({ set_child_tid, clear_child_tid, ...value }) => ({ clear_child_tid, set_child_tid, ...value }),
  (value) => ({ ...value, note: "" }),
];

const counts: { readonly [name: string]: number } = { one: 1, four: shapes.length };

export const hiddenClassesGroup: Group = {
  title: "encode TASK, values of several hidden classes",
  about: "In place, by the generated codec; values that the engine takes for one class, or for four by turns.",
  baseline: "one",
  async run(options) {
    const { variants, stop } = isolate(new URL(import.meta.url), Object.keys(counts));
    const samples = await measure(variants, options);
    await stop();
    return { unit: "ns", samples };
  },
};

export function loopOf(name: string): Loop {
  const count = counts[name] as number;
  const values = task.values.map((value, i) => (shapes[i % count] as (typeof shapes)[0])({ ...value }));
  const bytes = new Uint8Array(4 * 2 ** 20);
  const encodeInto = (value: unknown, bytes: Uint8Array, at: number) =>
    CkptHdrTask.encodeInto(value as CkptHdrTask, bytes, at);
  return encodeIntoLoop(encodeInto, values, { bytes, first: 0, stride: task.slot });
}
