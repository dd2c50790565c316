import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import type { CkptHdrGroupinfo } from "bytewright/ckpt-v23";

// What most libraries take and give: all members of the C struct, its header and holes among them, and 64 bits as
// whatever they have for them.

export interface CTask<U64 = bigint> {
  type: number;
  len: number;
  state: number;
  exit_state: number;
  exit_code: number;
  exit_signal: number;
  set_child_tid: U64;
  clear_child_tid: U64;
}

export interface CHeader<U64 = bigint> {
  type: number;
  len: number;
  magic: U64;
  padding: number;
  major: number;
  minor: number;
  patch: number;
  rev: number;
  hole16: number;
  hole32: number;
  constants: { task_comm_len: number; uts_release_len: number; uts_version_len: number; uts_machine_len: number };
  time: U64;
  uflags: U64;
}

export interface CGroupinfo {
  type: number;
  len: number;
  ngroups: number;
  groups: number[];
  hole: number;
}

/** How a library's 64-bit integers are made and read. */
export interface Integers64<U64> {
  of(value: bigint): U64;
  big(value: U64): bigint;
}

export const bigints: Integers64<bigint> = { of: (value) => value, big: (value) => value };

/** Exact up to 2^53, which the values here do not pass but for the magic, which has zeros enough at its end. */
export const numbers: Integers64<number> = { of: Number, big: BigInt };

export interface Halves {
  low: number;
  high: number;
}

export const halves: Integers64<Halves> = {
  of: (value) => ({ low: Number(value & 0xffff_ffffn), high: Number(value >> 32n) }),
  big: ({ low, high }) => BigInt(low) | (BigInt(high) << 32n),
};

export function toCTask<U64>({ $name, ...value }: CkptHdrTask, { of }: Integers64<U64>): CTask<U64> {
  const { set_child_tid, clear_child_tid } = value;
  return { type: 101, len: 40, ...value, set_child_tid: of(set_child_tid), clear_child_tid: of(clear_child_tid) };
}

export function fromCTask<U64>(c: CTask<U64>, { big }: Integers64<U64>): CkptHdrTask {
  const { state, exit_state, exit_code, exit_signal, set_child_tid, clear_child_tid } = c;
  const [set, clear] = [big(set_child_tid), big(clear_child_tid)];
  return {
    $name: "ckpt_hdr_task",
    state,
    exit_state,
    exit_code,
    exit_signal,
    set_child_tid: set,
    clear_child_tid: clear,
  };
}

export function toCHeader<U64>({ $name, ...value }: CkptHdrHeader, { of }: Integers64<U64>): CHeader<U64> {
  const [magic, time, uflags] = [of(value.magic), of(value.time), of(value.uflags)];
  return { type: 1, len: 56, ...value, magic, time, uflags, padding: 0, hole16: 0, hole32: 0 };
}

export function fromCHeader<U64>(c: CHeader<U64>, { big }: Integers64<U64>): CkptHdrHeader {
  const { major, minor, patch, rev } = c;
  const { task_comm_len, uts_release_len, uts_version_len, uts_machine_len } = c.constants;
  return {
    $name: "ckpt_hdr_header",
    magic: big(c.magic),
    major,
    minor,
    patch,
    rev,
    constants: { task_comm_len, uts_release_len, uts_version_len, uts_machine_len },
    time: big(c.time),
    uflags: big(c.uflags),
  };
}

export function toCGroupinfo({ groups }: CkptHdrGroupinfo): CGroupinfo {
  return { type: 117, len: 16 + 4 * groups.length, ngroups: groups.length, groups, hole: 0 };
}

export function fromCGroupinfo({ ngroups, groups }: Pick<CGroupinfo, "ngroups" | "groups">): CkptHdrGroupinfo {
  return { $name: "ckpt_hdr_groupinfo", ngroups, groups: [...groups] };
}
