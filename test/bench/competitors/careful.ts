import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import type { CkptHdrGroupinfo, CkptHdrHpage } from "bytewright/ckpt-v23";
import { headerMagic } from "../records/header.ts";
import type { Competitor, Way } from "./competitor.ts";

let lastBytes: Uint8Array | undefined;
let lastView: DataView;

/** Making one for each call would cost more than all the rest. */
export function viewOf(bytes: Uint8Array): DataView {
  if (bytes !== lastBytes) {
    lastBytes = bytes;
    lastView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return lastView;
}

export function refuse(name: string, found: unknown): never {
  throw new RangeError(`${name} cannot be ${found}`);
}

function mustBeU16(name: string, x: unknown): void {
  if (typeof x !== "number" || (x & 0xffff) !== x) refuse(name, x);
}

export function mustBeU32(name: string, x: unknown): void {
  if (typeof x !== "number" || x >>> 0 !== x) refuse(name, x);
}

export function mustBeU64(name: string, x: unknown): void {
  if (typeof x !== "bigint" || BigInt.asUintN(64, x) !== x) refuse(name, x);
}

export function mustHaveRoom(bytes: Uint8Array, at: number, size: number): void {
  if (!(Number.isInteger(at) && at >= 0 && at + size <= bytes.length)) refuse("at", at);
}

export function encodeTask(value: CkptHdrTask, bytes: Uint8Array, at: number): number {
  const { state, exit_state, exit_code, exit_signal, set_child_tid, clear_child_tid } = value;
  mustBeU32("state", state);
  mustBeU32("exit_state", exit_state);
  mustBeU32("exit_code", exit_code);
  mustBeU32("exit_signal", exit_signal);
  mustBeU64("set_child_tid", set_child_tid);
  mustBeU64("clear_child_tid", clear_child_tid);
  mustHaveRoom(bytes, at, 40);
  const view = viewOf(bytes);
  view.setUint32(at, 101, true);
  view.setUint32(at + 4, 40, true);
  view.setUint32(at + 8, state, true);
  view.setUint32(at + 12, exit_state, true);
  view.setUint32(at + 16, exit_code, true);
  view.setUint32(at + 20, exit_signal, true);
  view.setBigUint64(at + 24, set_child_tid, true);
  view.setBigUint64(at + 32, clear_child_tid, true);
  return at + 40;
}

function encodeHeader(value: CkptHdrHeader, bytes: Uint8Array, at: number): number {
  const { magic, major, minor, patch, rev, constants, time, uflags } = value;
  if (magic !== headerMagic) refuse("magic", magic);
  mustBeU16("major", major);
  mustBeU16("minor", minor);
  mustBeU16("patch", patch);
  mustBeU16("rev", rev);
  const { task_comm_len, uts_release_len, uts_version_len, uts_machine_len } = constants;
  mustBeU16("task_comm_len", task_comm_len);
  mustBeU16("uts_release_len", uts_release_len);
  mustBeU16("uts_version_len", uts_version_len);
  mustBeU16("uts_machine_len", uts_machine_len);
  mustBeU64("time", time);
  mustBeU64("uflags", uflags);
  mustHaveRoom(bytes, at, 56);
  const view = viewOf(bytes);
  view.setUint32(at, 1, true);
  view.setUint32(at + 4, 56, true);
  view.setBigUint64(at + 8, magic, true);
  view.setUint16(at + 16, 0, true);
  view.setUint16(at + 18, major, true);
  view.setUint16(at + 20, minor, true);
  view.setUint16(at + 22, patch, true);
  view.setUint16(at + 24, rev, true);
  view.setUint16(at + 26, 0, true);
  view.setUint32(at + 28, 0, true);
  view.setUint16(at + 32, task_comm_len, true);
  view.setUint16(at + 34, uts_release_len, true);
  view.setUint16(at + 36, uts_version_len, true);
  view.setUint16(at + 38, uts_machine_len, true);
  view.setBigUint64(at + 40, time, true);
  view.setBigUint64(at + 48, uflags, true);
  return at + 56;
}

function encodeGroupinfo({ ngroups, groups }: CkptHdrGroupinfo, bytes: Uint8Array, at: number): number {
  const { length } = groups;
  if (ngroups !== length) refuse("ngroups", ngroups);
  for (let i = 0; i < length; i++) mustBeU32("groups", groups[i]);
  const size = 16 + 4 * length;
  mustHaveRoom(bytes, at, size);
  const view = viewOf(bytes);
  view.setUint32(at, 117, true);
  view.setUint32(at + 4, size, true);
  view.setUint32(at + 8, length, true);
  for (let i = 0; i < length; i++) view.setUint32(at + 12 + 4 * i, groups[i] as number, true);
  view.setUint32(at + 12 + 4 * length, 0, true);
  return at + size;
}

function encodeHpage({ vaddr, index, shift }: CkptHdrHpage, bytes: Uint8Array, at: number): number {
  mustBeU64("vaddr", vaddr);
  if (index !== vaddr) refuse("index", index);
  mustBeU16("shift", shift);
  mustHaveRoom(bytes, at, 24);
  const view = viewOf(bytes);
  view.setUint32(at, 404, true);
  view.setUint32(at + 4, 24, true);
  view.setBigUint64(at + 8, vaddr, true);
  view.setUint16(at + 16, shift, true);
  view.setUint16(at + 18, 0, true);
  view.setUint32(at + 20, 0, true);
  return at + 24;
}

type EncodeInto<T> = (value: T, bytes: Uint8Array, at: number) => number;

function wayOf<T>(encodeInto: EncodeInto<T>): Way<T, T, T> {
  return { encoder: () => encodeInto };
}

/**
 * By hand, with the promises of the codecs: each field is checked, then the bounds, then all is written, holes too. The
 * measure of what encodes.
 */
export const careful: Competitor = {
  task: wayOf(encodeTask),
  header: wayOf(encodeHeader),
  groupinfo: wayOf(encodeGroupinfo),
  hpage: wayOf(encodeHpage),
};
