import {
  array,
  bytes,
  char,
  type FamilyDefinition,
  type Field,
  type Fields,
  family,
  type RecordDefinition,
  record,
  records,
  s64,
  struct,
  u8,
  u16,
  u32,
} from "../dsl/index.ts";

/** Source of all here: PCAP Next Generation (pcapng) Capture File Format, draft-ietf-opsawg-pcapng. Section 3.5 "Options". */
const option = struct("pcapng_option", {
  doc: "In front of each option.",
  fields: { code: u16.doc("What it is."), length: u16.doc("Bytes of its value, padding not counted.") },
});

/** The options of a kind of block, and those of all. */
function options(
  name: string,
  own: { readonly [option: string]: readonly [code: number, value: Field] },
): FamilyDefinition {
  const text = array(char);
  const all = { endofopt: [0, undefined], comment: [1, text], ...own } as const;
  return family(name, {
    header: option,
    member: "h",
    type: "code",
    length: { field: "length", counts: "payload" },
    align: 4,
    byteOrder: "either",
    records: Object.entries(all).map(([option, [type, value]]) => {
      const one = value === undefined ? {} : { value };
      const isOpen = value?.facts.type.kind === "flexible";
      return record(
        `${name}_${option}`,
        isOpen ? { type, fields: {}, parts: one } : { type, packed: true, fields: one },
      );
    }),
  });
}

const text = array(char);

/** Section 3.1 "General Block Structure". */
const block = struct("pcapng_block", {
  doc: "In front of each block.",
  fields: { type: u32.hex().doc("What it is."), total_length: u32.doc("Bytes of all of it: the same as at its end.") },
});

/** A block ends with options and, once more, its length. */
function blockOf(name: string, type: number, fields: Fields, parts: Fields): RecordDefinition {
  return record(name, { type, fields, parts: { ...parts, total_length: u32.total() } });
}

/** Time in the units that the interface tells, in two halves. */
const time = { timestamp_high: u32, timestamp_low: u32 };

export const pcapng: FamilyDefinition = family("pcapng", {
  doc: "Captured packets and what is known of them: one section, in the byte order that its header tells.",
  header: block,
  member: "h",
  type: "type",
  length: { field: "total_length" },
  byteOrder: { record: "pcapng_section_header", field: "byte_order_magic" },
  records: [
    // Section 4.1
    blockOf(
      "pcapng_section_header",
      0x0a0d0d0a,
      {
        byte_order_magic: u32.hex().constant(0x1a2b3c4d),
        major_version: u16,
        minor_version: u16,
        section_length: s64.doc("Bytes of the blocks behind it, or -1."),
      },
      { options: records(options("shb", { hardware: [2, text], os: [3, text], userappl: [4, text] })) },
    ),
    // Section 4.2
    blockOf(
      "pcapng_interface_description",
      1,
      {
        link_type: u16,
        reserved: u16.reserved(),
        snap_len: u32.doc("Bytes of a packet that are captured at most; 0: all."),
      },
      {
        options: records(
          options("idb", {
            ...{ if_name: [2, text], if_description: [3, text], if_macaddr: [6, bytes(6)] },
            ...{ if_tsresol: [9, u8.doc("10 to the minus that a second, or 2 if the highest bit is set.")] },
            ...{ if_filter: [11, bytes()], if_os: [12, text], if_tsoffset: [14, s64], if_hardware: [15, text] },
          }),
        ),
      },
    ),
    // Section 4.4; of a packet without a length of its own the bytes that align it are a part
    record("pcapng_simple_packet", {
      type: 3,
      fields: { original_len: u32 },
      parts: { packet: bytes(), total_length: u32.total() },
    }),
    // Section 4.5
    record("pcapng_name_resolution", { type: 4, fields: {}, parts: { names: bytes(), total_length: u32.total() } }),
    // Section 4.6
    blockOf("pcapng_interface_statistics", 5, { interface_id: u32, ...time }, { options: records(options("isb", {})) }),
    // Section 4.3
    blockOf(
      "pcapng_enhanced_packet",
      6,
      { interface_id: u32, ...time, captured_len: u32, original_len: u32 },
      {
        packet: bytes("captured_len").padded(4),
        options: records(options("epb", { flags: [2, u32.hex()], hash: [3, bytes()] })),
      },
    ),
  ],
});
