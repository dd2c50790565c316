import {
  bytes,
  enumeration,
  type FamilyDefinition,
  type Fields,
  family,
  flags,
  type RecordDefinition,
  record,
  records,
  s32,
  struct,
  u8,
  u16,
  u32,
} from "../dsl/index.ts";
import { attributes, fixed, nest, one, raw, text } from "./attributes.ts";
import { ifla } from "./link.ts";

/** Source: `struct nlmsghdr` in linux/netlink.h. */
const nlmsghdr = struct("nlmsghdr", {
  doc: "In front of each message.",
  fields: {
    nlmsg_len: u32.doc("Bytes of the message, this header included."),
    nlmsg_type: u16.doc("What it is."),
    nlmsg_flags: u16
      .flags(flags("nlm_f", { NLM_F_REQUEST: 1, NLM_F_MULTI: 2, NLM_F_ACK: 4, NLM_F_ECHO: 8, NLM_F_DUMP_INTR: 16 }))
      .doc("Flags; those above 0x80 depend on the type."),
    nlmsg_seq: u32.doc("Of the request that it answers."),
    nlmsg_pid: u32.doc("Port of who sent it; 0 of the kernel."),
  },
});

/** Source: `IFF_` in linux/if.h. */
const iff = flags("net_device_flags", {
  ...{ IFF_UP: 1, IFF_BROADCAST: 2, IFF_DEBUG: 4, IFF_LOOPBACK: 8, IFF_POINTOPOINT: 0x10, IFF_NOTRAILERS: 0x20 },
  ...{ IFF_RUNNING: 0x40, IFF_NOARP: 0x80, IFF_PROMISC: 0x100, IFF_ALLMULTI: 0x200, IFF_MASTER: 0x400 },
  ...{ IFF_SLAVE: 0x800, IFF_MULTICAST: 0x1000, IFF_PORTSEL: 0x2000, IFF_AUTOMEDIA: 0x4000, IFF_DYNAMIC: 0x8000 },
  ...{ IFF_LOWER_UP: 0x10000, IFF_DORMANT: 0x20000, IFF_ECHO: 0x40000 },
});

/** Source: linux/socket.h. */
const addressFamily = u8.enum(enumeration("address_family", { AF_UNSPEC: 0, AF_INET: 2, AF_BRIDGE: 7, AF_INET6: 10 }));

/** Source: `RT_SCOPE_` in linux/rtnetlink.h. */
const scope = u8.enum(
  enumeration("rt_scope_t", {
    ...{ RT_SCOPE_UNIVERSE: 0, RT_SCOPE_SITE: 200, RT_SCOPE_LINK: 253, RT_SCOPE_HOST: 254, RT_SCOPE_NOWHERE: 255 },
  }),
);

/** Source: linux/if_addr.h. */
const ifa = attributes("addr_attrs", "Attributes of an address.", [
  raw("IFA_ADDRESS", 1),
  raw("IFA_LOCAL", 2),
  text("IFA_LABEL", 3),
  raw("IFA_BROADCAST", 4),
  raw("IFA_ANYCAST", 5),
  fixed("IFA_CACHEINFO", 6, { ifa_prefered: u32, ifa_valid: u32, cstamp: u32, tstamp: u32 }),
  one("IFA_FLAGS", 8, u32.hex()),
  one("IFA_RT_PRIORITY", 9, u32),
  one("IFA_PROTO", 11, u8),
]);

/** Source: linux/rtnetlink.h. */
const rtax = attributes("metrics_attrs", "What is known of a way: inside RTA_METRICS.", [
  one("RTAX_LOCK", 1, u32),
  one("RTAX_MTU", 2, u32),
  one("RTAX_HOPLIMIT", 10, u32),
]);

const rta = attributes("route_attrs", "Attributes of a route.", [
  raw("RTA_DST", 1),
  raw("RTA_SRC", 2),
  one("RTA_IIF", 3, u32),
  one("RTA_OIF", 4, u32),
  raw("RTA_GATEWAY", 5),
  one("RTA_PRIORITY", 6, u32),
  raw("RTA_PREFSRC", 7),
  nest("RTA_METRICS", 8, rtax),
  fixed("RTA_CACHEINFO", 12, {
    ...{ rta_clntref: u32, rta_lastuse: u32, rta_expires: s32, rta_error: u32 },
    ...{ rta_used: u32, rta_id: u32, rta_ts: u32, rta_tsage: u32 },
  }),
  one("RTA_TABLE", 15, u32),
  one("RTA_PREF", 20, u8),
]);

/** Each of three messages of one shape: something is new, gone, or asked for. */
function messages(what: string, first: number, fields: Fields, of: FamilyDefinition): RecordDefinition[] {
  return ["NEW", "DEL", "GET"].map((done, i) => {
    const type = `RTM_${done}${what}`;
    return record(type.toLowerCase(), { type: { [type]: first + i }, fields, parts: { attrs: records(of) } });
  });
}

/** Source: `struct ifinfomsg` in linux/rtnetlink.h. */
const ifinfomsg = {
  ifi_family: addressFamily,
  __ifi_pad: u8.reserved(),
  ifi_type: u16.doc("ARPHRD_: 1 of Ethernet, 772 of loopback."),
  ifi_index: s32.doc("Its number."),
  ifi_flags: u32.flags(iff),
  ifi_change: u32.hex().doc("Flags that changed, or shall."),
};

/** Source: `struct ifaddrmsg` in linux/if_addr.h. */
const ifaddrmsg = {
  ifa_family: addressFamily,
  ifa_prefixlen: u8.doc("Bits of the address that are its network's."),
  ifa_flags: u8.hex(),
  ifa_scope: scope,
  ifa_index: u32.doc("Number of the link."),
};

/** Source: `struct rtmsg` in linux/rtnetlink.h. */
const rtmsg = {
  rtm_family: addressFamily,
  rtm_dst_len: u8,
  rtm_src_len: u8,
  rtm_tos: u8,
  rtm_table: u8,
  rtm_protocol: u8,
  rtm_scope: scope,
  rtm_type: u8,
  rtm_flags: u32.hex(),
};

/**
 * What the kernel and programs tell one another of links, addresses and routes (netlink(7), rtnetlink(7)), as it comes
 * out of a socket: one message behind another. It has the machine's byte order.
 */
export const netlink: FamilyDefinition = family("netlink", {
  doc: "Messages of rtnetlink: links, addresses and routes.",
  header: nlmsghdr,
  member: "n",
  type: "nlmsg_type",
  length: { field: "nlmsg_len" },
  align: 4,
  byteOrder: "either",
  records: [
    record("nlmsg_error", {
      type: { NLMSG_ERROR: 2 },
      fields: {
        error: s32.doc("A negative errno, or 0: done."),
        msg: bytes().doc("The request, and what is said of it."),
      },
    }),
    record("nlmsg_done", { type: { NLMSG_DONE: 3 }, fields: { error: s32, msg: bytes() } }),
    ...messages("LINK", 16, ifinfomsg, ifla),
    ...messages("ADDR", 20, ifaddrmsg, ifa),
    ...messages("ROUTE", 24, rtmsg, rta),
  ],
});
