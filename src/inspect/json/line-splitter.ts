import { GrowingBytes } from "../../image/growing-bytes.ts";
import { invalid } from "./invalid-json.ts";
import { longestLine } from "./parse-line.ts";

const newline = 0x0a;

/** Cuts bytes into lines, holding no more than one. */
export class LineSplitter {
  readonly #held = new GrowingBytes();

  /**
   * The lines that `chunk` completes, without their newlines.
   * @throws BytewrightError if the line is too long
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
    if (this.#held.size === 0 && part.length <= longestLine) return part;
    this.#hold(part);
    return this.#held.take();
  }

  #hold(part: Uint8Array): void {
    if (this.#held.size + part.length > longestLine) {
      throw invalid("the line", `over ${longestLine} bytes`, longestLine, "too-large");
    }
    this.#held.append(part);
  }
}
