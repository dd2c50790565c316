export type Effect =
  /** Asks for the next `length` bytes of the image; fewer are given only at its end. */
  | { readonly op: "read"; readonly length: number }
  /** Puts all of `bytes` at the end of the image, or of the log, if there is one. */
  | { readonly op: "write" | "log"; readonly bytes: Uint8Array };

/**
 * Work that says what it wants to read and write but does neither: whoever runs it does, from whatever it has.
 * See `runSync` and `runAsync`.
 */
export type Driver<R> = Generator<Effect, R, Uint8Array | undefined>;

/** Largest read a driver asks for, in bytes, so that no length found in an image is ever allocated at once. */
const CHUNK_SIZE: number = 64 * 1024;

/** What `read` gave: the first bytes of those that were there, and how many were there. */
interface ReadResult {
  readonly bytes: Uint8Array;
  /** less than asked for only at the end of the image */
  readonly count: number;
}

/** Reads `length` bytes and gives the first `keep` of them; the others are read and dropped. */
export function* read(length: number, keep: number = length): Driver<ReadResult> {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let count = 0;
  while (count < length) {
    const asked = Math.min(length - count, CHUNK_SIZE);
    const chunk = (yield { op: "read", length: asked }) as Uint8Array;
    count += chunk.length;
    if (kept < keep) {
      const part = chunk.subarray(0, keep - kept);
      chunks.push(part);
      kept += part.length;
    }
    if (chunk.length < asked) break;
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), count };
}

export function* write(bytes: Uint8Array): Driver<void> {
  yield { op: "write", bytes };
}

export function* log(bytes: Uint8Array): Driver<void> {
  yield { op: "log", bytes };
}

/** What can perform a driver's effects. Without `log`, log lines are dropped. */
export interface Port<Bytes, Done> {
  /** The next `length` bytes; fewer only at the end. */
  read?(length: number): Bytes;
  /** Writes all of `bytes`. A failure is a `WriteFailed`. */
  write?(bytes: Uint8Array): Done;
  /** Never fails: what becomes of the log does not change what becomes of the image. */
  log?(bytes: Uint8Array): Done;
}

export type SyncPort = Port<Uint8Array, void>;
export type AsyncPort = Port<Promise<Uint8Array>, Promise<void>>;

/** The run's AbortSignal was aborted. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  /** whether what was to be written is on its way all the same */
  readonly handedOver: boolean;

  constructor(signal: AbortSignal, handedOver = false) {
    super("interrupted", { cause: signal.reason });
    this.handedOver = handedOver;
  }
}

/** Reading failed. `cause` says why. */
export class ReadFailed extends Error {
  override readonly name = "ReadFailed";

  constructor(cause: unknown) {
    super(messageOf(cause), { cause });
  }
}

/** Writing failed. `cause` says why. */
export class WriteFailed extends Error {
  override readonly name = "WriteFailed";
  /** whether some of the bytes may have been written before */
  readonly partial: boolean;

  constructor(cause: unknown, partial: boolean) {
    super(messageOf(cause), { cause });
    this.partial = partial;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
