import type { Frame } from "../image/index.ts";
import type { AnyCodec, Family } from "../wire/index.ts";

/** What a record is for another one that announced it: the `release` of a `ckpt_hdr_header`. */
export interface Follower {
  readonly name: string;
  /** C name of the record that announced it */
  readonly owner: string;
  /** what the payload is a list of; undefined for text */
  readonly struct: AnyCodec | undefined;
}

/**
 * Tells what records are for the ones before them, by `followers` in layouts. Announced records need not come; one
 * that was not announced ends the wait.
 *
 *     const followers = new FollowerTracker();
 *     for (const frame of frames) show(describeFrame(family, frame, followers.next(family, frame)));
 */
export class FollowerTracker {
  #awaited: readonly Awaited[] = [];
  /** made once: of very many records, each may announce some */
  readonly #announced = new Map<AnyCodec, readonly Awaited[]>();

  /** Which follower the record is that a frame begins. Frames must be given in order. */
  next(family: Family, { kind, bytes }: Pick<Frame, "kind" | "bytes">): Follower | undefined {
    if (kind !== "record" && kind !== "start") return undefined;
    const codec = family.codecAt(bytes);
    const own = codec === undefined ? [] : this.#announcedBy(codec, family);
    if (own.length === 0 && this.#awaited.length === 0) return undefined;
    const at = this.#awaited.findIndex(({ record }) => record === codec?.name);
    const still = at < 0 ? [] : this.#awaited.slice(at + 1);
    const found = this.#awaited[at]?.follower;
    this.#awaited = [...own, ...still].slice(0, Math.max(own.length, mostAwaited));
    return found;
  }

  #announcedBy(codec: AnyCodec, { structs }: Family): readonly Awaited[] {
    const known = this.#announced.get(codec);
    if (known !== undefined) return known;
    const { name: owner, layout } = codec;
    const announced = (layout.record?.followers ?? []).map(({ name, record, struct }) => {
      return { record, follower: { name, owner, struct: structs.find((one) => one.name === struct) } };
    });
    this.#announced.set(codec, announced);
    return announced;
  }
}

/** Announced records that are waited for, the last announced first: no image may make the wait ever longer. */
const mostAwaited = 64;

interface Awaited {
  /** C name */
  readonly record: string;
  readonly follower: Follower;
}

/** A payload as the list of structs it is, each in bytes of its own; undefined if it is no whole number of them. */
export function splitElements({ layout }: AnyCodec, payload: Uint8Array): Uint8Array[] | undefined {
  const { size } = layout;
  if (size === 0 || payload.length % size !== 0) return undefined;
  return Array.from({ length: payload.length / size }, (_, i) => payload.subarray(i * size, (i + 1) * size));
}
