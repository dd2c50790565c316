import { bytes, enumeration, nested, record, s32, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, alignedStruct, CkptHdrType, ckptHdr } from "./hdr.ts";

/** Source: `enum file_type` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const FileType = enumeration(
  "file_type",
  {
    CKPT_FILE_IGNORE: { value: 0, doc: "No file." },
    CKPT_FILE_GENERIC: { value: 1, doc: "A file or directory that is opened by its path." },
    CKPT_FILE_PIPE: { value: 2, doc: "One end of a pipe." },
    CKPT_FILE_FIFO: { value: 3, doc: "A named pipe." },
    CKPT_FILE_SOCKET: { value: 4, doc: "A socket." },
    CKPT_FILE_TTY: { value: 5, doc: "A terminal." },
    CKPT_FILE_EPOLL: { value: 6, doc: "An epoll file; what it watches comes in EPOLL_ITEMS." },
    CKPT_FILE_EVENTFD: { value: 7, doc: "An event counter." },
    CKPT_FILE_MAX: { value: 8, doc: "How many kinds there are." },
  },
  { doc: "Kinds of open files." },
);

/** Source: `struct ckpt_hdr_file`, same file. */
export const ckptHdrFile = alignedStruct("ckpt_hdr_file", {
  doc: "What all open files have.",
  fields: {
    h: nested(ckptHdr).doc("The record's header."),
    f_type: u32.enum(FileType).doc("What kind of file it is, and so which record this is."),
    f_mode: u32.hex().doc("How the kernel may use it: bits of fmode_t."),
    f_flags: u32.hex().doc("Flags of open(2)."),
    f_credref: s32.doc("Object number of the credentials it was opened with."),
    f_pos: u64.doc("Position, in bytes from the start; a signed number stored as unsigned."),
    f_version: u64.doc("The kernel's count of changes, for file systems that keep one."),
    f_secref: s32.doc("Object number of the security context, or 0."),
  },
});

const ofFile = { type: CkptHdrType.CKPT_HDR_FILE, header: "common.h", align: 8 } as const;
const common = nested(ckptHdrFile).doc("What all open files have.");

/** Source: `struct ckpt_hdr_file_generic`, same file; what follows it, `generic_file_checkpoint` of linux-cr. */
export const ckptHdrFileGeneric = record("ckpt_hdr_file_generic", {
  doc: "A file or directory that is opened by its path, which follows as a FILE_NAME.",
  ...ofFile,
  when: { field: "common.f_type", values: [FileType.CKPT_FILE_GENERIC] },
  followers: [{ name: "path", record: "ckpt_hdr_file_name", as: "text" }],
  fields: { common },
});

/** Source: `struct ckpt_hdr_file_pipe`, same file; what follows it, `pipe_file_checkpoint` of linux-cr. */
export const ckptHdrFilePipe = record("ckpt_hdr_file_pipe", {
  doc: "A pipe, or a named one, whose path follows as a FILE_NAME. Behind the first end of each comes its PIPE_BUF.",
  ...ofFile,
  when: { field: "common.f_type", values: [FileType.CKPT_FILE_PIPE, FileType.CKPT_FILE_FIFO] },
  fields: {
    common,
    pipe_objref: s32.doc("Object number of the pipe, which its ends share."),
  },
});

/** Source: CKPT_HDR_PIPE_BUF, same file; `checkpoint_pipe` of linux-cr. No struct of its own in C. */
export const ckptHdrPipeBuf = record("ckpt_hdr_pipe_buf", {
  doc: "What has been written to a pipe and not read yet.",
  type: CkptHdrType.CKPT_HDR_PIPE_BUF,
  fields: { payload: bytes().doc("The bytes in the pipe, the oldest first.") },
});

/** Source: `struct ckpt_hdr_file_eventfd`, same file. */
export const ckptHdrFileEventfd = record("ckpt_hdr_file_eventfd", {
  doc: "An event counter: eventfd(2).",
  ...ofFile,
  when: { field: "common.f_type", values: [FileType.CKPT_FILE_EVENTFD] },
  fields: {
    common,
    count: u64.doc("The counter's value."),
    flags: u32.hex().doc("Flags of eventfd(2)."),
  },
});

/** Source: `struct ckpt_hdr_file_socket`, same file. */
export const ckptHdrFileSocket = record("ckpt_hdr_file_socket", {
  doc: "An open socket.",
  ...ofFile,
  when: { field: "common.f_type", values: [FileType.CKPT_FILE_SOCKET] },
  fields: {
    common,
    sock_objref: s32.doc("Object number of the socket."),
  },
});

/** Source: `struct ckpt_hdr_file_tty`, same file. */
export const ckptHdrFileTty = record("ckpt_hdr_file_tty", {
  doc: "An open terminal.",
  ...ofFile,
  when: { field: "common.f_type", values: [FileType.CKPT_FILE_TTY] },
  fields: {
    common,
    tty_objref: s32.doc("Object number of the terminal."),
  },
});

/** Source: `ep_eventpoll_checkpoint` of linux-cr: C writes such files as the struct that the other records hold. */
export const ckptHdrFileOther = alignedRecord("ckpt_hdr_file", {
  doc: "An open file of a kind that has nothing of its own: CKPT_FILE_EPOLL.",
  type: CkptHdrType.CKPT_HDR_FILE,
  header: "h",
  fields: ckptHdrFile.fields,
});

/** The records of open files, as messages name their kinds. */
export const openFiles = [
  ckptHdrFileGeneric,
  ckptHdrFilePipe,
  ckptHdrFileEventfd,
  ckptHdrFileSocket,
  ckptHdrFileTty,
  ckptHdrFileOther,
  ckptHdrPipeBuf,
];
