import { CkptTaskPids, CkptV23, type CkptV23RecordInit } from "../../../generated/ckpt-v23/index.ts";
import { encodeRecords } from "../../../src/image/index.ts";
import type { ByteOrder, Family } from "../../../src/wire/index.ts";

const constants = {
  task_comm_len: 16,
  at_vector_size: 44,
  signal_nsig: 64,
  uts_sysname_len: 65,
  uts_nodename_len: 65,
  uts_release_len: 65,
  uts_version_len: 65,
  uts_machine_len: 65,
  uts_domainname_len: 65,
  rlimit_nlimits: 16,
  n_tty_buf_size: 4096,
  tty_termios_nccs: 19,
};

export const tasks = [
  { vpid: 1, vppid: 0, vtgid: 1, vpgid: 1, vsid: 1, depth: 0 },
  { vpid: 2, vppid: 1, vtgid: 2, vpgid: -1, vsid: 1, depth: 1 },
];

/** An image of version 23 with a record of most kinds. */
export function v23Image(byteOrder: ByteOrder = "little"): Uint8Array {
  return encodeRecords(v23(byteOrder), v23Records(byteOrder));
}

/** The family of version 23 in a byte order. */
export function v23(byteOrder: ByteOrder): Family<unknown, CkptV23RecordInit> {
  return byteOrder === "big" ? CkptV23.be : CkptV23;
}

function v23Records(byteOrder: ByteOrder): CkptV23RecordInit[] {
  const struct = byteOrder === "big" ? CkptTaskPids.be : CkptTaskPids;
  return [
    {
      $name: "ckpt_hdr_header",
      arch_id: 2,
      major: 2,
      minor: 6,
      patch: 37,
      constants,
      time: 1292343295n,
      uflags: 0n,
    },
    { $name: "ckpt_hdr_buffer", payload: text("2.6.37-rc5", 65) },
    { $name: "ckpt_hdr_buffer", payload: text("#1 SMP", 65) },
    { $name: "ckpt_hdr_buffer", payload: text("x86_64", 65) },
    { $name: "ckpt_hdr_header_arch", has_fxsr: 1, has_xsave: 0, xstate_size: 512 },
    { $name: "ckpt_hdr_container" },
    { $name: "ckpt_hdr_buffer", payload: text("selinux", 8) },
    { $name: "ckpt_hdr_lsm_info", payload: text("policy 24", 10) },
    { $name: "ckpt_hdr_lsm", ptrref: 1, sectype: 2 },
    { $name: "ckpt_hdr_string", payload: text("user_u:role", 12) },
    { $name: "ckpt_hdr_tree", nr_tasks: 2 },
    { $name: "ckpt_hdr_buffer", payload: Buffer.concat(tasks.map((task) => struct.encode(task))) },
    {
      $name: "ckpt_hdr_task",
      flags: 0x400000,
      state: 1,
      exit_state: 0,
      exit_code: 0,
      exit_signal: 17,
      pdeath_signal: 0,
      set_child_tid: 0n,
      clear_child_tid: 0x7f1234567890n,
      sas_ss_sp: 0n,
      sas_ss_size: 0,
      compat_robust_futex_head_len: 0,
      compat_robust_futex_list: 0,
      robust_futex_head_len: 24,
      robust_futex_list: 0x7f1234567000n,
    },
    { $name: "ckpt_hdr_string", payload: text("bash", 16) },
    { $name: "ckpt_hdr_objref", objtype: 5, objref: 7 },
    {
      $name: "ckpt_hdr_file_generic",
      common: { f_type: 1, f_mode: 0x1d, f_flags: 0x8000, f_credref: 3, f_pos: 42n, f_version: 0n, f_secref: -1 },
    },
    { $name: "ckpt_hdr_file_name", payload: text("/tmp/log", 9) },
    { $name: "ckpt_hdr_file_desc", fd_objref: 7, fd_descriptor: 3, fd_close_on_exec: 1 },
    {
      $name: "ckpt_hdr_vma",
      vma_type: 2,
      vma_objref: 0,
      ino_objref: 0,
      ino_size: 0n,
      vm_start: 0x400000n,
      vm_end: 0x401000n,
      vm_page_prot: 0x25n,
      vm_flags: 0x875n,
      vm_pgoff: 0n,
      hugetlb_shift: 0,
    },
    {
      $name: "ckpt_hdr_netdev",
      netns_ref: 9,
      veth: { this_ref: 10, peer_ref: 11 },
      inet_addrs: 0,
      type: 1,
      flags: 0x43,
      hwaddr: Uint8Array.of(2, 0, 0, 0, 0, 1),
    },
    { $name: "ckpt_hdr_groupinfo", groups: [0, 1000, 4294967295] },
    { $name: "ckpt_hdr_tail" },
  ];
}

/** Text with NULs behind it. */
function text(content: string, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes.set(Buffer.from(content));
  return bytes;
}
