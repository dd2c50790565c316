import { bytes, record, u16, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";

/** Source: `struct ckpt_hdr_header_arch` in include/asm-x86/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const ckptHdrHeaderArch = alignedRecord("ckpt_hdr_header_arch", {
  doc: "What the processor can do; one that differs cannot take the image.",
  type: CkptHdrType.CKPT_HDR_HEADER_ARCH,
  fields: {
    has_fxsr: u16.doc("1 if it has FXSAVE, else 0."),
    has_xsave: u16.doc("1 if it has XSAVE, else 0."),
    xstate_size: u16.doc("Bytes of the floating-point state."),
    _pading: u16.reserved().doc("Unused."),
  },
});

/** Source: `struct ckpt_hdr_thread`, same file; its tail, `checkpoint_thread` of linux-cr. */
export const ckptHdrThread = alignedRecord("ckpt_hdr_thread", {
  doc: "A task's thread state on x86.",
  type: CkptHdrType.CKPT_HDR_THREAD,
  fields: {
    sysenter_return: u64.address().doc("Where SYSEXIT returns to."),
    thread_info_flags: u32.hex().doc("Flags of the kernel's thread_info: TIF_ values."),
    gdt_entry_tls_entries: u16.doc("Number of descriptors for thread-local storage."),
    sizeof_tls_array: u16.doc("Bytes of these descriptors."),
    tls_array: bytes("sizeof_tls_array").doc("The descriptors, as the processor has them: 8 bytes each."),
  },
});

/** Source: `struct ckpt_hdr_cpu`, same file. */
export const ckptHdrCpu = alignedRecord("ckpt_hdr_cpu", {
  doc: "A task's registers; those of 32 bits in the same places. If used_math is 1, CPU_FPU follows.",
  type: CkptHdrType.CKPT_HDR_CPU,
  fields: {
    r15: u64.hex().doc("Register r15."),
    r14: u64.hex().doc("Register r14."),
    r13: u64.hex().doc("Register r13."),
    r12: u64.hex().doc("Register r12."),
    bp: u64.hex().doc("Register rbp."),
    bx: u64.hex().doc("Register rbx."),
    r11: u64.hex().doc("Register r11."),
    r10: u64.hex().doc("Register r10."),
    r9: u64.hex().doc("Register r9."),
    r8: u64.hex().doc("Register r8."),
    ax: u64.hex().doc("Register rax."),
    cx: u64.hex().doc("Register rcx."),
    dx: u64.hex().doc("Register rdx."),
    si: u64.hex().doc("Register rsi."),
    di: u64.hex().doc("Register rdi."),
    orig_ax: u64.hex().doc("Number of the system call the task is in; all bits set if in none."),
    ip: u64.address().doc("Address of the next instruction."),
    sp: u64.address().doc("Stack pointer."),
    flags: u64.hex().doc("Register rflags."),
    fs: u64.address().doc("Base address of segment fs."),
    gs: u64.address().doc("Base address of segment gs."),
    fsindex: u16
      .hex()
      .doc("Selector of fs, as the format encodes it: 0x4000 + n is TLS entry n, 0x8000 + n LDT entry n."),
    gsindex: u16.hex().doc("Selector of gs, encoded like fsindex."),
    cs: u16.hex().doc("Selector of cs, encoded like fsindex."),
    ss: u16.hex().doc("Selector of ss, encoded like fsindex."),
    ds: u16.hex().doc("Selector of ds, encoded like fsindex."),
    es: u16.hex().doc("Selector of es, encoded like fsindex."),
    used_math: u32.doc("1 if the task has used floating point, else 0."),
  },
});

/** Source: CKPT_HDR_CPU_FPU, same file; `checkpoint_cpu_fpu` of linux-cr. No struct of its own in C. */
export const ckptHdrCpuFpu = record("ckpt_hdr_cpu_fpu", {
  doc: "A task's floating-point state.",
  type: CkptHdrType.CKPT_HDR_CPU_FPU,
  fields: { payload: bytes().doc("As XSAVE, FXSAVE or FSAVE stores it: xstate_size bytes.") },
});

/** Source: `struct ckpt_hdr_mm_context`, same file; what follows it, `checkpoint_mm_context` of linux-cr. */
export const ckptHdrMmContext = alignedRecord("ckpt_hdr_mm_context", {
  doc: "An address space's state on x86. MM_CONTEXT_LDT follows.",
  type: CkptHdrType.CKPT_HDR_MM_CONTEXT,
  fields: {
    vdso: u64.address().doc("Address of the vDSO."),
    ldt_entry_size: u32.doc("Bytes of an entry of the local descriptor table."),
    nldt: u32.doc("Number of its entries."),
  },
});

/** Source: CKPT_HDR_MM_CONTEXT_LDT, same file. No struct of its own in C. */
export const ckptHdrMmContextLdt = record("ckpt_hdr_mm_context_ldt", {
  doc: "An address space's local descriptor table, empty if it has none.",
  type: CkptHdrType.CKPT_HDR_MM_CONTEXT_LDT,
  fields: { payload: bytes().doc("The descriptors, as the processor has them.") },
});
