import { array, bytes, flags, struct, u16, u32, u64 } from "../dsl/index.ts";

/**
 * GUID Partition Table: the header, which stands in sector 1 and again in the last one, and the entries that it tells the
 * place of. All is little-endian. Source: UEFI Specification 2.10, 5.3.2 "GPT Header" and 5.3.3 "GPT Partition Entry
 * Array"; C names of Linux, block/partitions/efi.h, where these are `struct _gpt_header` and `struct _gpt_entry`.
 */

export const gptHeader = struct("gpt_header", {
  packed: true,
  fields: {
    signature: u64.hex().constant(0x5452415020494645n).doc('"EFI PART".'),
    revision: u32.hex(),
    header_size: u32.doc("Bytes of which header_crc32 is; what follows them in the sector is zero."),
    header_crc32: u32.hex().doc("Of the header, with 0 in its own place."),
    reserved1: u32.reserved(),
    my_lba: u64,
    alternate_lba: u64.doc("Where the other header is."),
    first_usable_lba: u64,
    last_usable_lba: u64,
    disk_guid: bytes(16).guid(),
    partition_entry_lba: u64,
    num_partition_entries: u32,
    sizeof_partition_entry: u32,
    partition_entry_array_crc32: u32.hex(),
  },
});

/** Bits of `attributes`; those from 48 on are the partition type's own. */
export const GptAttributes = flags("gpt_attributes", {
  required_to_function: 1n,
  no_block_io_protocol: 2n,
  legacy_bios_bootable: 4n,
});

export const gptEntry = struct("gpt_entry", {
  packed: true,
  fields: {
    partition_type_guid: bytes(16).guid().doc("All zero where there is no partition."),
    unique_partition_guid: bytes(16).guid(),
    starting_lba: u64,
    ending_lba: u64.doc("The last sector, which is part of it."),
    attributes: u64.flags(GptAttributes),
    partition_name: array(u16, 36).doc("UTF-16, filled with zeros."),
  },
});
