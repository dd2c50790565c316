import { expect, test } from "vitest";
import { pcap } from "../../schema/pcap/index.ts";
import { readReal, readTable } from "./real-file.ts";

const files = [
  ["micro", "little", 0xa1b2c3d4, 6],
  ["nano", "little", 0xa1b23c4d, 9],
  ["micro-be", "big", 0xa1b2c3d4, 6],
  ["nano-be", "big", 0xa1b23c4d, 9],
] as const;

test.each(files)("%s.pcap is what tshark and capinfos say", (name, byteOrder, magic, digits) => {
  const { family, preamble, records } = readReal(`pcap/${name}.pcap`, pcap);
  const said = new Map(
    readTable(`pcap/${name}.capinfos`, /(?:: +| = )/).map(([key = "", value = ""]) => [key.trim(), value]),
  );
  expect(family.byteOrder).toBe(byteOrder);
  expect(preamble).toEqual({
    magic,
    version_major: 2,
    version_minor: 4,
    thiszone: 0,
    sigfigs: 0,
    snaplen: Number(said.get("Capture length")),
    linktype: 1,
  });
  expect(said.get("File encapsulation")).toBe("ether");
  expect(said.get("File timestamp precision")).toContain(`(${digits})`);
  expect(Number(said.get("Number of packets"))).toBe(records.length);
  const rows = records.map(({ h, data }) => {
    const { ts, len } = h as { ts: { tv_sec: number; tv_usec: number }; len: number };
    const packet = data as Uint8Array;
    const fraction = String(ts.tv_usec).padStart(digits, "0").padEnd(9, "0");
    // Ethernet of 14 bytes and IPv4 of 20, then UDP.
    const udp = new DataView(packet.buffer, packet.byteOffset + 34);
    return [`${ts.tv_sec}.${fraction}`, `${packet.length}`, `${len}`, `${udp.getUint16(2)}`, `${udp.getUint16(4)}`];
  });
  expect(rows).toEqual(readTable(`pcap/${name}.tshark`));
});
