import type { Frame } from "../image/index.ts";
import type { AnyCodec, Family, FollowerLayout } from "../wire/index.ts";

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
  /** made once: of very many records, each may be one */
  readonly #known = new Map<FollowerLayout, Follower>();

  /** Which follower the record is that a frame begins. Frames must be given in order. */
  next(family: Family, frame: Frame): Follower | undefined {
    return frame.kind === "record" || frame.kind === "start" ? this.nextOf(family, frame.bytes) : undefined;
  }

  /** As `next`, of the record itself. */
  nextOf(family: Family, bytes: Uint8Array): Follower | undefined {
    const codec = family.codecAt(bytes);
    const announced = codec?.layout.record?.followers;
    if (announced === undefined && this.#awaited.length === 0) return undefined;
    const at = this.#awaited.findIndex(({ follower }) => follower.record === codec?.name);
    const found = this.#awaited[at];
    const own = announced ?? [];
    const still = found === undefined ? [] : this.#awaited.slice(at + 1);
    const nearest = [...own.map((follower) => ({ owner: codec?.name ?? "", follower })), ...still];
    this.#awaited = nearest.slice(0, Math.max(own.length, mostAwaited));
    return found && this.#followerOf(family, found);
  }

  #followerOf(family: Family, { owner, follower }: Awaited): Follower {
    const { name, struct } = follower;
    const known = this.#known.get(follower) ?? {
      name,
      owner,
      struct: family.structs.find((one) => one.name === struct),
    };
    this.#known.set(follower, known);
    return known;
  }
}

/** Announced records that are waited for, the last announced first: no image may make the wait ever longer. */
const mostAwaited = 64;

interface Awaited {
  readonly owner: string;
  readonly follower: FollowerLayout;
}

/** A payload as the list of structs it is, each in bytes of its own; undefined if it is no whole number of them. */
export function splitElements({ layout }: AnyCodec, payload: Uint8Array): Uint8Array[] | undefined {
  const { size } = layout;
  if (size === 0 || payload.length % size !== 0) return undefined;
  return Array.from({ length: payload.length / size }, (_, i) => payload.subarray(i * size, (i + 1) * size));
}
