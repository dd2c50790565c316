import { describeUnframed, type Frame, type TailFrame } from "../../image/index.ts";
import type { Family } from "../../wire/index.ts";
import { MOST_SHOWN } from "../bytes.ts";
import { FollowerTracker } from "../followers.ts";
import { bytesRow, type Description, describeFrame } from "./describe.ts";

/** What an image comes to in several frames, as far as they have come. */
interface Pending {
  readonly kind: "start" | "tail";
  readonly description: Description;
  /** bytes that have come */
  size: number;
  /** the first of them */
  bytes: Uint8Array;
}

/**
 * Describes an image frame by frame. A large record, or a tail, is described when all of it has come, so that its size
 * is what is there.
 *
 *     const describer = new ImageDescriber();
 *     for (const frame of reader.push(chunk)) describer.next(reader.family, frame).forEach(show);
 *     for (const frame of reader.end()) describer.next(reader.family, frame).forEach(show);
 *     describer.end().forEach(show);
 */
export class ImageDescriber {
  readonly #followers = new FollowerTracker();
  #pending: Pending | undefined;

  /** What is complete with this frame, or in front of it. Frames must be given in order. */
  next(family: Family, frame: Frame): Description[] {
    const follower = this.#followers.next(family, frame);
    const pending = this.#pending;
    if (pending !== undefined && continues(pending, frame)) {
      const more = frame.bytes.subarray(0, MOST_SHOWN - pending.bytes.length);
      pending.bytes = Uint8Array.of(...pending.bytes, ...more);
      pending.size += frame.bytes.length;
      return frame.kind === "tail" && pending.kind === "start" ? this.#endCut(frame) : [];
    }
    const before = this.end();
    const description = describeFrame(family, frame, follower);
    if (description === undefined) return before;
    const { kind, bytes } = frame;
    if (kind !== "start" && kind !== "tail") return [...before, description];
    this.#pending = { kind, description, size: bytes.length, bytes: bytes.slice(0, MOST_SHOWN) };
    return before;
  }

  /** What is complete when no more frames come. */
  end(): Description[] {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return [];
    const { kind, description, size, bytes } = pending;
    return [{ ...description, size, ...(kind === "tail" && { rows: [bytesRow(bytes, size)] }) }];
  }

  /** A large record that the image ends in. */
  #endCut({ reason }: TailFrame): Description[] {
    const promised = this.#pending?.description.size;
    return this.end().map((description) => ({
      ...description,
      rows: [{ path: "(payload)", value: "cut off", meaning: `${description.size} of ${promised} bytes are there` }],
      faults: [describeUnframed(reason)],
    }));
  }
}

/** Whether a frame is more of what is pending; a large record that is cut ends with a tail of its own. */
function continues({ kind, description }: Pending, frame: Frame): boolean {
  if (frame.kind === "payload") return true;
  if (frame.kind !== "tail") return false;
  return kind === "tail" || frame.reason.offset === description.offset;
}
