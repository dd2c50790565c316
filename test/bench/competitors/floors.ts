import type { CkptHdrTask } from "bytewright/ckpt";
import type { CkptHdrGroupinfo } from "bytewright/ckpt-v23";
import { mustBeU32, mustBeU64, mustHaveRoom, refuse, viewOf } from "./careful.ts";
import type { Competitor, Way } from "./competitor.ts";

function mustBe(name: string, value: { readonly $name: string }): void {
  if (typeof value !== "object" || value === null) refuse("value", value);
  if (value.$name !== undefined && value.$name !== name) refuse("$name", value.$name);
}

function encodeTask(value: CkptHdrTask, bytes: Uint8Array, at: number, le: boolean): number {
  mustBe("ckpt_hdr_task", value);
  const { state, exit_state, exit_code, exit_signal, set_child_tid, clear_child_tid } = value;
  mustBeU32("state", state);
  mustBeU32("exit_state", exit_state);
  mustBeU32("exit_code", exit_code);
  mustBeU32("exit_signal", exit_signal);
  mustBeU64("set_child_tid", set_child_tid);
  mustBeU64("clear_child_tid", clear_child_tid);
  mustHaveRoom(bytes, at, 40);
  const view = viewOf(bytes);
  view.setUint32(at, 101, le);
  view.setUint32(at + 4, 40, le);
  view.setUint32(at + 8, state, le);
  view.setUint32(at + 12, exit_state, le);
  view.setUint32(at + 16, exit_code, le);
  view.setUint32(at + 20, exit_signal, le);
  view.setBigUint64(at + 24, set_child_tid, le);
  view.setBigUint64(at + 32, clear_child_tid, le);
  return at + 40;
}

/** Where elements stay between the look at them and the writing: a getter may give another one the next time. */
const elements = new Uint32Array(1024);

function encodeGroupinfo(value: CkptHdrGroupinfo, bytes: Uint8Array, at: number, le: boolean): number {
  mustBe("ckpt_hdr_groupinfo", value);
  const { ngroups, groups } = value;
  if (!Array.isArray(groups)) refuse("groups", groups);
  const { length } = groups;
  if (ngroups !== length || length > elements.length) refuse("ngroups", ngroups);
  for (let i = 0; i < length; i++) {
    const group = groups[i] as number;
    mustBeU32("groups", group);
    elements[i] = group;
  }
  const size = 16 + 4 * length;
  mustHaveRoom(bytes, at, size);
  const view = viewOf(bytes);
  view.setUint32(at, 117, le);
  view.setUint32(at + 4, size, le);
  view.setUint32(at + 8, length, le);
  for (let i = 0; i < length; i++) view.setUint32(at + 12 + 4 * i, elements[i] as number, le);
  view.setUint32(at + 12 + 4 * length, 0, le);
  return at + size;
}

type Encode<T> = (value: T, bytes: Uint8Array, at: number, le: boolean) => number;

function inOrder<T>(encode: Encode<T>): Way<T, T, T> {
  const codecs = [true, false].map((le) => ({ le, encode }));
  const [codec = { le: true, encode }] = codecs;
  return { encoder: () => (value, bytes, at) => codec.encode(value, bytes, at, codec.le) };
}

/**
 * What cannot be had for less: careful code that keeps promises of the codecs which a good engineer would not think of:
 * either byte order by one function, anything for a value, elements that are read once.
 */
export const floors: Competitor = { task: inOrder(encodeTask), groupinfo: inOrder(encodeGroupinfo) };
