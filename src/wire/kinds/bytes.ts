import { copyBytes } from "../binding.ts";
import { bytesSize, cloneBytes } from "../is-bytes.ts";
import type { TypeLayout } from "../layout.ts";
import { wrongBytes, wrongCount } from "../values.ts";
import { type Coder, type Kind, useKind, type Values } from "./kind.ts";

type BytesLayout = Extract<TypeLayout, { kind: "bytes" }>;

export function bytes(size: number): BytesLayout {
  useKind(bytesKind);
  return { kind: "bytes", size };
}

export const bytesKind: Kind<BytesLayout> = { kind: "bytes" };

export const bytesValues: Values<BytesLayout> = {
  kind: "bytes",
  taker({ size }) {
    return (given, where) => {
      const found = bytesSize(given);
      if (found < 0) throw wrongBytes(where, given);
      if (found !== size) throw wrongCount(where, found, size);
      return cloneBytes(given as Uint8Array, size);
    };
  },
  create: ({ size }, given) => given ?? new Uint8Array(size),
};

export const bytesCoder: Coder<BytesLayout> = {
  kind: "bytes",
  values: bytesValues,
  reader({ size }) {
    return (b, p) => copyBytes(b.bytes, p, p + size);
  },
  writer: () => (b, p, _, taken) => b.bytes.set(taken as Uint8Array, p),
  look({ size }) {
    return (b, p) => b.bytes.subarray(p, p + size);
  },
};
