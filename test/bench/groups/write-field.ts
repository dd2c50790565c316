import { CkptHdrTask } from "bytewright/ckpt";
import type { Group, Measured, Options } from "../group.ts";
import { encodeIntoLoop } from "../loop.ts";
import { measure, type Variant } from "../measure.ts";
import { bytesOf, fillSlots } from "../records/record-kind.ts";
import { task } from "../records/task.ts";
import { mustEqual } from "./check.ts";
import { byHand } from "./kinds.ts";

/** Makes what writes a task's state into these bytes. */
type Writer = (bytes: Uint8Array) => (state: number, bytes: Uint8Array, at: number) => void;

export const writeFieldGroup: Group = {
  title: "write one field of TASK in place",
  about: "The state of one record after another; bytewright checks the value, and the bounds as its view moves.",
  baseline: byHand,
  run,
};

const writers: { readonly [name: string]: Writer } = {
  bytewright(bytes) {
    const view = CkptHdrTask.view(bytes);
    return (state, _, at) => {
      view.$moveTo(at).state = state;
    };
  },
  "bytewright, decode and encode": () => (state, bytes, at) => {
    const value = CkptHdrTask.decode(bytes, at);
    value.state = state;
    CkptHdrTask.encodeInto(value, bytes, at);
  },
  [byHand]({ buffer, byteOffset, byteLength }) {
    const view = new DataView(buffer, byteOffset, byteLength);
    return (state, _, at) => view.setUint32(at + 8, state, true);
  },
  "by hand, Buffer"({ buffer, byteOffset, byteLength }) {
    const own = Buffer.from(buffer, byteOffset, byteLength);
    return (state, _, at) => own.writeUInt32LE(state, at + 8);
  },
};

async function run(options: Options): Promise<Measured> {
  const variants = Object.entries(writers).map(([name, writer]) => variantOf(name, writer));
  return { unit: "ns", samples: await measure(variants, options) };
}

function variantOf(name: string, writer: Writer): Variant {
  const slots = { bytes: fillSlots(task.values, 0, task.slot, task.write), first: 0, stride: task.slot };
  const write = writer(slots.bytes);
  const states = task.values.map((_, i) => i * 3);
  task.values.forEach((value, i) => {
    const state = states[i] as number;
    write(state, slots.bytes, i * task.slot);
    const written = slots.bytes.slice(i * task.slot, (i + 1) * task.slot);
    mustEqual(written, bytesOf(task, { ...value, state }), name);
  });
  return {
    name,
    time: encodeIntoLoop(write as (state: unknown, bytes: Uint8Array, at: number) => void, states, slots),
  };
}
