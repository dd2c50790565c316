/** Records that are handled in a batch. */
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

/** Does something for each of some thousands of places. */
export function placesLoop(act: (place: number) => unknown, places: number): Loop {
  return compile(
    { act, places, first: 0, kept },
    `if (at === places) at = 0;
      const made = new Array(${batchSize});
      for (let i = 0; i < ${batchSize}; i++) made[i] = act(at++);
      kept[0] = made;`,
  );
}

/** The last offset at which a whole batch fits. */
function lastStart(bytes: Uint8Array, stride: number): number {
  return bytes.length - batchSize * stride;
}

/** Handles the records from a place on, and gives where the next batch starts. */
type Batch = (at: number) => number;

let batches = 0;

/**
 * A batch of its own for each variant: were they to share one, the engine would see a call of many functions there and
 * inline none. Each source must differ, as equal ones share what the engine learns.
 */
function compile(scope: { readonly first: number; readonly [name: string]: unknown }, text: string): Loop {
  batches++;
  const make = new Function(...Object.keys(scope), `/* ${batches} */\nreturn (at) => {\n${text}\nreturn at;\n};`);
  const batch = make(...Object.values(scope)) as Batch;
  return (count) => timeOf(batch, scope.first, count);
}

/**
 * Where the clock is read, apart from the batches: Node 24 throws a function's optimised code away at the closing look
 * at the clock. As it has called several functions, none is inlined here.
 */
function timeOf(batch: Batch, first: number, count: number): number {
  const start = process.hrtime.bigint();
  let at = first;
  for (let i = 0; i < count; i++) at = batch(at);
  return Number(process.hrtime.bigint() - start) / (count * batchSize);
}

for (const batch of [(at: number) => at, (at: number) => at + 1, (at: number) => at + 2]) timeOf(batch, 0, 10);
