import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { netlink } from "../../schema/netlink/index.ts";
import { type DynamicRecord, dynamicFamily } from "../../src/dynamic/index.ts";
import { encodeRecords, scan } from "../../src/image/index.ts";
import { imageToJson, jsonToImage } from "../../src/inspect/index.ts";

const Netlink = dynamicFamily(netlink);
const folder = new URL("netlink/", import.meta.url);

const message = {
  n: { nlmsg_flags: 1, nlmsg_seq: 0, nlmsg_pid: 0 },
  ...{ ifi_family: 0, ifi_type: 0, ifi_index: 0, ifi_flags: 0, ifi_change: 0 },
};

type Told = { readonly [name: string]: unknown };

function recordsIn(file: string): { readonly bytes: Uint8Array; readonly records: DynamicRecord[] } {
  const bytes = new Uint8Array(readFileSync(new URL(file, folder)));
  const records: DynamicRecord[] = [];
  const end = scan(bytes, Netlink, (_, at) => void records.push(Netlink.decode(bytes, at) as DynamicRecord));
  expect(end).toEqual({ offset: bytes.length, reason: undefined });
  return { bytes, records };
}

function toldBy(file: string): Told[] {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8"));
}

/** The attributes of a message by their names; of one with a single value, that. */
function attributesOf(record: { readonly [field: string]: unknown }): Told {
  const attrs = record.attrs as DynamicRecord[];
  return Object.fromEntries(attrs.map((one) => [one.$name, "value" in one ? one.value : one]));
}

const macOf = (bytes: unknown) =>
  [...(bytes as Uint8Array)].map((byte) => byte.toString(16).padStart(2, "0")).join(":");
const ipOf = (bytes: unknown) => [...(bytes as Uint8Array)].join(".");

test.each(["links.bin", "addresses.bin", "routes.bin"])("%s comes back, as records and as lines", (file) => {
  const { bytes, records } = recordsIn(file);
  expect(encodeRecords(Netlink, records)).toEqual(bytes);
  const lines = imageToJson(bytes, Netlink);
  expect(jsonToImage(lines, Netlink)).toEqual(bytes);
  expect(lines).not.toContain('"raw"');
});

test("links are those that ip tells", () => {
  const { records } = recordsIn("links.bin");
  const links = records.filter(({ $name }) => $name === "rtm_newlink");
  const found = links.map((link) => {
    const attrs = attributesOf(link);
    return {
      ifindex: link.ifi_index,
      ifname: attrs.ifla_ifname,
      mtu: attrs.ifla_mtu,
      qdisc: attrs.ifla_qdisc,
      txqlen: attrs.ifla_txqlen,
      address: macOf(attrs.ifla_address),
      broadcast: macOf(attrs.ifla_broadcast),
      promiscuity: attrs.ifla_promiscuity,
      min_mtu: attrs.ifla_min_mtu,
      max_mtu: attrs.ifla_max_mtu,
      num_tx_queues: attrs.ifla_num_tx_queues,
      gso_max_size: attrs.ifla_gso_max_size,
      tso_max_size: attrs.ifla_tso_max_size,
      gro_max_size: attrs.ifla_gro_max_size,
      info_kind: kindOf(attrs.ifla_linkinfo),
      parentbus: attrs.ifla_parent_dev_bus_name,
    };
  });
  const told = toldBy("links.json").map(({ linkinfo, ...link }) => {
    const expected = { ...link, info_kind: (linkinfo as Told | undefined)?.info_kind };
    return Object.fromEntries(
      Object.keys(found[0] as object).map((name) => [name, expected[name as keyof typeof expected]]),
    );
  });
  expect(found).toEqual(told);
});

function kindOf(linkinfo: unknown): unknown {
  return linkinfo === undefined ? undefined : attributesOf(linkinfo as Told).ifla_info_kind;
}

test("three levels down stands what ip tells of IPv6", () => {
  const [link] = recordsIn("links.bin").records;
  const afSpec = attributesOf(link as DynamicRecord).ifla_af_spec;
  const inet6 = attributesOf(afSpec as Told).ifla_af_inet6;
  // eui64 is 0: IN6_ADDR_GEN_MODE_EUI64
  expect(attributesOf(inet6 as Told).ifla_inet6_addr_gen_mode).toBe(0);
  expect(toldBy("links.json")[0]).toMatchObject({ inet6_addr_gen_mode: "eui64" });
});

test("attributes are known whatever the flags of their type, and keep these", () => {
  const [link] = recordsIn("links.bin").records;
  // NLA_F_NESTED
  const none = { h: { rta_type: 0x803e }, $name: "ifla_devlink_port", attrs: [] };
  expect((link as DynamicRecord).attrs).toContainEqual(none);
  const given = {
    $name: "ifla_linkinfo",
    h: { rta_type: 0x8012 },
    attrs: [{ $name: "ifla_info_kind", value: "veth" }],
  };
  const bytes = Netlink.encode({ $name: "rtm_getlink", ...message, attrs: [given] });
  expect(Buffer.from(bytes).toString("hex", 32)).toBe("10001280" + "09000100" + "76657468" + "00000000");
});

test("addresses are those that ip tells", () => {
  const { records } = recordsIn("addresses.bin");
  const found = records
    .filter(({ $name, ifa_family }) => $name === "rtm_newaddr" && ifa_family === 2)
    .map((address) => {
      const attrs = attributesOf(address);
      return { local: ipOf(attrs.ifa_local), prefixlen: address.ifa_prefixlen, label: attrs.ifa_label };
    });
  const told = toldBy("addresses.json").flatMap(({ addr_info }) => addr_info as Told[]);
  expect(found).toEqual(
    told.filter(({ family }) => family === "inet").map(({ local, prefixlen, label }) => ({ local, prefixlen, label })),
  );
});

test("the way out is the one that ip tells", () => {
  const { records } = recordsIn("routes.bin");
  const [way] = records.filter((one) => one.rtm_table === 254 && one.rtm_dst_len === 0 && one.rtm_family === 2);
  const [told] = toldBy("routes.json").filter(({ dst }) => dst === "default");
  const attrs = attributesOf(way as DynamicRecord);
  expect({ gateway: ipOf(attrs.rta_gateway), table: attrs.rta_table }).toEqual({ gateway: told?.gateway, table: 254 });
});
