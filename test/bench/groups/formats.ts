import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dynamicFamily } from "bytewright/dynamic";
import { scan } from "bytewright/image";
import { netlink } from "bytewright/schema/netlink";
import { pcap } from "bytewright/schema/pcap";
import { png } from "bytewright/schema/png";
import { crc32 } from "bytewright/wire";
import type { Group } from "../group.ts";
import { measure, type Samples } from "../measure.ts";
import { root } from "../root.ts";
import { scratchFile } from "../scratch.ts";
import { timedWalk } from "./timed-walk.ts";

const byHand = "by hand, DataView";
const decoded = "bytewright, decoded";

function realFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, "test/formats", name)));
}

/** What stands behind the first `start` bytes, over and over, up to so many bytes. */
function repeated(bytes: Uint8Array, start: number, size: number): Uint8Array {
  const [first, rest] = [bytes.subarray(0, start), bytes.subarray(start)];
  return new Uint8Array(Buffer.concat([first, ...Array(Math.floor(size / rest.length)).fill(rest)]));
}

const pcapStart = 24;

export const pcapGroup: Group = {
  title: "pcap, 100 MB",
  about: "The captured lengths of all packets are added up, by a run-time family; tshark prints the lengths.",
  baseline: byHand,
  isLong: true,
  async run(options) {
    const bytes = repeated(realFile("pcap/micro.pcap"), pcapStart, options.quick ? 1e7 : 1e8);
    const family = dynamicFamily(pcap);
    let packets = 0;
    const walks = {
      "bytewright, views"() {
        let sum = 0;
        const pcap_packet = ({ h }: { readonly h: { readonly caplen: number } }) => {
          sum += h.caplen;
        };
        scan(bytes, family, { pcap_packet } as never);
        return sum;
      },
      [decoded]() {
        let sum = 0;
        const decode = (packet: { readonly data: Uint8Array }) => {
          sum += packet.data.length;
        };
        scan(bytes, family, { pcap_packet: { decode } } as never);
        return sum;
      },
      [byHand]() {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        let sum = 0;
        packets = 0;
        for (let at = pcapStart; at + 16 <= bytes.length; packets++) {
          const size = view.getUint32(at + 8, true);
          if (at + 16 + size > bytes.length) break;
          sum += size;
          at += 16 + size;
        }
        return sum;
      },
    };
    const total = walks[byHand]();
    const variants = Object.entries(walks).map(([name, walk]) => timedWalk(name, walk, total));
    const samples = await measure(variants, options);
    const file = scratchFile("large.pcap");
    writeFileSync(file, bytes);
    return { unit: "ms", samples: [...samples, ...tshark(file)], notes: [`${packets} packets`] };
  },
};

/** The whole program, once, if it is there. */
function tshark(file: string): Samples[] {
  const start = performance.now();
  const { status } = spawnSync("tshark", ["-n", "-r", file, "-T", "fields", "-e", "frame.cap_len"], {
    stdio: "ignore",
  });
  return status === 0 ? [{ name: "tshark, whole process", rounds: [performance.now() - start], rejected: 0 }] : [];
}

export const netlinkGroup: Group = {
  title: "netlink, links with their attributes",
  about: "Every message is decoded with all its attributes, by a run-time family; by hand, attributes are cut apart.",
  baseline: byHand,
  async run(options) {
    const bytes = repeated(realFile("netlink/links.bin"), 0, 2 ** 18);
    const family = dynamicFamily(netlink);
    const walks = {
      bytewright() {
        let attributes = 0;
        for (let at = 0; at < bytes.length; ) {
          const message = family.decode(bytes, at) as { readonly attrs?: readonly unknown[] };
          attributes += message.attrs?.length ?? 0;
          at += lengthAt(bytes, at);
        }
        return attributes;
      },
      [byHand]() {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        let attributes = 0;
        for (let at = 0; at < bytes.length; at += lengthAt(bytes, at)) {
          const end = at + view.getUint32(at, true);
          if (view.getUint16(at + 4, true) === 3) continue;
          const attrs: { readonly type: number; readonly bytes: Uint8Array }[] = [];
          for (let next = at + 32; next < end; ) {
            const size = view.getUint16(next, true);
            if (size < 4 || next + size > end) throw new RangeError(`${next}`);
            attrs.push({ type: view.getUint16(next + 2, true), bytes: bytes.slice(next + 4, next + size) });
            next += (size + 3) & ~3;
          }
          attributes += attrs.length;
        }
        return attributes;
      },
    };
    const total = walks[byHand]();
    const variants = Object.entries(walks).map(([name, walk]) => timedWalk(name, walk, total));
    return { unit: "ms", samples: await measure(variants, options) };
  },
};

/** Bytes from one message to the next. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const size = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
  return (size + 3) & ~3;
}

export const pngGroup: Group = {
  title: "png, chunks with their CRC",
  about: "4 MiB of chunks are decoded and their checksums compared, by a run-time family.",
  baseline: byHand,
  async run(options) {
    const signature = 8;
    const bytes = repeated(realFile("png/full.png"), signature, 2 ** 22);
    const family = dynamicFamily(png);
    const walks = {
      bytewright() {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        let chunks = 0;
        for (let at = signature; at < bytes.length; at += 12 + view.getUint32(at)) {
          family.decode(bytes, at);
          chunks++;
        }
        return chunks;
      },
      [byHand]() {
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        let chunks = 0;
        for (let at = signature; at < bytes.length; ) {
          const end = at + 8 + view.getUint32(at);
          if (crc32(bytes.subarray(at + 4, end)) !== view.getUint32(end)) throw new RangeError(`${at}`);
          at = end + 4;
          chunks++;
        }
        return chunks;
      },
    };
    const total = walks[byHand]();
    const variants = Object.entries(walks).map(([name, walk]) => timedWalk(name, walk, total));
    return { unit: "ms", samples: await measure(variants, options) };
  },
};
