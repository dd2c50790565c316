import { type FamilyDefinition, family } from "../dsl/index.ts";
import { ckptHdrContainer, ckptHdrLsmInfo } from "./container.ts";
import {
  ckptHdrCapabilities,
  ckptHdrCred,
  ckptHdrGroupinfo,
  ckptHdrLsm,
  ckptHdrTaskCreds,
  ckptHdrUserStruct,
} from "./credentials.ts";
import { ckptHdrEventpollItems } from "./epoll.ts";
import { ckptHdrFileDesc, ckptHdrFileName, ckptHdrFileTable, ckptHdrFs } from "./files.ts";
import { CkptHdrType, ckptHdr } from "./hdr.ts";
import { ckptHdrHeader } from "./header.ts";
import { ckptHdrSocketInet } from "./inet.ts";
import { ckptHdrIpc, ckptHdrIpcMsg, ckptHdrIpcMsgMsg, ckptHdrIpcns, ckptHdrIpcShm } from "./ipc.ts";
import { ckptHdrHpage, ckptHdrMm, ckptHdrPgarr, ckptHdrVma } from "./memory.ts";
import { ckptHdrMntNs, ckptHdrNetns, ckptHdrNs, ckptHdrTaskNs, ckptHdrUserNs, ckptHdrUtsns } from "./namespaces.ts";
import { ckptHdrNetdev, ckptHdrNetdevAddr } from "./network.ts";
import { ckptHdrObjref } from "./objects.ts";
import {
  ckptHdrFileEventfd,
  ckptHdrFileGeneric,
  ckptHdrFileOther,
  ckptHdrFilePipe,
  ckptHdrFileSocket,
  ckptHdrFileTty,
  ckptHdrPipeBuf,
} from "./open-files.ts";
import { ckptHdrBuffer, ckptHdrError, ckptHdrString } from "./payload.ts";
import { ckptHdrPids, ckptHdrTree } from "./pids.ts";
import { ckptHdrIpcSem, ckptHdrTaskSemUndo, ckptHdrTaskSemUndoList } from "./semaphores.ts";
import { ckptHdrSighand, ckptHdrSignal, ckptHdrSignalTask, ckptHdrSigpending } from "./signals.ts";
import {
  ckptHdrSocket,
  ckptHdrSocketBuffer,
  ckptHdrSocketBufferFrag,
  ckptHdrSocketQueue,
  ckptHdrSocketUnix,
} from "./sockets.ts";
import { ckptHdrTail } from "./tail.ts";
import { ckptHdrRestartBlock, ckptHdrTask, ckptHdrTaskObjs } from "./task.ts";
import { ckptHdrLdiscNTty, ckptHdrTty } from "./terminals.ts";
import {
  ckptHdrCpu,
  ckptHdrCpuFpu,
  ckptHdrHeaderArch,
  ckptHdrMmContext,
  ckptHdrMmContextLdt,
  ckptHdrThread,
} from "./x86.ts";

/** Source: the records of user-cr, ckpt-v23-rc2, as the kernels of that version write them on x86. */
export const ckptV23: FamilyDefinition = family("ckpt_v23", {
  doc: "The Linux checkpoint/restart image of linux-cr, version 23, on x86: format revision 6.",
  header: ckptHdr,
  member: "h",
  type: "type",
  types: CkptHdrType,
  length: { field: "len" },
  byteOrder: { record: "ckpt_hdr_header", field: "magic" },
  records: [
    ckptHdrHeader,
    ckptHdrHeaderArch,
    ckptHdrContainer,
    ckptHdrBuffer,
    ckptHdrString,
    ckptHdrObjref,
    ckptHdrLsmInfo,
    ckptHdrLsm,
    ckptHdrPids,
    ckptHdrTree,
    ckptHdrTask,
    ckptHdrTaskNs,
    ckptHdrTaskObjs,
    ckptHdrRestartBlock,
    ckptHdrThread,
    ckptHdrCpu,
    ckptHdrNs,
    ckptHdrUtsns,
    ckptHdrIpcns,
    ckptHdrMntNs,
    ckptHdrCapabilities,
    ckptHdrUserNs,
    ckptHdrCred,
    ckptHdrUserStruct,
    ckptHdrGroupinfo,
    ckptHdrTaskCreds,
    ckptHdrCpuFpu,
    ckptHdrMmContextLdt,
    ckptHdrFileTable,
    ckptHdrFileDesc,
    ckptHdrFileName,
    ckptHdrFileGeneric,
    ckptHdrFilePipe,
    ckptHdrFileEventfd,
    ckptHdrFileSocket,
    ckptHdrFileTty,
    ckptHdrFileOther,
    ckptHdrPipeBuf,
    ckptHdrTty,
    ckptHdrLdiscNTty,
    ckptHdrEventpollItems,
    ckptHdrMm,
    ckptHdrVma,
    ckptHdrPgarr,
    ckptHdrHpage,
    ckptHdrMmContext,
    ckptHdrFs,
    ckptHdrIpc,
    ckptHdrIpcShm,
    ckptHdrIpcMsg,
    ckptHdrIpcMsgMsg,
    ckptHdrIpcSem,
    ckptHdrTaskSemUndoList,
    ckptHdrTaskSemUndo,
    ckptHdrSighand,
    ckptHdrSignal,
    ckptHdrSignalTask,
    ckptHdrSigpending,
    ckptHdrSocket,
    ckptHdrSocketQueue,
    ckptHdrSocketBuffer,
    ckptHdrSocketBufferFrag,
    ckptHdrSocketUnix,
    ckptHdrSocketInet,
    ckptHdrNetns,
    ckptHdrNetdev,
    ckptHdrNetdevAddr,
    ckptHdrTail,
    ckptHdrError,
  ],
});

export { CkptConstant } from "./constants.ts";
// structs that no record of the image holds or announces by itself
export { ckptNetdevAddr } from "./network.ts";
export { ckptPids } from "./pids.ts";
