import { anonymousUnion, enumeration, s32, u16, u32, u64 } from "../dsl/index.ts";
import { alignedRecord, CkptHdrType } from "./hdr.ts";

/**
 * Source: `struct ckpt_hdr_mm` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2; what follows it,
 * `checkpoint_mm` of linux-cr.
 */
export const ckptHdrMm = alignedRecord("ckpt_hdr_mm", {
  doc: "An address space. A BUFFER with the auxiliary vector as u64s, the mappings, and MM_CONTEXT follow.",
  type: CkptHdrType.CKPT_HDR_MM,
  fields: {
    map_count: u32.doc("Number of mappings."),
    exe_objref: s32.doc("Object number of the program's file, or 0."),
    def_flags: u64.hex().doc("Flags that new mappings get: VM_LOCKED after mlockall(2)."),
    flags: u64.hex().doc("Flags of the address space: what a core dump holds."),
    start_code: u64.address().doc("Start of the program's code."),
    end_code: u64.address().doc("End of the program's code."),
    start_data: u64.address().doc("Start of the program's data."),
    end_data: u64.address().doc("End of the program's data."),
    start_brk: u64.address().doc("Start of the heap that brk(2) moves the end of."),
    brk: u64.address().doc("End of that heap."),
    start_stack: u64.address().doc("Start of the stack."),
    arg_start: u64.address().doc("Start of the program's arguments."),
    arg_end: u64.address().doc("End of the program's arguments."),
    env_start: u64.address().doc("Start of the environment."),
    env_end: u64.address().doc("End of the environment."),
  },
});

/** Source: `enum vma_type`, same file. */
export const VmaType = enumeration(
  "vma_type",
  {
    CKPT_VMA_IGNORE: { value: 0, doc: "No mapping." },
    CKPT_VMA_VDSO: { value: 1, doc: "The kernel's own page, the vDSO." },
    CKPT_VMA_ANON: { value: 2, doc: "Private memory." },
    CKPT_VMA_FILE: { value: 3, doc: "A file, private." },
    CKPT_VMA_SHM_ANON: { value: 4, doc: "Shared memory." },
    CKPT_VMA_SHM_ANON_SKIP: { value: 5, doc: "Shared memory whose contents came with another mapping." },
    CKPT_VMA_SHM_FILE: { value: 6, doc: "A file, shared: its contents are in the file." },
    CKPT_VMA_SHM_IPC: { value: 7, doc: "A System V segment." },
    CKPT_VMA_SHM_IPC_SKIP: { value: 8, doc: "A System V segment whose contents came elsewhere." },
    CKPT_VMA_HUGETLB: { value: 9, doc: "Huge pages." },
    CKPT_VMA_HUGETLB_SKIP: { value: 10, doc: "Huge pages whose contents came with another mapping." },
  },
  { doc: "Kinds of mappings." },
);

/** Source: `struct ckpt_hdr_vma`, same file. */
export const ckptHdrVma = alignedRecord("ckpt_hdr_vma", {
  doc: "One mapping of an address space. Where its contents are saved, they follow.",
  type: CkptHdrType.CKPT_HDR_VMA,
  fields: {
    vma_type: u32.enum(VmaType).doc("What kind of mapping it is."),
    vma_objref: s32.doc("Object number of the mapped file, or 0."),
    ino_objref: s32.doc("Object number of the shared memory, or 0."),
    _padding: u32.reserved().doc("Unused."),
    ino_size: u64.doc("Bytes of the shared memory."),
    vm_start: u64.address().doc("First address."),
    vm_end: u64.address().doc("First address behind it."),
    vm_page_prot: u64.hex().doc("Protection as the processor's page tables have it."),
    vm_flags: u64.hex().doc("The kernel's VM_ flags."),
    vm_pgoff: u64.doc("Where in the file it begins, in pages."),
    hugetlb_shift: u16.doc("Size of its huge pages, as a power of 2 in bytes; 0 if it has none."),
  },
});

/** Source: `struct ckpt_hdr_pgarr`, same file; what follows it, `vma_dump_pages` of linux-cr. */
export const ckptHdrPgarr = alignedRecord("ckpt_hdr_pgarr", {
  doc: "Announces pages. A BUFFER follows: all their addresses, one unsigned long each, then the contents of all.",
  type: CkptHdrType.CKPT_HDR_PGARR,
  fields: { nr_pages: u64.doc("Number of pages; 0 ends the contents of a mapping, and nothing follows.") },
});

/** Source: `struct ckpt_hdr_hpage`, same file. */
export const ckptHdrHpage = alignedRecord("ckpt_hdr_hpage", {
  doc: "Announces the contents of a huge page.",
  type: CkptHdrType.CKPT_HDR_HPAGE,
  fields: {
    _where: anonymousUnion({
      vaddr: u64.address().doc("Its address, if it is private."),
      index: u64.doc("Its place in the shared memory, if it is shared."),
    }),
    shift: u16.doc("Its size, as a power of 2 in bytes."),
  },
});
