import { Finding } from "./oracle.ts";

/** Far more than any input here can need: they have 64 KiB at most. */
const most = 2 ** 24;

/** Makes every `new Uint8Array(length)` of a length that only an input can have made up a finding. */
export function watchAllocations(): void {
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, args, newTarget) {
      if (typeof args[0] === "number" && args[0] > most) throw new Finding(`${args[0]} bytes were asked for`);
      return Reflect.construct(target, args, newTarget);
    },
  });
}
