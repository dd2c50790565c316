import { type AnySchema, BufferReader, BufferWriter, object, u16, u32 } from "typed-binary";
import {
  type CHeader,
  type CTask,
  fromCHeader,
  fromCTask,
  type Halves,
  halves,
  toCHeader,
  toCTask,
} from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

function wayOf<T, C>(schema: AnySchema, size: number, plain: (c: C) => T, given: (value: T) => C): Way<T, C, C> {
  const write = (value: C, buffer: ArrayBufferLike, byteOffset: number) =>
    schema.write(new BufferWriter(buffer as ArrayBuffer, { byteOffset, endianness: "little" }), value as never);
  return {
    decoder(bytes) {
      const reader = new BufferReader(bytes.buffer as ArrayBuffer, { endianness: "little" });
      return (_, at) => {
        reader.seekTo(at);
        return schema.read(reader) as C;
      };
    },
    encoder(bytes) {
      const writer = new BufferWriter(bytes.buffer as ArrayBuffer, { endianness: "little" });
      return (value, _, at) => {
        writer.seekTo(at);
        schema.write(writer, value as never);
      };
    },
    encode(value) {
      const bytes = new Uint8Array(size);
      write(value, bytes.buffer, 0);
      return bytes;
    },
    plain,
    given,
  };
}

const u64 = object({ low: u32, high: u32 });

const task = object({
  type: u32,
  len: u32,
  state: u32,
  exit_state: u32,
  exit_code: u32,
  exit_signal: u32,
  set_child_tid: u64,
  clear_child_tid: u64,
});

const header = object({
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
  constants: object({ task_comm_len: u16, uts_release_len: u16, uts_version_len: u16, uts_machine_len: u16 }),
  time: u64,
  uflags: u64,
});

/** It has no 64-bit integers: they are two of 32 bits. Nor can a field before a list count it. */
export const typedBinary: Competitor = {
  task: wayOf(
    task,
    40,
    (c: CTask<Halves>) => fromCTask(c, halves),
    (value) => toCTask(value, halves),
  ),
  header: wayOf(
    header,
    56,
    (c: CHeader<Halves>) => fromCHeader(c, halves),
    (value) => toCHeader(value, halves),
  ),
};
