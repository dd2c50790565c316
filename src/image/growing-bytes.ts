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
