import { requireBytes } from "../wire/index.ts";

/** Bytes that are appended bit by bit, in memory that grows with what has come and not with what is announced. */
export class GrowingBytes {
  #memory: Uint8Array;
  #size = 0;

  /** `room`: bytes that can be appended before memory must grow. */
  constructor(room = 0) {
    this.#memory = new Uint8Array(room);
  }

  get size(): number {
    return this.#size;
  }

  /** What has been appended since the last `take`; not a copy. */
  get bytes(): Uint8Array {
    return this.#memory.subarray(0, this.#size);
  }

  append(part: Uint8Array): void {
    const size = this.#size + part.length;
    if (size > this.#memory.length) {
      const larger = new Uint8Array(Math.max(64, size, 2 * this.#memory.length));
      larger.set(this.bytes);
      this.#memory = larger;
    }
    this.#memory.set(part, this.#size);
    this.#size = size;
  }

  /** What has been appended, now the caller's; starts anew. */
  take(): Uint8Array {
    const taken = this.bytes;
    this.#memory = new Uint8Array(0);
    this.#size = 0;
    return taken;
  }
}

/** Gives contiguous bytes out of chunks of any size. Bytes that lie within one chunk are not copied. */
export class Gather {
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;
  /** what comes before the rest of the chunk */
  readonly #held = new GrowingBytes();

  /** The next chunk. The one before must be used up: `peek` gave undefined, or `take` no more bytes. */
  feed(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#at = 0;
  }

  /** The next `size` bytes, undefined until they have come. They stay next until they are taken. */
  peek(size: number): Uint8Array | undefined {
    if (this.#held.size === 0 && this.#at + size <= this.#left.length) {
      return this.#chunk.subarray(this.#at, this.#at + size);
    }
    if (this.#held.size < size) this.#held.append(this.#advance(size - this.#held.size));
    return this.#held.size < size ? undefined : this.#held.bytes.subarray(0, size);
  }

  /** At most the next `size` bytes, perhaps none: of what `peek` has gathered, or else of the chunk. */
  take(size: number): Uint8Array {
    if (this.#held.size === 0) return this.#advance(size);
    const held = this.#held.take();
    this.#held.append(held.subarray(size));
    return held.subarray(0, size);
  }

  /** What is left of the chunk; empty where bytes before it are held. */
  get ahead(): Uint8Array {
    return this.#left.subarray(this.#held.size > 0 ? this.#chunk.length : this.#at);
  }

  /** The chunk, whose memory somebody may have taken away since it was fed. */
  get #left(): Uint8Array {
    requireBytes(this.#chunk);
    return this.#chunk;
  }

  /** At most the next `size` bytes of the chunk. */
  #advance(size: number): Uint8Array {
    const some = this.#left.subarray(this.#at, this.#at + size);
    this.#at += some.length;
    return some;
  }
}
