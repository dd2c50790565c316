import { type FamilyDefinition, s32, u8, u16, u32, u64 } from "../dsl/index.ts";
import { attributes, fixed, list, nest, one, raw, text } from "./attributes.ts";

/** Source of all numbers and structs here: linux/if_link.h of Linux 6. */

const info = attributes("linkinfo_attrs", "What kind of link it is: inside IFLA_LINKINFO.", [
  text("IFLA_INFO_KIND", 1),
  raw("IFLA_INFO_DATA", 2),
  raw("IFLA_INFO_XSTATS", 3),
  text("IFLA_INFO_SLAVE_KIND", 4),
  raw("IFLA_INFO_SLAVE_DATA", 5),
]);

const inet = attributes("inet_attrs", "IPv4's own: inside the AF_INET of IFLA_AF_SPEC.", [
  list("IFLA_INET_CONF", 1, s32),
]);

const inet6 = attributes("inet6_attrs", "IPv6's own: inside the AF_INET6 of IFLA_AF_SPEC.", [
  one("IFLA_INET6_FLAGS", 1, u32.hex()),
  list("IFLA_INET6_CONF", 2, s32),
  list("IFLA_INET6_STATS", 3, u64),
  fixed("IFLA_INET6_CACHEINFO", 5, { max_reasm_len: u32, tstamp: u32, reachable_time: u32, retrans_time: u32 }),
  list("IFLA_INET6_ICMP6STATS", 6, u64),
  raw("IFLA_INET6_TOKEN", 7),
  one("IFLA_INET6_ADDR_GEN_MODE", 8, u8),
  one("IFLA_INET6_RA_MTU", 9, u32),
]);

const afSpec = attributes("af_spec_attrs", "What address families have of their own: their numbers are the types.", [
  nest("IFLA_AF_INET", 2, inet),
  nest("IFLA_AF_INET6", 10, inet6),
]);

const xdp = attributes("xdp_attrs", "The program that looks at packets first: inside IFLA_XDP.", [
  one("IFLA_XDP_FD", 1, s32),
  one("IFLA_XDP_ATTACHED", 2, u8),
  one("IFLA_XDP_FLAGS", 3, u32.hex()),
  one("IFLA_XDP_PROG_ID", 4, u32),
]);

const devlinkPort = attributes("devlink_port_attrs", "Its port of devlink: inside IFLA_DEVLINK_PORT.", [
  text("DEVLINK_ATTR_BUS_NAME", 1),
  text("DEVLINK_ATTR_DEV_NAME", 2),
  one("DEVLINK_ATTR_PORT_INDEX", 3, u32),
]);

const dpllPin = attributes("dpll_pin_attrs", "Its pin of a DPLL: inside IFLA_DPLL_PIN.", [
  one("DPLL_A_PIN_ID", 1, u32),
]);

/** `struct rtnl_link_stats` and `struct rtnl_link_stats64`: alike but for the width, and grown at their ends. */
const counters = [
  ...["rx_packets", "tx_packets", "rx_bytes", "tx_bytes", "rx_errors", "tx_errors", "rx_dropped", "tx_dropped"],
  ...["multicast", "collisions", "rx_length_errors", "rx_over_errors", "rx_crc_errors", "rx_frame_errors"],
  ...["rx_fifo_errors", "rx_missed_errors", "tx_aborted_errors", "tx_carrier_errors", "tx_fifo_errors"],
  ...["tx_heartbeat_errors", "tx_window_errors", "rx_compressed", "tx_compressed"],
];

export const ifla: FamilyDefinition = attributes("link_attrs", "Attributes of a link.", [
  raw("IFLA_ADDRESS", 1),
  raw("IFLA_BROADCAST", 2),
  text("IFLA_IFNAME", 3),
  one("IFLA_MTU", 4, u32),
  one("IFLA_LINK", 5, s32),
  text("IFLA_QDISC", 6),
  fixed("IFLA_STATS", 7, {
    ...Object.fromEntries(counters.map((name) => [name, u32])),
    rx_nohandler: u32.since(4 + 24 * 4),
  }),
  one("IFLA_MASTER", 10, u32),
  one("IFLA_TXQLEN", 13, u32),
  fixed("IFLA_MAP", 14, { mem_start: u64, mem_end: u64, base_addr: u64, irq: u16, dma: u8, port: u8 }),
  one("IFLA_OPERSTATE", 16, u8),
  one("IFLA_LINKMODE", 17, u8),
  nest("IFLA_LINKINFO", 18, info),
  text("IFLA_IFALIAS", 20),
  fixed("IFLA_STATS64", 23, {
    ...Object.fromEntries(counters.map((name) => [name, u64])),
    rx_nohandler: u64.since(4 + 24 * 8),
    rx_otherhost_dropped: u64.since(4 + 25 * 8),
  }),
  nest("IFLA_AF_SPEC", 26, afSpec),
  one("IFLA_GROUP", 27, u32),
  one("IFLA_PROMISCUITY", 30, u32),
  one("IFLA_NUM_TX_QUEUES", 31, u32),
  one("IFLA_NUM_RX_QUEUES", 32, u32),
  one("IFLA_CARRIER", 33, u8),
  one("IFLA_CARRIER_CHANGES", 35, u32),
  one("IFLA_PROTO_DOWN", 39, u8),
  one("IFLA_GSO_MAX_SEGS", 40, u32),
  one("IFLA_GSO_MAX_SIZE", 41, u32),
  nest("IFLA_XDP", 43, xdp),
  one("IFLA_CARRIER_UP_COUNT", 47, u32),
  one("IFLA_CARRIER_DOWN_COUNT", 48, u32),
  one("IFLA_MIN_MTU", 50, u32),
  one("IFLA_MAX_MTU", 51, u32),
  raw("IFLA_PERM_ADDRESS", 54),
  text("IFLA_PARENT_DEV_NAME", 56),
  text("IFLA_PARENT_DEV_BUS_NAME", 57),
  one("IFLA_GRO_MAX_SIZE", 58, u32),
  one("IFLA_TSO_MAX_SIZE", 59, u32),
  one("IFLA_TSO_MAX_SEGS", 60, u32),
  one("IFLA_ALLMULTI", 61, u32),
  nest("IFLA_DEVLINK_PORT", 62, devlinkPort),
  nest("IFLA_DPLL_PIN", 65, dpllPin),
]);
