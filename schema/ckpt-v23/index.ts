import { type FamilyDefinition, family, recordsIn } from "../dsl/index.ts";
import * as credentials from "./credentials.ts";
import * as files from "./files.ts";
import { CkptHdrType, ckptHdr } from "./hdr.ts";
import * as image from "./image.ts";
import * as inet from "./inet.ts";
import * as ipc from "./ipc.ts";
import * as memory from "./memory.ts";
import * as namespaces from "./namespaces.ts";
import * as network from "./network.ts";
import * as objects from "./objects.ts";
import { openFiles } from "./open-files.ts";
import * as pids from "./pids.ts";
import * as signals from "./signals.ts";
import * as sockets from "./sockets.ts";
import * as task from "./task.ts";
import * as terminals from "./terminals.ts";
import * as x86 from "./x86.ts";

/** Source: the records of user-cr, ckpt-v23-rc2, as the kernels of that version write them on x86. */
export const ckptV23: FamilyDefinition = family("ckpt_v23", {
  doc: "The Linux checkpoint/restart image of linux-cr, version 23, on x86: format revision 6.",
  header: ckptHdr,
  member: "h",
  type: "type",
  types: CkptHdrType,
  length: { field: "len" },
  byteOrder: { record: "ckpt_hdr_header", field: "magic" },
  records: recordsIn(
    credentials,
    files,
    image,
    inet,
    ipc,
    memory,
    namespaces,
    network,
    objects,
    openFiles,
    pids,
    signals,
    sockets,
    task,
    terminals,
    x86,
  ),
});

export { CkptConstant } from "./constants.ts";
// structs that no record of the image holds or announces by itself
export { ckptNetdevAddr } from "./network.ts";
export { ckptPids } from "./pids.ts";
