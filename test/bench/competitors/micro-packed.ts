import * as P from "micro-packed";
import { bigints, type CHeader, type CTask, fromCHeader, fromCTask, toCHeader, toCTask } from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

/** It takes and gives whole arrays of bytes only. */
function wayOf<T, C>(coder: P.CoderType<C>, size: number, plain: (c: C) => T, given: (value: T) => C): Way<T, C, C> {
  return {
    decoder: () => (bytes, at) => coder.decode(bytes.subarray(at, at + size)),
    encoder: () => (value, bytes, at) => bytes.set(coder.encode(value), at),
    encode: (value) => coder.encode(value),
    plain,
    given,
  };
}

const task = P.struct({
  type: P.U32LE,
  len: P.U32LE,
  state: P.U32LE,
  exit_state: P.U32LE,
  exit_code: P.U32LE,
  exit_signal: P.U32LE,
  set_child_tid: P.U64LE,
  clear_child_tid: P.U64LE,
});

const constants = P.struct({
  task_comm_len: P.U16LE,
  uts_release_len: P.U16LE,
  uts_version_len: P.U16LE,
  uts_machine_len: P.U16LE,
});

const header = P.struct({
  type: P.U32LE,
  len: P.U32LE,
  magic: P.U64LE,
  padding: P.U16LE,
  major: P.U16LE,
  minor: P.U16LE,
  patch: P.U16LE,
  rev: P.U16LE,
  hole16: P.U16LE,
  hole32: P.U32LE,
  constants,
  time: P.U64LE,
  uflags: P.U64LE,
});

export const microPacked: Competitor = {
  task: wayOf(
    task as P.CoderType<CTask>,
    40,
    (c) => fromCTask(c, bigints),
    (value) => toCTask(value, bigints),
  ),
  header: wayOf(
    header as P.CoderType<CHeader>,
    56,
    (c) => fromCHeader(c, bigints),
    (value) => toCHeader(value, bigints),
  ),
};
