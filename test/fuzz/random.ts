/** Random numbers that are the same for the same seed (sfc32). */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Streams of different `parts` have nothing in common. */
  constructor(...parts: readonly (number | string)[]) {
    [this.#a, this.#b, this.#c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
    for (const part of parts) {
      for (const unit of typeof part === "string" ? Buffer.from(part) : [part | 0, Math.trunc(part / 2 ** 32)]) {
        this.#a ^= unit;
        for (let i = 0; i < 4; i++) this.next();
      }
    }
    for (let i = 0; i < 8; i++) this.next();
  }

  /** 0 to 2^32 - 1 */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** 0 to `end` - 1; 0 where there is nothing to choose from */
  below(end: number): number {
    return end <= 1 ? 0 : this.next() % end;
  }

  /** True once in `odds` times. */
  oneIn(odds: number): boolean {
    return this.below(odds) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  bytes(size: number): Uint8Array {
    return Uint8Array.from({ length: size }, () => this.next());
  }

  /** A part of `size` things: where it starts, and where it ends. Mostly short. */
  range(size: number): readonly [start: number, end: number] {
    const start = this.below(size + 1);
    const longest = this.oneIn(4) ? size - start : Math.min(16, size - start);
    return [start, start + this.below(longest + 1)];
  }
}
