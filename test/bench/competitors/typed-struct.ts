import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import { Struct } from "typed-struct";
import { bigints, type CHeader, type CTask, fromCHeader, fromCTask, toCHeader, toCTask } from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

const Task = new Struct("Task")
  .UInt32LE("type")
  .UInt32LE("len")
  .UInt32LE("state")
  .UInt32LE("exit_state")
  .UInt32LE("exit_code")
  .UInt32LE("exit_signal")
  .BigUInt64LE("set_child_tid")
  .BigUInt64LE("clear_child_tid")
  .compile();

const Constants = new Struct("Constants")
  .UInt16LE("task_comm_len")
  .UInt16LE("uts_release_len")
  .UInt16LE("uts_version_len")
  .UInt16LE("uts_machine_len")
  .compile();

const Header = new Struct("Header")
  .UInt32LE("type")
  .UInt32LE("len")
  .BigUInt64LE("magic")
  .UInt16LE("padding")
  .UInt16LE("major")
  .UInt16LE("minor")
  .UInt16LE("patch")
  .UInt16LE("rev")
  .UInt16LE("hole16")
  .UInt32LE("hole32")
  .Struct("constants", Constants)
  .BigUInt64LE("time")
  .BigUInt64LE("uflags")
  .compile();

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

const task: Way<CkptHdrTask, CkptHdrTask, CTask> = {
  decoder(bytes) {
    const buffer = bufferOf(bytes);
    return (_, at) => fromCTask(new Task(buffer.subarray(at, at + 40)), bigints);
  },
  encoder(bytes) {
    const buffer = bufferOf(bytes);
    return (value, _, at) => Object.assign(new Task(buffer.subarray(at, at + 40)), value);
  },
  encode: (value) => Task.raw(Object.assign(new Task(), value)),
  given: (value) => toCTask(value, bigints),
};

function assignHeader(target: CHeader, { constants, ...value }: CHeader): void {
  Object.assign(target, value);
  Object.assign(target.constants, constants);
}

const header: Way<CkptHdrHeader, CkptHdrHeader, CHeader> = {
  decoder(bytes) {
    const buffer = bufferOf(bytes);
    return (_, at) => fromCHeader(new Header(buffer.subarray(at, at + 56)), bigints);
  },
  encoder(bytes) {
    const buffer = bufferOf(bytes);
    return (value, _, at) => assignHeader(new Header(buffer.subarray(at, at + 56)), value);
  },
  encode(value) {
    const target = new Header();
    assignHeader(target, value);
    return Header.raw(target);
  },
  given: (value) => toCHeader(value, bigints),
};

/** Its objects read fields when asked: to decode one is to ask for all. It has lists of fixed length only. */
export const typedStruct: Competitor = { task, header };
