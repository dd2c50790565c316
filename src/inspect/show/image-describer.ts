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
    if (this.#pending !== undefined && continues(this.#pending, frame)) {
      extend(this.#pending, frame.bytes);
      return frame.kind === "tail" && this.#pending.kind === "start" ? this.#endCut(frame) : [];
    }
    const before = this.end();
    const description = describeFrame(family, frame, follower);
    if (description === undefined) return before;
    if (frame.kind !== "start" && frame.kind !== "tail") return [...before, description];
    this.#pending = { kind: frame.kind, description, size: 0, bytes: new Uint8Array(0) };
    extend(this.#pending, frame.bytes);
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

function extend(pending: Pending, bytes: Uint8Array): void {
  pending.size += bytes.length;
  const missing = MOST_SHOWN - pending.bytes.length;
  if (missing > 0) pending.bytes = Uint8Array.from([...pending.bytes, ...bytes.subarray(0, missing)]);
}

/** Whether a frame is more of what is pending; a large record that is cut ends with a tail of its own. */
function continues({ kind, description }: Pending, frame: Frame): boolean {
  if (frame.kind === "payload") return true;
  if (frame.kind !== "tail") return false;
  return kind === "tail" || frame.reason.offset === description.offset;
}
