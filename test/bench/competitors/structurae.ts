import { View } from "structurae";
import { bigints, type CHeader, type CTask, fromCHeader, fromCTask, toCHeader, toCTask } from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

type Schema = Parameters<View["create"]>[0];
type Properties = { readonly [name: string]: object };

const views = new View();

function wayOf<T, C>($id: string, properties: Properties, plain: (c: C) => T, given: (value: T) => C): Way<T, C, C> {
  const Class = views.create<C>({ $id, type: "object", properties } as unknown as Schema as never);
  return {
    decoder(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return (_, at) => Class.decode(view, at);
    },
    encoder(bytes) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return (value, _, at) => Class.encode(value, view, at);
    },
    encode(value) {
      const { buffer, byteOffset, byteLength } = Class.from(value) as unknown as DataView;
      return new Uint8Array(buffer, byteOffset, byteLength);
    },
    plain,
    given,
  };
}

const u16 = { type: "integer", btype: "uint16" };
const u32 = { type: "integer", btype: "uint32" };
const u64 = { type: "integer", btype: "biguint64" };

const task = {
  type: u32,
  len: u32,
  state: u32,
  exit_state: u32,
  exit_code: u32,
  exit_signal: u32,
  set_child_tid: u64,
  clear_child_tid: u64,
};

const constants = {
  $id: "Constants",
  type: "object",
  properties: { task_comm_len: u16, uts_release_len: u16, uts_version_len: u16, uts_machine_len: u16 },
};

const header = {
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
  constants,
  time: u64,
  uflags: u64,
};

/** Its lists are of a fixed length, or laid out in a way of their own. */
export const structurae: Competitor = {
  task: wayOf(
    "Task",
    task,
    (c: CTask) => fromCTask(c, bigints),
    (value) => toCTask(value, bigints),
  ),
  header: wayOf(
    "Header",
    header,
    (c: CHeader) => fromCHeader(c, bigints),
    (value) => toCHeader(value, bigints),
  ),
};
