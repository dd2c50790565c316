import { type Codec, getArrayCodec, getStructCodec, getU16Codec, getU32Codec, getU64Codec } from "@solana/codecs";
import { bigints, type CHeader, type CTask, fromCHeader, fromCTask, toCHeader, toCTask } from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

function wayOf<T, C>(codec: Codec<C>, plain: (c: C) => T, given: (value: T) => C): Way<T, C, C> {
  return {
    decoder: () => (bytes, at) => codec.decode(bytes, at),
    encoder: () => (value, bytes, at) => codec.write(value, bytes, at),
    encode: (value) => codec.encode(value) as Uint8Array,
    plain,
    given,
  };
}

const u16 = getU16Codec();
const u32 = getU32Codec();
const u64 = getU64Codec();

const task = getStructCodec([
  ["type", u32],
  ["len", u32],
  ["state", u32],
  ["exit_state", u32],
  ["exit_code", u32],
  ["exit_signal", u32],
  ["set_child_tid", u64],
  ["clear_child_tid", u64],
]);

const constants = getStructCodec([
  ["task_comm_len", u16],
  ["uts_release_len", u16],
  ["uts_version_len", u16],
  ["uts_machine_len", u16],
]);

const header = getStructCodec([
  ["type", u32],
  ["len", u32],
  ["magic", u64],
  ["padding", u16],
  ["major", u16],
  ["minor", u16],
  ["patch", u16],
  ["rev", u16],
  ["hole16", u16],
  ["hole32", u32],
  ["constants", constants],
  ["time", u64],
  ["uflags", u64],
]);

/** Its lists have the count in front, which here makes `ngroups` and the list one field. */
const groupinfo = getStructCodec([
  ["type", u32],
  ["len", u32],
  ["groups", getArrayCodec(u32, { size: u32 })],
  ["hole", u32],
]);

type Groupinfo = { type: number; len: number; groups: number[]; hole: number };

export const solanaCodecs: Competitor = {
  task: wayOf(
    task as Codec<CTask>,
    (c) => fromCTask(c, bigints),
    (value) => toCTask(value, bigints),
  ),
  header: wayOf(
    header as Codec<CHeader>,
    (c) => fromCHeader(c, bigints),
    (value) => toCHeader(value, bigints),
  ),
  groupinfo: wayOf(
    groupinfo as Codec<Groupinfo>,
    ({ groups }) => ({ $name: "ckpt_hdr_groupinfo", ngroups: groups.length, groups }),
    ({ groups }) => ({ type: 117, len: 16 + 4 * groups.length, groups: [...groups], hole: 0 }),
  ),
};
