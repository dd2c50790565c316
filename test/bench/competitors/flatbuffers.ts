import type { CkptHdrHeader, CkptHdrTask } from "bytewright/ckpt";
import { Builder, ByteBuffer } from "flatbuffers";
import { headerMagic } from "../records/header.ts";
import type { Competitor, Way } from "./competitor.ts";

// Structs of FlatBuffers are laid out as in C. The classes are written as its compiler, which npm does not have, writes
// them; where an offset is odd their bytes are read one by one, so that alignment does not matter.

class TaskStruct {
  bb: ByteBuffer | null = null;
  bb_pos = 0;
  __init(i: number, bb: ByteBuffer): TaskStruct {
    this.bb_pos = i;
    this.bb = bb;
    return this;
  }
  state(): number {
    return this.bb!.readUint32(this.bb_pos + 8);
  }
  exitState(): number {
    return this.bb!.readUint32(this.bb_pos + 12);
  }
  exitCode(): number {
    return this.bb!.readUint32(this.bb_pos + 16);
  }
  exitSignal(): number {
    return this.bb!.readUint32(this.bb_pos + 20);
  }
  setChildTid(): bigint {
    return this.bb!.readUint64(this.bb_pos + 24);
  }
  clearChildTid(): bigint {
    return this.bb!.readUint64(this.bb_pos + 32);
  }
  unpack(): CkptHdrTask {
    return {
      $name: "ckpt_hdr_task",
      state: this.state(),
      exit_state: this.exitState(),
      exit_code: this.exitCode(),
      exit_signal: this.exitSignal(),
      set_child_tid: this.setChildTid(),
      clear_child_tid: this.clearChildTid(),
    };
  }
  static create(builder: Builder, value: CkptHdrTask): number {
    builder.prep(8, 40);
    builder.writeInt64(value.clear_child_tid);
    builder.writeInt64(value.set_child_tid);
    builder.writeInt32(value.exit_signal);
    builder.writeInt32(value.exit_code);
    builder.writeInt32(value.exit_state);
    builder.writeInt32(value.state);
    builder.writeInt32(40);
    builder.writeInt32(101);
    return builder.offset();
  }
}

class HeaderStruct {
  bb: ByteBuffer | null = null;
  bb_pos = 0;
  __init(i: number, bb: ByteBuffer): HeaderStruct {
    this.bb_pos = i;
    this.bb = bb;
    return this;
  }
  unpack(): CkptHdrHeader {
    const bb = this.bb!;
    const at = this.bb_pos;
    return {
      $name: "ckpt_hdr_header",
      magic: bb.readUint64(at + 8),
      major: bb.readUint16(at + 18),
      minor: bb.readUint16(at + 20),
      patch: bb.readUint16(at + 22),
      rev: bb.readUint16(at + 24),
      constants: {
        task_comm_len: bb.readUint16(at + 32),
        uts_release_len: bb.readUint16(at + 34),
        uts_version_len: bb.readUint16(at + 36),
        uts_machine_len: bb.readUint16(at + 38),
      },
      time: bb.readUint64(at + 40),
      uflags: bb.readUint64(at + 48),
    };
  }
  static create(builder: Builder, { constants, ...value }: CkptHdrHeader): number {
    builder.prep(8, 56);
    builder.writeInt64(value.uflags);
    builder.writeInt64(value.time);
    builder.writeInt16(constants.uts_machine_len);
    builder.writeInt16(constants.uts_version_len);
    builder.writeInt16(constants.uts_release_len);
    builder.writeInt16(constants.task_comm_len);
    builder.pad(6);
    builder.writeInt16(value.rev);
    builder.writeInt16(value.patch);
    builder.writeInt16(value.minor);
    builder.writeInt16(value.major);
    builder.pad(2);
    builder.writeInt64(headerMagic);
    builder.writeInt32(56);
    builder.writeInt32(1);
    return builder.offset();
  }
}

interface StructClass<T> {
  new (): { __init(i: number, bb: ByteBuffer): { unpack(): T } };
  create(builder: Builder, value: T): number;
}

function wayOf<T>(Class: StructClass<T>, size: number): Way<T, T, T> {
  const builder = new Builder(1024);
  const built = (value: T) => {
    builder.clear();
    const start = builder.dataBuffer().capacity() - Class.create(builder, value);
    return builder
      .dataBuffer()
      .bytes()
      .subarray(start, start + size);
  };
  return {
    decoder(bytes) {
      const bb = new ByteBuffer(bytes);
      const struct = new Class();
      return (_, at) => struct.__init(at, bb).unpack();
    },
    encoder: () => (value, bytes, at) => bytes.set(built(value), at),
    encode: (value) => built(value).slice(),
  };
}

/** Structs, unpacked. Its lists need a table around them, in a format of its own. */
export const flatbuffers: Competitor = {
  task: wayOf(TaskStruct, 40),
  header: wayOf(HeaderStruct, 56),
};
