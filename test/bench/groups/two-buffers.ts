import { CkptHdrTask } from "bytewright/ckpt";
import type { Group } from "../group.ts";
import { decodeLoop } from "../loop.ts";
import { measure } from "../measure.ts";
import { fillSlots } from "../records/record-kind.ts";
import { task } from "../records/task.ts";
import { mustEqual } from "./check.ts";

const one = "bytewright, one buffer";

export const twoBuffersGroup: Group = {
  title: "decode TASK from one buffer, encode it to another",
  about: "One record after another, decoded and encoded again: to where it was, or to another array.",
  baseline: one,
  async run(options) {
    const variants = [variantOf(one, true), variantOf("bytewright, two buffers", false)];
    return { unit: "ns", samples: await measure(variants, options) };
  },
};

function variantOf(name: string, inPlace: boolean) {
  const from = fillSlots(task.values, 0, task.slot, task.write);
  const to = inPlace ? from : new Uint8Array(from.length);
  const copy = (bytes: Uint8Array, at: number) => {
    const value = CkptHdrTask.decode(bytes, at);
    CkptHdrTask.encodeInto(value, to, at);
    return value;
  };
  mustEqual(copy(from, task.slot), task.values[1], name);
  mustEqual(CkptHdrTask.decode(to, task.slot), task.values[1], name);
  return { name, time: decodeLoop(copy, { bytes: from, first: 0, stride: task.slot }) };
}
