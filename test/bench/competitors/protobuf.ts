import protobuf from "protobufjs";
import {
  type CGroupinfo,
  type CHeader,
  type CTask,
  fromCGroupinfo,
  fromCHeader,
  fromCTask,
  type Integers64,
  toCGroupinfo,
  toCHeader,
  toCTask,
} from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

const schema = `
  syntax = "proto3";
  message Task {
    uint32 state = 1;
    uint32 exit_state = 2;
    uint32 exit_code = 3;
    uint32 exit_signal = 4;
    fixed64 set_child_tid = 5;
    fixed64 clear_child_tid = 6;
  }
  message Constants {
    uint32 task_comm_len = 1;
    uint32 uts_release_len = 2;
    uint32 uts_version_len = 3;
    uint32 uts_machine_len = 4;
  }
  message Header {
    fixed64 magic = 1;
    uint32 major = 2;
    uint32 minor = 3;
    uint32 patch = 4;
    uint32 rev = 5;
    Constants constants = 6;
    fixed64 time = 7;
    fixed64 uflags = 8;
  }
  message Groupinfo {
    uint32 ngroups = 1;
    repeated uint32 groups = 2;
  }`;

const { root } = protobuf.parse(schema, { keepCase: true });

type Long = protobuf.Long;

const { fromString } = protobuf.util.Long as unknown as { fromString(digits: string, unsigned: boolean): Long };

const longs: Integers64<Long> = {
  of: (value) => fromString(String(value), true),
  big: (value) => BigInt(String(value)),
};

/** The same fields in its own format, each message behind its length, so that it is known where it ends. */
function wayOf<T, C>(
  name: string,
  slot: number,
  plain: (c: C) => T,
  given: (value: T) => C,
): Way<T, C, protobuf.Message> {
  const type = root.lookupType(name);
  const messageOf = (value: T) => type.create(given(value) as { [field: string]: unknown });
  const encode = (value: protobuf.Message) => type.encodeDelimited(value).finish();
  return {
    own: { slot, write: (value, bytes, at) => bytes.set(encode(messageOf(value)), at) },
    decoder(bytes) {
      const reader = protobuf.Reader.create(bytes);
      return (_, at) => {
        reader.pos = at;
        return type.decodeDelimited(reader) as unknown as C;
      };
    },
    encoder: () => (value, bytes, at) => bytes.set(encode(value), at),
    encode,
    // A field that is 0 is not written, and comes from the prototype of the message.
    plain: (c) => plain(type.toObject(c as unknown as protobuf.Message, { defaults: true }) as C),
    given: messageOf,
  };
}

export const protobufjs: Competitor = {
  task: wayOf(
    "Task",
    40,
    (c: CTask<Long>) => fromCTask(c, longs),
    (value) => toCTask(value, longs),
  ),
  header: wayOf(
    "Header",
    56,
    (c: CHeader<Long>) => fromCHeader(c, longs),
    (value) => toCHeader(value, longs),
  ),
  groupinfo: wayOf("Groupinfo", 80, (c: CGroupinfo) => fromCGroupinfo(c), toCGroupinfo),
};
