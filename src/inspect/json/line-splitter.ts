import { GrowingBytes } from "../../image/growing-bytes.ts";
import { InvalidJson } from "./invalid-json.ts";

const newline = 0x0a;

/** Cuts bytes into lines, holding no more than one. */
export class LineSplitter {
  readonly #longest: number;
  readonly #held = new GrowingBytes();

  /** `longest` is the most bytes a line may have. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /**
   * The lines that `chunk` completes, without their newlines.
   * @throws InvalidJson if the line is too long
   */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    let at = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, at)) {
      yield this.#complete(chunk.subarray(at, end));
      at = end + 1;
    }
    this.#hold(chunk.subarray(at));
  }

  /** A last line that no newline ends; empty if there is none. */
  end(): Uint8Array {
    return this.#held.take();
  }

  #complete(part: Uint8Array): Uint8Array {
    if (this.#held.size === 0 && part.length <= this.#longest) return part;
    this.#hold(part);
    return this.#held.take();
  }

  #hold(part: Uint8Array): void {
    if (this.#held.size + part.length > this.#longest) {
      throw new InvalidJson("too-large", "", `the line is longer than ${this.#longest} bytes`, "maxLineBytes");
    }
    this.#held.append(part);
  }
}
