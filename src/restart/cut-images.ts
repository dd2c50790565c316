import { Ckpt, CkptHdrType } from "../../generated/ckpt/index.ts";
import { GrowingBytes } from "../image/growing-bytes.ts";
import { type Frame, ImageReader } from "../image/index.ts";

/** An image among others. */
export interface CutImage {
  /** where in the file it starts */
  readonly offset: number;
  /** its first MiB: no good image is as long */
  readonly bytes: Uint8Array;
}

const mostKept = 2 ** 20;

/**
 * Cuts images that stand one behind the other, by their framing: one starts with a HEADER and ends with a TAIL. What
 * is no image is given as one, so that all bytes are judged, and so is nothing at all. The first tells the byte order:
 * one in the other order ends the framing, and is given as part of what is no image.
 */
export function* cutImages(chunks: Iterable<Uint8Array>): Generator<CutImage> {
  const reader = new ImageReader(Ckpt, { wholeUpTo: mostKept });
  const cutter = new Cutter();
  for (const chunk of chunks) {
    for (const frame of reader.push(chunk)) yield* cutter.add(frame);
  }
  for (const frame of reader.end()) yield* cutter.add(frame);
  yield* cutter.end();
}

class Cutter {
  readonly #kept = new GrowingBytes();
  #offset = 0;
  #cut = false;

  /** The image that ends in front of the frame or with it, if any. */
  *add(frame: Frame): Generator<CutImage> {
    const type = "type" in frame ? frame.type : undefined;
    if (type === CkptHdrType.CKPT_HDR_HEADER && this.#kept.size > 0) yield this.#cutAt(frame.offset);
    this.#keep(frame.bytes);
    if (type === CkptHdrType.CKPT_HDR_TAIL && frame.kind === "record") {
      yield this.#cutAt(frame.offset + frame.bytes.length);
    }
  }

  /** The last image, if it has not been cut. */
  *end(): Generator<CutImage> {
    if (this.#kept.size > 0 || !this.#cut) yield this.#cutAt(0);
  }

  #keep(bytes: Uint8Array): void {
    this.#kept.append(bytes.subarray(0, mostKept - this.#kept.size));
  }

  #cutAt(next: number): CutImage {
    const image = { offset: this.#offset, bytes: this.#kept.take() };
    this.#offset = next;
    this.#cut = true;
    return image;
  }
}
