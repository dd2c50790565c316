import type { Frame } from "../image/index.ts";
import type { AnyCodec, Family, FollowerLayout } from "../wire/index.ts";

/** What a record is for another one that announced it: the `release` of a `ckpt_hdr_header`. */
export interface Role {
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
 *     const roles = new RoleTracker();
 *     for (const frame of frames) show(describeFrame(family, frame, roles.next(family, frame)));
 */
export class RoleTracker {
  #awaited: readonly Awaited[] = [];

  /** The role of the record that a frame begins. Frames must be given in order. */
  next(family: Family, frame: Frame): Role | undefined {
    return frame.kind === "record" || frame.kind === "start" ? this.nextOf(family, frame.bytes) : undefined;
  }

  /** As `next`, of the record itself. */
  nextOf(family: Family, bytes: Uint8Array): Role | undefined {
    const codec = family.codecAt(bytes);
    const announced = codec?.layout.record?.followers;
    if (announced === undefined && this.#awaited.length === 0) return undefined;
    const at = this.#awaited.findIndex(({ follower }) => follower.record === codec?.name);
    const found = this.#awaited[at];
    const own = announced ?? [];
    const still = found === undefined ? [] : this.#awaited.slice(at + 1);
    const nearest = [...own.map((follower) => ({ owner: codec?.name ?? "", follower })), ...still];
    this.#awaited = nearest.slice(0, Math.max(own.length, mostAwaited));
    return found && roleOf(family, found);
  }
}

/** Announced records that are waited for, the last announced first: no image may make the wait ever longer. */
const mostAwaited = 64;

interface Awaited {
  readonly owner: string;
  readonly follower: FollowerLayout;
}

function roleOf(family: Family, { owner, follower: { name, struct } }: Awaited): Role {
  return { name, owner, struct: struct === undefined ? undefined : family.structs.find((one) => one.name === struct) };
}
