import { Ckpt, CkptHdrType } from "../../../generated/ckpt/index.ts";
import { type Frame, ImageReader } from "../../image/index.ts";
import { readAll } from "../../io/fd-port.ts";
import type { SyncPort } from "../../io/index.ts";

/** An image among others. */
export interface CutImage {
  /** where in the file it starts */
  readonly offset: number;
  /** gives its bytes until the next image is asked for; what has not been read then is passed over */
  readonly port: SyncPort;
  /** Whether all of it has been read. */
  isAtEnd(): boolean;
}

const nothing = new Uint8Array(0);

/**
 * Cuts images that stand one behind the other, by their framing: one starts with a HEADER and ends with a TAIL. What
 * is no image is given as one, so that all bytes are judged, and so is nothing at all. The first tells the byte order:
 * one in the other order ends the framing, and is given with all that follows. None is held in memory.
 */
export function* cutImages(chunks: Iterable<Uint8Array>): Generator<CutImage> {
  const frames = framesOf(chunks);
  let frame: Frame | undefined = frames.next().value;
  do {
    let isOver = frame === undefined;
    /** what has not been read of the frame */
    let rest = frame?.bytes ?? nothing;
    const isAtEnd = () => {
      while (rest.length === 0 && !isOver) {
        const isLast = frame !== undefined && isWholeTail(frame);
        // Nothing is left if reading fails.
        frame = undefined;
        frame = frames.next().value;
        isOver = isLast || frame === undefined || isHeader(frame);
        if (!isOver) rest = frame?.bytes ?? nothing;
      }
      return rest.length === 0;
    };
    const readSome = (room: Uint8Array) => {
      if (isAtEnd()) return 0;
      const some = rest.subarray(0, room.length);
      room.set(some);
      rest = rest.subarray(some.length);
      return some.length;
    };
    yield { offset: frame?.offset ?? 0, port: { read: (length) => readAll(length, readSome) }, isAtEnd };
    while (!isAtEnd()) rest = nothing;
  } while (frame !== undefined);
}

function* framesOf(chunks: Iterable<Uint8Array>): Generator<Frame, undefined> {
  const reader = new ImageReader(Ckpt);
  for (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end();
}

function isHeader(frame: Frame): boolean {
  return "type" in frame && frame.type === CkptHdrType.CKPT_HDR_HEADER;
}

function isWholeTail(frame: Frame): boolean {
  return frame.kind === "record" && frame.type === CkptHdrType.CKPT_HDR_TAIL;
}
