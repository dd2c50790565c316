/** Records that are handled between two looks at the clock's batch counter. */
export const batchSize = 1000;

/** Where the records of a buffer stand. */
export interface Slots {
  readonly bytes: Uint8Array;
  /** offset of the first record */
  readonly first: number;
  /** bytes from one record to the next */
  readonly stride: number;
}

/** Nanoseconds per record, over so many batches of a thousand. */
export type Loop = (batches: number) => number;

type Decode = (bytes: Uint8Array, at: number) => unknown;
type EncodeInto = (value: unknown, bytes: Uint8Array, at: number) => unknown;
type Encode = (value: unknown) => unknown;

/** What a batch made is kept until the next one is done, as a caller would; a longer memory would cost more than it. */
const kept: unknown[] = [undefined];

/** Decodes at changing offsets. */
export function decodeLoop(decode: Decode, { bytes, first, stride }: Slots): Loop {
  const last = lastStart(bytes, stride);
  return compile(
    { decode, bytes, first, stride, last, kept },
    `if (at > last) at = first;
      const made = new Array(${batchSize});
      for (let i = 0; i < ${batchSize}; i++) {
        made[i] = decode(bytes, at);
        at += stride;
      }
      kept[0] = made;`,
  );
}

/** Encodes 64 values in turn, at changing offsets. */
export function encodeIntoLoop(encodeInto: EncodeInto, values: readonly unknown[], slots: Slots): Loop {
  const { bytes, first, stride } = slots;
  const last = lastStart(bytes, stride);
  return compile(
    { encodeInto, values, bytes, first, stride, last, kept },
    `if (at > last) at = first;
      for (let i = 0; i < ${batchSize}; i++) {
        encodeInto(values[i & 63], bytes, at);
        at += stride;
      }
      kept[0] = bytes;`,
  );
}

/** Encodes 64 values in turn, each to bytes of its own. */
export function encodeLoop(encode: Encode, values: readonly unknown[]): Loop {
  return compile(
    { encode, values, first: 0, kept },
    `const made = new Array(${batchSize});
      for (let i = 0; i < ${batchSize}; i++) made[i] = encode(values[i & 63]);
      kept[0] = made;`,
  );
}

/** The last offset at which a whole batch fits. */
function lastStart(bytes: Uint8Array, stride: number): number {
  return bytes.length - batchSize * stride;
}

let loops = 0;

/**
 * A loop of its own for each variant: were they to share one, the engine would see a call of many functions there and
 * inline none. Each source must differ, as equal ones share what the engine learns.
 */
function compile(scope: { readonly [name: string]: unknown }, batch: string): Loop {
  loops++;
  const make = new Function(
    ...Object.keys(scope),
    `/* ${loops} */
  return (batches) => {
    const start = process.hrtime.bigint();
    let at = first;
    for (let batch = 0; batch < batches; batch++) {
      ${batch}
    }
    return Number(process.hrtime.bigint() - start) / (batches * ${batchSize});
  };`,
  );
  return make(...Object.values(scope));
}
