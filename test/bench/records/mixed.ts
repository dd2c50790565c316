import { task } from "./task.ts";

/** Records of several types in no order, half of them tasks, and what their states add up to. About 53 bytes each. */
export function mixedRecords(size: number): { bytes: Uint8Array; total: { tasks: number; sum: number } } {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const total = { tasks: 0, sum: 0 };
  let at = 0;
  for (let random = 1; ; random = nextRandom(random)) {
    const kind = random >>> 30;
    const length = kind < 2 ? 40 : kind === 2 ? 24 : 8 + ((random >>> 16) % 200);
    if (at + length > size - 8) break;
    if (kind < 2) {
      const value = task.values[total.tasks % task.values.length] as (typeof task.values)[0];
      task.write(value, view, at);
      total.tasks++;
      total.sum += value.state;
    } else {
      view.setUint32(at, kind === 2 ? 4 : 3, true);
      view.setUint32(at + 4, length, true);
    }
    at += length;
  }
  // One last record takes up what is left.
  view.setUint32(at, 3, true);
  view.setUint32(at + 4, size - at, true);
  return { bytes, total };
}

/** Knuth and Lewis: the same records in each run. Its low bits repeat soon, which a processor would learn. */
export function nextRandom(random: number): number {
  return (Math.imul(random, 1664525) + 1013904223) >>> 0;
}
