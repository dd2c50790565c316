import { Parser } from "binary-parser";
import {
  bigints,
  type CGroupinfo,
  type CHeader,
  type CTask,
  fromCGroupinfo,
  fromCHeader,
  fromCTask,
} from "../records/c-shape.ts";
import type { Competitor, Way } from "./competitor.ts";

/** It parses from the start of its bytes only. */
function decodes<T, C>(parser: Parser, plain: (c: C) => T): Way<T, C> {
  return { decoder: () => (bytes, at) => parser.parse(bytes.subarray(at)) as C, plain };
}

const hdr = () => new Parser().endianness("little").uint32("type").uint32("len");

const task = hdr()
  .uint32("state")
  .uint32("exit_state")
  .uint32("exit_code")
  .uint32("exit_signal")
  .uint64("set_child_tid")
  .uint64("clear_child_tid");

const constants = new Parser()
  .endianness("little")
  .uint16("task_comm_len")
  .uint16("uts_release_len")
  .uint16("uts_version_len")
  .uint16("uts_machine_len");

const header = hdr()
  .uint64("magic")
  .seek(2)
  .uint16("major")
  .uint16("minor")
  .uint16("patch")
  .uint16("rev")
  .seek(6)
  .nest("constants", { type: constants })
  .uint64("time")
  .uint64("uflags");

const groupinfo = hdr().uint32("ngroups").array("groups", { type: "uint32le", length: "ngroups" });

export const binaryParser: Competitor = {
  task: decodes(task, (c: CTask) => fromCTask(c, bigints)),
  header: decodes(header, (c: CHeader) => fromCHeader(c, bigints)),
  groupinfo: decodes(groupinfo, (c: CGroupinfo) => fromCGroupinfo(c)),
};
