import type { Effect } from "./effects.ts";

/** What can perform a driver's effects. Without `log`, log lines are dropped. */
interface Port<Bytes, Done> {
  /** The next `length` bytes; fewer only at the end. */
  read?(length: number): Bytes;
  /** Writes all of `bytes`. A failure is a `WriteFailed`. */
  write?(bytes: Uint8Array): Done;
  /** Never fails: what becomes of the log does not change what becomes of the image. */
  log?(bytes: Uint8Array): Done;
}

export type SyncPort = Port<Uint8Array, void>;
export type AsyncPort = Port<Promise<Uint8Array>, Promise<void>>;

export function perform<Bytes, Done>(effect: Effect, port: Port<Bytes, Done>): Bytes | Done | undefined {
  switch (effect.op) {
    case "read":
      if (port.read === undefined) throw new TypeError("this port cannot be read from");
      return port.read(effect.length);
    case "write":
      if (port.write === undefined) throw new TypeError("this port cannot be written to");
      return port.write(effect.bytes);
    case "log":
      return port.log?.(effect.bytes);
  }
}
