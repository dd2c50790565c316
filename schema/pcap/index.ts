import { bytes, type FamilyDefinition, family, nested, record, s32, struct, u16, u32 } from "../dsl/index.ts";

/** Source: pcap-savefile(5) and `struct pcap_file_header` in <pcap/pcap.h> of libpcap 1.10. */
const afterMagic = {
  version_major: u16,
  version_minor: u16,
  thiszone: s32.doc("Seconds that local time is ahead of UTC; 0 in practice."),
  sigfigs: u32.doc("Accuracy of timestamps; 0 in practice."),
  snaplen: u32.doc("Bytes of a packet that are captured at most."),
  linktype: u32.hex().doc("What packets are: the lower 16 bits are a LINKTYPE, the upper ones tell of frame checks."),
};

/** Timestamps in microseconds. */
export const pcapFileHeader = struct("pcap_file_header", {
  doc: "Opens a file whose timestamps count microseconds.",
  fields: { magic: u32.hex().constant(0xa1b2c3d4), ...afterMagic },
});

/** The same struct in C; the magic alone is another. */
export const pcapFileHeaderNsec = struct("pcap_file_header_nsec", {
  doc: "Opens a file whose timestamps count nanoseconds.",
  fields: { magic: u32.hex().constant(0xa1b23c4d), ...afterMagic },
});

/** Source: `struct pcap_timeval` and `struct pcap_sf_pkthdr` in sf-pcap.c of libpcap 1.10. */
const pcapTimeval = struct("pcap_timeval", {
  fields: { tv_sec: u32.time(), tv_usec: u32.doc("Micro- or nanoseconds, as the file's magic says.") },
});

const pcapSfPkthdr = struct("pcap_sf_pkthdr", {
  doc: "Stands in front of every packet.",
  fields: {
    ts: nested(pcapTimeval),
    caplen: u32.doc("Bytes of the packet that are in the file."),
    len: u32.doc("Bytes that the packet had."),
  },
});

export const pcap: FamilyDefinition = family("pcap", {
  doc: "Captured packets, in a file of libpcap.",
  preamble: [pcapFileHeader, pcapFileHeaderNsec],
  header: pcapSfPkthdr,
  member: "h",
  length: { field: "caplen", counts: "payload" },
  byteOrder: { field: "magic" },
  records: [record("pcap_packet", { doc: "One packet, as far as it was captured.", fields: { data: bytes() } })],
});
