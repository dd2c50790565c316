import { CkptHdrTask } from "bytewright/ckpt";
import { encodeTask } from "../competitors/careful.ts";
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

/** How many of them come, and who encodes them. */
const variants: { readonly [name: string]: readonly [count: number, encodeInto: EncodeInto] } = {
  one: [1, (value, bytes, at) => CkptHdrTask.encodeInto(value, bytes, at)],
  four: [shapes.length, (value, bytes, at) => CkptHdrTask.encodeInto(value, bytes, at)],
  "by hand, careful: one": [1, encodeTask],
  "by hand, careful: four": [shapes.length, encodeTask],
};

type EncodeInto = (value: CkptHdrTask, bytes: Uint8Array, at: number) => number;

export const hiddenClassesGroup: Group = {
  title: "encode TASK, values of several hidden classes",
  about: "In place, by the generated codec; values that the engine takes for one class, or for four by turns.",
  baseline: "one",
  async run(options) {
    const { variants: isolated, stop } = await isolate(new URL(import.meta.url), Object.keys(variants));
    const samples = await measure(isolated, options);
    await stop();
    return { unit: "ns", samples };
  },
};

export function loopOf(name: string): Loop {
  const [count, encodeInto] = variants[name] as (typeof variants)[""];
  const values = task.values.map((value, i) => (shapes[i % count] as (typeof shapes)[0])({ ...value }));
  const bytes = new Uint8Array(4 * 2 ** 20);
  return encodeIntoLoop(encodeInto as Parameters<typeof encodeIntoLoop>[0], values, {
    bytes,
    first: 0,
    stride: task.slot,
  });
}
