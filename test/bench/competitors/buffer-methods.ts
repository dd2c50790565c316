import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import type { CkptHdrGroupinfo } from "bytewright/ckpt-v23";
import { headerMagic } from "../records/header.ts";
import type { Competitor, Way } from "./competitor.ts";

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function writeTask(buffer: Buffer, at: number, value: CkptHdrTask): void {
  buffer.writeUInt32LE(101, at);
  buffer.writeUInt32LE(40, at + 4);
  buffer.writeUInt32LE(value.state, at + 8);
  buffer.writeUInt32LE(value.exit_state, at + 12);
  buffer.writeUInt32LE(value.exit_code, at + 16);
  buffer.writeUInt32LE(value.exit_signal, at + 20);
  buffer.writeBigUInt64LE(value.set_child_tid, at + 24);
  buffer.writeBigUInt64LE(value.clear_child_tid, at + 32);
}

const task: Way<CkptHdrTask, CkptHdrTask, CkptHdrTask> = {
  decoder(bytes) {
    const buffer = bufferOf(bytes);
    return (_, at) => ({
      $name: "ckpt_hdr_task",
      state: buffer.readUInt32LE(at + 8),
      exit_state: buffer.readUInt32LE(at + 12),
      exit_code: buffer.readUInt32LE(at + 16),
      exit_signal: buffer.readUInt32LE(at + 20),
      set_child_tid: buffer.readBigUInt64LE(at + 24),
      clear_child_tid: buffer.readBigUInt64LE(at + 32),
    });
  },
  encoder(bytes) {
    const buffer = bufferOf(bytes);
    return (value, _, at) => writeTask(buffer, at, value);
  },
  encode(value) {
    const buffer = Buffer.alloc(40);
    writeTask(buffer, 0, value);
    return buffer;
  },
};

function writeHeader(buffer: Buffer, at: number, value: CkptHdrHeader): void {
  buffer.writeUInt32LE(1, at);
  buffer.writeUInt32LE(56, at + 4);
  buffer.writeBigUInt64LE(headerMagic, at + 8);
  buffer.writeUInt16LE(value.major, at + 18);
  buffer.writeUInt16LE(value.minor, at + 20);
  buffer.writeUInt16LE(value.patch, at + 22);
  buffer.writeUInt16LE(value.rev, at + 24);
  buffer.writeUInt16LE(value.constants.task_comm_len, at + 32);
  buffer.writeUInt16LE(value.constants.uts_release_len, at + 34);
  buffer.writeUInt16LE(value.constants.uts_version_len, at + 36);
  buffer.writeUInt16LE(value.constants.uts_machine_len, at + 38);
  buffer.writeBigUInt64LE(value.time, at + 40);
  buffer.writeBigUInt64LE(value.uflags, at + 48);
}

const header: Way<CkptHdrHeader, CkptHdrHeader, CkptHdrHeader> = {
  decoder(bytes) {
    const buffer = bufferOf(bytes);
    return (_, at) => ({
      $name: "ckpt_hdr_header",
      magic: buffer.readBigUInt64LE(at + 8),
      major: buffer.readUInt16LE(at + 18),
      minor: buffer.readUInt16LE(at + 20),
      patch: buffer.readUInt16LE(at + 22),
      rev: buffer.readUInt16LE(at + 24),
      constants: {
        task_comm_len: buffer.readUInt16LE(at + 32),
        uts_release_len: buffer.readUInt16LE(at + 34),
        uts_version_len: buffer.readUInt16LE(at + 36),
        uts_machine_len: buffer.readUInt16LE(at + 38),
      },
      time: buffer.readBigUInt64LE(at + 40),
      uflags: buffer.readBigUInt64LE(at + 48),
    });
  },
  encoder(bytes) {
    const buffer = bufferOf(bytes);
    return (value, _, at) => writeHeader(buffer, at, value);
  },
  encode(value) {
    const buffer = Buffer.alloc(56);
    writeHeader(buffer, 0, value);
    return buffer;
  },
};

function writeGroupinfo(buffer: Buffer, at: number, { groups }: CkptHdrGroupinfo): void {
  buffer.writeUInt32LE(117, at);
  buffer.writeUInt32LE(16 + groups.length * 4, at + 4);
  buffer.writeUInt32LE(groups.length, at + 8);
  for (let i = 0; i < groups.length; i++) buffer.writeUInt32LE(groups[i] as number, at + 12 + i * 4);
}

const groupinfo: Way<CkptHdrGroupinfo, CkptHdrGroupinfo, CkptHdrGroupinfo> = {
  decoder(bytes) {
    const buffer = bufferOf(bytes);
    return (_, at) => {
      const ngroups = buffer.readUInt32LE(at + 8);
      const groups: number[] = [];
      for (let i = 0; i < ngroups; i++) groups.push(buffer.readUInt32LE(at + 12 + i * 4));
      return { $name: "ckpt_hdr_groupinfo", ngroups, groups };
    };
  },
  encoder(bytes) {
    const buffer = bufferOf(bytes);
    return (value, _, at) => writeGroupinfo(buffer, at, value);
  },
  encode(value) {
    const buffer = Buffer.alloc(16 + value.groups.length * 4);
    writeGroupinfo(buffer, 0, value);
    return buffer;
  },
};

/** By hand, with the methods of Node's Buffer, which check each offset and value. */
export const bufferMethods: Competitor = { task, header, groupinfo };
