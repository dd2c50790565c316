import { describe, expect, test } from "vitest";
import {
  array,
  bytes,
  char,
  type FamilyDefinition,
  family,
  flags,
  nested,
  record,
  s64,
  struct,
  u8,
  u16,
  u32,
  u64,
} from "../../schema/dsl/index.ts";
import { dynamicFamily } from "../../src/dynamic/index.ts";
import { describeRecord, diffImages, formatDifference, imageToJson, jsonToImage } from "../../src/inspect/index.ts";
import type { Family } from "../../src/wire/index.ts";
import { hex } from "../dynamic/hex.ts";
import { outcomeOf } from "../dynamic/outcome.ts";
import { generateHere } from "../fuzz/generate-here.ts";

/** Formats whose headers say more than type and length. */

const NlmFlags = flags("nlm_flags", { NLM_F_REQUEST: 1, NLM_F_ACK: 4 });
const nlmsghdr = struct("nlmsghdr", {
  fields: { nlmsg_len: u32, nlmsg_type: u16, nlmsg_flags: u16.flags(NlmFlags), nlmsg_seq: u32, nlmsg_pid: u32 },
});
const netlink = family("netlink", {
  header: nlmsghdr,
  member: "n",
  type: "nlmsg_type",
  length: { field: "nlmsg_len" },
  align: 4,
  byteOrder: "little",
  records: [
    record("ifinfomsg", { type: { RTM_NEWLINK: 16 }, fields: { ifi_index: u32, ifi_flags: u32.hex() } }),
    record("nlmsgdone", { type: { NLMSG_DONE: 3 }, align: 1, packed: true, fields: { rest: bytes() } }),
  ],
});

const pcap = family("pcap", {
  header: struct("pcap_pkthdr", { fields: { ts_sec: u32.time(), ts_usec: u32, incl_len: u32, orig_len: u32 } }),
  member: "h",
  length: { field: "incl_len", counts: "payload" },
  byteOrder: "big",
  records: [record("packet", { fields: { data: bytes() } })],
});

const dirent = family("dirent", {
  header: struct("dirent64_head", { packed: true, fields: { d_ino: u64, d_off: s64, d_reclen: u16, d_type: u8 } }),
  member: "d",
  length: { field: "d_reclen" },
  byteOrder: "little",
  records: [record("linux_dirent64", { packed: true, fields: { d_name: array(char) } })],
});

/** The header stands in a struct that records share, and holds a constant and a list. */
const head = struct("head", { fields: { mark: u16.constant(0xfeed), kind: u8, size: u8, ids: array(u16, 2) } });
const common = struct("common", { fields: { h: nested(head), owner: u32 } });
const deep = family("deep", {
  header: head,
  member: "h",
  type: "kind",
  length: { field: "size" },
  byteOrder: { record: "deep_open", field: "magic" },
  records: [
    record("deep_open", { type: 1, fields: { magic: u32.constant(0x01020304) } }),
    record("deep_file", { type: 2, header: "common.h", fields: { common: nested(common), mode: u32 } }),
  ],
});

/** Type, length, a constant and what is reserved: nothing is left for a value. */
const sealed = family("sealed", {
  header: struct("seal", { fields: { kind: u8, size: u8, mark: u8.constant(7), spare: u8.reserved() } }),
  member: "h",
  type: "kind",
  length: { field: "size" },
  byteOrder: "little",
  records: [record("letter", { type: 1, fields: { x: u32 } })],
});

interface Row {
  readonly definition: FamilyDefinition;
  readonly type: string;
  readonly value: { readonly $name: string; readonly [field: string]: unknown };
  readonly bytes: string;
  readonly fields: object;
  /** what `inspect` shows */
  readonly shown: readonly string[];
  /** one byte of the header, and the difference that it makes */
  readonly changed: readonly [at: number, difference: string] | undefined;
}

const rows: Row[] = [
  {
    definition: netlink,
    type: "Netlink",
    value: {
      $name: "ifinfomsg",
      n: { nlmsg_flags: 5, nlmsg_seq: 7, nlmsg_pid: 300 },
      ifi_index: 2,
      ifi_flags: 0x1003,
    },
    bytes: "18000000 1000 0500 07000000 2c010000 02000000 03100000",
    fields: { n: { nlmsg_flags: 5, nlmsg_seq: 7, nlmsg_pid: 300 }, ifi_index: 2, ifi_flags: 0x1003 },
    shown: [
      "n.nlmsg_flags=5 NLM_F_REQUEST | NLM_F_ACK",
      "n.nlmsg_seq=7",
      "n.nlmsg_pid=300",
      "ifi_index=2",
      "ifi_flags=4099 0x00001003",
    ],
    changed: [8, "  n.nlmsg_seq  7  ->  255"],
  },
  {
    definition: pcap,
    type: "Pcap",
    value: { $name: "packet", h: { ts_sec: 1292343295, ts_usec: 5, orig_len: 60 }, data: hex("0a0b0c") },
    bytes: "4d0797ff 00000005 00000003 0000003c 0a0b0c",
    fields: { h: { ts_sec: 1292343295, ts_usec: 5, orig_len: 60 }, data: "0a0b0c" },
    shown: ["h.ts_sec=1292343295 2010-12-14T16:14:55Z", "h.ts_usec=5", "h.orig_len=60", "data=0a0b0c"],
    changed: [7, "  h.ts_usec  5  ->  255"],
  },
  {
    definition: dirent,
    type: "Dirent",
    value: { $name: "linux_dirent64", d: { d_ino: 2n ** 63n, d_off: -1n, d_type: 4 }, d_name: "etc" },
    bytes: "0000000000000080 ffffffffffffffff 1600 04 657463",
    fields: { d: { d_ino: "9223372036854775808", d_off: "-1", d_type: 4 }, d_name: "etc" },
    shown: ["d.d_ino=9223372036854775808", "d.d_off=-1", "d.d_type=4", 'd_name="etc"'],
    changed: [18, "  d.d_type  4  ->  255"],
  },
  {
    definition: deep,
    type: "Deep",
    value: { $name: "deep_file", common: { h: { ids: [8, 9] }, owner: 5 }, mode: 6 },
    bytes: "edfe 02 10 0800 0900 05000000 06000000",
    fields: { common: { h: { ids: [8, 9] }, owner: 5 }, mode: 6 },
    shown: ["common.h.mark=65261", "common.h.ids[0]=8", "common.h.ids[1]=9", "common.owner=5", "mode=6"],
    changed: [4, "  common.h.ids[0]  8  ->  255"],
  },
  {
    definition: sealed,
    type: "Sealed",
    value: { $name: "letter", x: 1 },
    bytes: "01 08 07 00 01000000",
    fields: { x: 1 },
    shown: ["h.mark=7", "x=1"],
    changed: undefined,
  },
];

describe.each(rows.map((row) => [row.definition.name, row] as const))("%s", (_, row) => {
  const { definition, value, fields, shown, changed } = row;
  const bytes = hex(row.bytes);
  const both = async () => {
    const made = await generateHere({ families: [definition], structs: [], enumerations: [] });
    return [made[row.type] as Family<object, object>, dynamicFamily(definition)] as Family<object, object>[];
  };

  test("what the header says beside type and length is part of the value", async () => {
    for (const of of await both()) {
      expect(of.encode(value)).toEqual(bytes);
      expect(of.decode(bytes)).toStrictEqual(value);
      expect(of.codecNamed(value.$name)?.create(value)).toStrictEqual(value);
    }
  });

  test("it comes back from JSON Lines", async () => {
    for (const of of await both()) {
      const text = imageToJson(bytes, of);
      const line = JSON.parse(text.split("\n")[1] ?? "");
      expect(line).not.toHaveProperty("raw");
      expect(line.fields).toEqual(fields);
      expect(Buffer.from(jsonToImage(text, of))).toEqual(Buffer.from(bytes));
    }
  });

  test("it is shown and compared", async () => {
    for (const of of await both()) {
      const { rows, faults } = describeRecord(of, bytes);
      expect(faults).toEqual([]);
      expect(rows.map(({ path, value, meaning }) => `${path}=${value} ${meaning}`.trim())).toEqual(shown);
      if (changed === undefined) return;
      const [at, difference] = changed;
      const other = bytes.with(at, 255);
      const lines = [...diffImages(bytes, other, of)].flatMap((one) => formatDifference(one).trimEnd().split("\n"));
      expect(lines.slice(1)).toEqual([difference]);
    }
  });

  test("what is wrong with it, both codecs tell alike", async () => {
    const [made, dynamic] = (await both()).map((of) => of.codecNamed(value.$name));
    for (let at = 0; at < bytes.length; at++) {
      const other = bytes.with(at, 0x5a);
      expect(outcomeOf(() => dynamic?.decode(other))).toStrictEqual(outcomeOf(() => made?.decode(other)));
    }
    for (const field of Object.keys(fields)) {
      for (const given of [undefined, null, {}, -1, "x", 2 ** 40]) {
        const other = { ...value, [field]: given };
        expect(outcomeOf(() => dynamic?.encode(other))).toStrictEqual(outcomeOf(() => made?.encode(other)));
      }
    }
  });
});

test("a constant of the header is written and checked", async () => {
  const made = await generateHere({ families: [deep], structs: [], enumerations: [] });
  for (const { be } of [made.Deep, dynamicFamily(deep)] as { be: Family<object, object> }[]) {
    const bytes = be.encode({ $name: "deep_open", h: { ids: [1, 2] } });
    expect(bytes).toEqual(hex("feed 01 0c 0001 0002 01020304"));
    expect(() => be.decode(bytes.with(1, 0))).toThrow("at 0x0: deep_open.h.mark is 0xfe00, expected 0xfeed");
  }
});

test("what is unused or wrong in a header of which no value holds anything is shown, and compared", async () => {
  const made = await generateHere({ families: [sealed], structs: [], enumerations: [] });
  const bytes = hex("01 08 07 00 01000000");
  for (const of of [made.Sealed, dynamicFamily(sealed)] as Family[]) {
    for (const [at, difference] of [
      [2, "  h.mark  7  ->  9"],
      [3, "  h.spare  00  ->  09"],
    ] as const) {
      const other = bytes.with(at, 9);
      expect(Buffer.from(jsonToImage(imageToJson(other, of), of))).toEqual(Buffer.from(other));
      const lines = [...diffImages(bytes, other, of)].flatMap((one) => formatDifference(one).trimEnd().split("\n"));
      expect(lines).toEqual(["~ 0x0 / 0x0 letter", difference]);
    }
  }
});

test("a struct that holds nothing but such a header comes back from JSON, too", async () => {
  const hdr = struct("hdr", { fields: { kind: u8, size: u8 } });
  const shell = struct("shell", { fields: { h: nested(hdr) } });
  const shells = family("shells", {
    header: hdr,
    member: "h",
    type: "kind",
    length: { field: "size" },
    byteOrder: "little",
    records: [record("oyster", { type: 1, header: "shell.h", fields: { shell: nested(shell), pearl: u16 } })],
  });
  const made = await generateHere({ families: [shells], structs: [], enumerations: [] });
  const bytes = hex("01 04 0200");
  for (const of of [made.Shells, dynamicFamily(shells)] as Family<object, object>[]) {
    expect(of.decode(bytes)).toStrictEqual({ $name: "oyster", shell: {}, pearl: 2 });
    expect(JSON.parse(imageToJson(bytes, of).split("\n")[1] ?? "")).toMatchObject({ fields: { shell: {}, pearl: 2 } });
    expect(Buffer.from(jsonToImage(imageToJson(bytes, of), of))).toEqual(Buffer.from(bytes));
  }
});

test("views read and write what the header says", async () => {
  const made = await generateHere({ families: [netlink], structs: [], enumerations: [] });
  for (const of of [made.Netlink, dynamicFamily(netlink)] as Family[]) {
    const view = of.codecNamed("ifinfomsg")?.view(hex(rows[0]?.bytes ?? "")) as unknown as {
      readonly n: { nlmsg_len: number; nlmsg_seq: number };
    };
    view.n.nlmsg_seq = 9;
    expect(view.n).toMatchObject({ nlmsg_len: 24, nlmsg_seq: 9 });
    expect(() => {
      view.n.nlmsg_len = 1;
    }).toThrow(TypeError);
  }
});

test("a field of the header that does not fit is refused where it stands", async () => {
  const made = await generateHere({ families: [netlink], structs: [], enumerations: [] });
  const value = { ...rows[0]?.value, n: { nlmsg_flags: 5, nlmsg_seq: 7, nlmsg_pid: -1 } } as never;
  for (const of of [made.Netlink, dynamicFamily(netlink)] as Family[]) {
    expect(() => of.encode(value)).toThrow("ifinfomsg.n.nlmsg_pid: -1 does not fit u32 (0..4294967295)");
  }
});
