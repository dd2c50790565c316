import { anonymous, anonymousUnion, bytes, enumeration, nested, record, s32, u16, u32 } from "../dsl/index.ts";
import { alignedRecord, alignedStruct, CkptHdrType } from "./hdr.ts";

/** Source: `enum ckpt_netdev_types` in include/linux/checkpoint_hdr.h of user-cr, ckpt-v23-rc2. */
export const CkptNetdevTypes = enumeration(
  "ckpt_netdev_types",
  {
    CKPT_NETDEV_LO: { value: 0, doc: "The loopback device." },
    CKPT_NETDEV_VETH: { value: 1, doc: "One end of a virtual cable." },
    CKPT_NETDEV_SIT: { value: 2, doc: "A tunnel for IPv6 in IPv4." },
    CKPT_NETDEV_MACVLAN: { value: 3, doc: "A device that shares another one under a link address of its own." },
    CKPT_NETDEV_MAX: { value: 4, doc: "How many kinds there are." },
  },
  { doc: "Kinds of network devices." },
);

/** Source: `struct ckpt_hdr_netdev`, same file. */
export const ckptHdrNetdev = alignedRecord("ckpt_hdr_netdev", {
  doc: "A network device.",
  type: CkptHdrType.CKPT_HDR_NETDEV,
  fields: {
    netns_ref: s32.doc("Object number of the namespace it is in."),
    _kind: anonymousUnion({
      veth: nested({
        this_ref: s32.doc("Object number of this end."),
        peer_ref: s32.doc("Object number of the other end."),
      }).doc("Of CKPT_NETDEV_VETH."),
      macvlan: nested({ mode: u32.doc("Who may talk to whom: a MACVLAN_MODE_ value.") }).doc("Of CKPT_NETDEV_MACVLAN."),
    }),
    inet_addrs: u32.doc("Number of its addresses."),
    type: u16.enum(CkptNetdevTypes).doc("What kind of device it is."),
    flags: u16.hex().doc("Flags: the kernel's IFF_ values."),
    hwaddr: bytes(6).doc("Link address."),
  },
});

/** Source: `enum ckpt_netdev_addr_types`, same file. */
export const CkptNetdevAddrTypes = enumeration(
  "ckpt_netdev_addr_types",
  { CKPT_NETDEV_ADDR_IPV4: { value: 0, doc: "An IPv4 address." } },
  { doc: "Kinds of addresses of network devices." },
);

/** Source: `struct ckpt_netdev_addr`, same file. */
export const ckptNetdevAddr = alignedStruct("ckpt_netdev_addr", {
  doc: "An address of a network device.",
  fields: {
    type: u16.enum(CkptNetdevAddrTypes).doc("What kind of address it is."),
    _address: anonymousUnion(
      {
        _inet4: anonymous({
          inet4_local: u32.bigEndian().hex().doc("Own address."),
          inet4_address: u32.bigEndian().hex().doc("Own address, or the other end's of a point-to-point link."),
          inet4_mask: u32.bigEndian().hex().doc("Which bits tell the network."),
          inet4_broadcast: u32.bigEndian().hex().doc("Address of all in the network."),
        }),
      },
      { align: 8 },
    ),
  },
});

/** Source: CKPT_HDR_NETDEV_ADDR, same file. No struct of its own in C. */
export const ckptHdrNetdevAddr = record("ckpt_hdr_netdev_addr", {
  doc: "Addresses of a network device.",
  type: CkptHdrType.CKPT_HDR_NETDEV_ADDR,
  fields: { payload: bytes().doc("The bytes, without padding.") },
});
