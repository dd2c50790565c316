import * as layout from "@solana/buffer-layout";
import {
  type CGroupinfo,
  type CHeader,
  type CTask,
  fromCGroupinfo,
  fromCHeader,
  fromCTask,
  numbers,
  toCGroupinfo,
  toCHeader,
  toCTask,
} from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

function wayOf<T, C>(
  struct: layout.Layout<C>,
  sizeOf: (c: C) => number,
  plain: (c: C) => T,
  given: (value: T) => C,
): Way<T, C, C> {
  // Given anything else than a Buffer, it would make one for each call.
  const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => Buffer.from(buffer, byteOffset, byteLength);
  return {
    decoder(bytes) {
      const buffer = bufferOf(bytes);
      return (_, at) => struct.decode(buffer, at);
    },
    encoder(bytes) {
      const buffer = bufferOf(bytes);
      return (value, _, at) => struct.encode(value, buffer, at);
    },
    encode(value) {
      const bytes = Buffer.alloc(sizeOf(value));
      struct.encode(value, bytes, 0);
      return bytes;
    },
    plain,
    given,
  };
}

type Field = layout.Layout<never>;

function structOf<C>(fields: readonly unknown[], name?: string): layout.Layout<C> {
  return layout.struct<C>(fields as Field[], name);
}

const { u16, u32, nu64 } = layout;

const task = structOf<CTask<number>>([
  ...["type", "len", "state", "exit_state", "exit_code", "exit_signal"].map((name) => u32(name)),
  nu64("set_child_tid"),
  nu64("clear_child_tid"),
]);

const constants = ["task_comm_len", "uts_release_len", "uts_version_len", "uts_machine_len"].map((name) => u16(name));

const header = structOf<CHeader<number>>([
  u32("type"),
  u32("len"),
  nu64("magic"),
  ...["padding", "major", "minor", "patch", "rev", "hole16"].map((name) => u16(name)),
  u32("hole32"),
  structOf(constants, "constants"),
  nu64("time"),
  nu64("uflags"),
]);

const ngroups = u32("ngroups");

const groupinfo = structOf<CGroupinfo>([
  u32("type"),
  u32("len"),
  ngroups,
  layout.seq(u32(), layout.offset(ngroups, -4), "groups"),
  u32("hole"),
]);

/** Its 64-bit integers are numbers, exact up to 2^53. */
export const bufferLayout: Competitor = {
  task: wayOf(
    task,
    () => 40,
    (c) => fromCTask(c, numbers),
    (value) => toCTask(value, numbers),
  ),
  header: wayOf(
    header,
    () => 56,
    (c) => fromCHeader(c, numbers),
    (value) => toCHeader(value, numbers),
  ),
  groupinfo: wayOf(groupinfo, ({ len }) => len, fromCGroupinfo, toCGroupinfo),
};
