import * as r from "restructure";
import {
  bigints,
  type CGroupinfo,
  type CHeader,
  type CTask,
  fromCGroupinfo,
  fromCHeader,
  fromCTask,
  toCGroupinfo,
  toCHeader,
  toCTask,
} from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

function wayOf<T, C>(type: r.Struct, plain: (c: C) => T, given: (value: T) => C): Way<T, C, C> {
  return {
    decoder(bytes) {
      const stream = new r.DecodeStream(bytes);
      return (_, at) => {
        stream.pos = at;
        return type.decode(stream) as C;
      };
    },
    encoder(bytes) {
      const stream = new r.EncodeStream(bytes);
      return (value, _, at) => {
        stream.pos = at;
        type.encode(stream, value);
      };
    },
    encode: (value) => type.toBuffer(value),
    plain,
    given,
  };
}

const { uint16le: u16, uint32le: u32 } = r;

/** It has no 64-bit integers, but takes types of one's own. */
const u64: r.Type = {
  size: () => 8,
  decode(stream) {
    const low = stream.readUInt32LE();
    return BigInt(low) | (BigInt(stream.readUInt32LE()) << 32n);
  },
  encode(stream, value) {
    stream.writeUInt32LE(Number((value as bigint) & 0xffff_ffffn));
    stream.writeUInt32LE(Number((value as bigint) >> 32n));
  },
};

const task = new r.Struct({
  type: u32,
  len: u32,
  state: u32,
  exit_state: u32,
  exit_code: u32,
  exit_signal: u32,
  set_child_tid: u64,
  clear_child_tid: u64,
});

const header = new r.Struct({
  type: u32,
  len: u32,
  magic: u64,
  padding: u16,
  major: u16,
  minor: u16,
  patch: u16,
  rev: u16,
  hole16: u16,
  hole32: u32,
  constants: new r.Struct({ task_comm_len: u16, uts_release_len: u16, uts_version_len: u16, uts_machine_len: u16 }),
  time: u64,
  uflags: u64,
});

const groupinfo = new r.Struct({
  type: u32,
  len: u32,
  ngroups: u32,
  groups: new r.Array(u32, "ngroups"),
  hole: u32,
});

export const restructure: Competitor = {
  task: wayOf(
    task,
    (c: CTask) => fromCTask(c, bigints),
    (value) => toCTask(value, bigints),
  ),
  header: wayOf(
    header,
    (c: CHeader) => fromCHeader(c, bigints),
    (value) => toCHeader(value, bigints),
  ),
  groupinfo: wayOf(groupinfo, (c: CGroupinfo) => fromCGroupinfo(c), toCGroupinfo),
};
