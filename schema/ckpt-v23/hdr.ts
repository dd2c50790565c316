import { alignedTo, enumeration, u32 } from "../dsl/index.ts";

/** Source: `enum` in include/linux/checkpoint_hdr.h and include/asm-x86/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const CkptHdrType = enumeration(
  "ckpt_hdr_type",
  {
    CKPT_HDR_HEADER: { value: 1, doc: "Opens an image." },
    CKPT_HDR_HEADER_ARCH: { value: 2, doc: "What the processor can do; comes after the header." },
    CKPT_HDR_CONTAINER: { value: 3, doc: "Configuration that the whole container shares." },
    CKPT_HDR_BUFFER: { value: 4, doc: "Bytes whose meaning follows from where they stand." },
    CKPT_HDR_STRING: { value: 5, doc: "Text whose meaning follows from where it stands." },
    CKPT_HDR_OBJREF: { value: 6, doc: "Announces a shared object and the number it is known by from here on." },
    CKPT_HDR_LSM_INFO: { value: 7, doc: "What the security module says of its policy." },
    CKPT_HDR_SECURITY: { value: 8, doc: "A security context." },

    CKPT_HDR_PIDS: { value: 101, doc: "All process identifiers in the image." },
    CKPT_HDR_TREE: { value: 102, doc: "The tasks and how they are related." },
    CKPT_HDR_TASK: { value: 103, doc: "One task." },
    CKPT_HDR_TASK_NS: { value: 104, doc: "A task's set of namespaces." },
    CKPT_HDR_TASK_OBJS: { value: 105, doc: "The shared objects that a task uses." },
    CKPT_HDR_RESTART_BLOCK: { value: 106, doc: "How to continue a system call that was interrupted." },
    CKPT_HDR_THREAD: { value: 107, doc: "A task's thread state on its architecture." },
    CKPT_HDR_CPU: { value: 108, doc: "A task's registers." },
    CKPT_HDR_NS: { value: 109, doc: "A set of namespaces." },
    CKPT_HDR_UTS_NS: { value: 110, doc: "A namespace of host names." },
    CKPT_HDR_IPC_NS: { value: 111, doc: "A namespace of System V IPC." },
    CKPT_HDR_MNT_NS: { value: 112, doc: "A namespace of mounts." },
    CKPT_HDR_CAPABILITIES: { value: 113, doc: "Capabilities." },
    CKPT_HDR_USER_NS: { value: 114, doc: "A namespace of users." },
    CKPT_HDR_CRED: { value: 115, doc: "Credentials." },
    CKPT_HDR_USER: { value: 116, doc: "A user." },
    CKPT_HDR_GROUPINFO: { value: 117, doc: "Supplementary groups." },
    CKPT_HDR_TASK_CREDS: { value: 118, doc: "Which credentials a task has." },

    CKPT_HDR_CPU_FPU: { value: 201, doc: "A task's floating-point state." },
    CKPT_HDR_MM_CONTEXT_LDT: { value: 202, doc: "An address space's local descriptor table." },

    CKPT_HDR_FILE_TABLE: { value: 301, doc: "A table of file descriptors." },
    CKPT_HDR_FILE_DESC: { value: 302, doc: "One file descriptor." },
    CKPT_HDR_FILE_NAME: { value: 303, doc: "A path." },
    CKPT_HDR_FILE: { value: 304, doc: "An open file." },
    CKPT_HDR_PIPE_BUF: { value: 305, doc: "What is in a pipe." },
    CKPT_HDR_TTY: { value: 306, doc: "A terminal." },
    CKPT_HDR_TTY_LDISC: { value: 307, doc: "A terminal's line discipline." },
    CKPT_HDR_EPOLL_ITEMS: { value: 308, doc: "What an epoll file watches." },

    CKPT_HDR_MM: { value: 401, doc: "An address space." },
    CKPT_HDR_VMA: { value: 402, doc: "One mapping of an address space." },
    CKPT_HDR_PGARR: { value: 403, doc: "Announces the contents of pages." },
    CKPT_HDR_HPAGE: { value: 404, doc: "Announces the contents of a huge page." },
    CKPT_HDR_MM_CONTEXT: { value: 405, doc: "An address space's state on its architecture." },
    CKPT_HDR_FS: { value: 451, doc: "A task's root and working directory." },

    CKPT_HDR_IPC: { value: 501, doc: "Announces the System V objects of one kind." },
    CKPT_HDR_IPC_SHM: { value: 502, doc: "A shared memory segment." },
    CKPT_HDR_IPC_MSG: { value: 503, doc: "A message queue." },
    CKPT_HDR_IPC_MSG_MSG: { value: 504, doc: "A message in a queue." },
    CKPT_HDR_IPC_SEM: { value: 505, doc: "A set of semaphores." },
    CKPT_HDR_TASK_SEM_UNDO_LIST: { value: 506, doc: "Announces a list of semaphore adjustments." },
    CKPT_HDR_TASK_SEM_UNDO: { value: 507, doc: "The adjustments of one set of semaphores." },

    CKPT_HDR_SIGHAND: { value: 601, doc: "A table of signal handlers." },
    CKPT_HDR_SIGNAL: {
      value: 602,
      doc: "What the threads of a process share beside handlers: limits, timers, terminal.",
    },
    CKPT_HDR_SIGNAL_TASK: { value: 603, doc: "The signals that a task blocks." },
    CKPT_HDR_SIGPENDING: { value: 604, doc: "Signals that wait to be delivered." },

    CKPT_HDR_SOCKET: { value: 701, doc: "A socket." },
    CKPT_HDR_SOCKET_QUEUE: { value: 702, doc: "Announces the buffers in a socket's queue." },
    CKPT_HDR_SOCKET_BUFFER: { value: 703, doc: "One buffer of a socket's queue." },
    CKPT_HDR_SOCKET_FRAG: { value: 704, doc: "A part of a buffer that is in a page of its own." },
    CKPT_HDR_SOCKET_UNIX: { value: 705, doc: "What is particular to a Unix socket." },
    CKPT_HDR_SOCKET_INET: { value: 706, doc: "What is particular to an Internet socket." },
    CKPT_HDR_NET_NS: { value: 707, doc: "A namespace of networks." },
    CKPT_HDR_NETDEV: { value: 708, doc: "A network device." },
    CKPT_HDR_NETDEV_ADDR: { value: 709, doc: "Addresses of a network device." },

    CKPT_HDR_TAIL: { value: 9001, doc: "Closes an image." },
    CKPT_HDR_ERROR: { value: 9999, doc: "The checkpoint failed; the reason follows." },
  },
  { doc: "Types of the records in an image. 201 to 299 belong to the architecture, here x86." },
);

/** The format's own structs are `__attribute__((aligned(8)))`; those of other headers, and what is no struct, are not. */
export const { record: alignedRecord, struct: alignedStruct } = alignedTo(8);

/** Source: `struct ckpt_hdr` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdr = alignedStruct("ckpt_hdr", {
  doc: "Stands in front of every record.",
  fields: {
    type: u32.enum(CkptHdrType).doc("What kind of record this is."),
    len: u32.doc("Bytes of the whole record, this header included."),
  },
});
