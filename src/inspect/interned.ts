/** Something for each of many numbers, or nothing. There may be few different ones: each is held once. */
export class Interned<T extends object> {
  readonly #places: Uint32Array;
  readonly #values: (T | undefined)[] = [undefined];
  readonly #known = new Map<unknown, number>();
  readonly #keyOf: (value: T) => unknown;

  /** `keyOf` gives what is the same for values that are; default: the value itself. */
  constructor(count: number, keyOf: (value: T) => unknown = (value) => value) {
    this.#places = new Uint32Array(count);
    this.#keyOf = keyOf;
  }

  set(i: number, value: T | undefined): void {
    if (value === undefined) return;
    const key = this.#keyOf(value);
    let place = this.#known.get(key);
    if (place === undefined) {
      place = this.#values.push(value) - 1;
      this.#known.set(key, place);
    }
    this.#places[i] = place;
  }

  at(i: number): T | undefined {
    return this.#values[this.#places[i] as number];
  }
}
