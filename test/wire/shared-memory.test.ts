import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { type AnyCodec, BytewrightError, type Family } from "../../src/wire/index.ts";

// Records in memory that another thread writes, as fast as it can, while they are encoded and decoded here.

/** Records that vary in length, made of one byte. */
const racing: readonly [name: string, family: Family, value: (byte: number, size: number) => object][] = [
  ["ckpt_hdr_buffer", Ckpt as Family, (byte, size) => ({ payload: new Uint8Array(size).fill(byte) })],
  ["ckpt_hdr_string", Ckpt.be as Family, (byte, size) => ({ payload: new Uint8Array(size).fill(byte) })],
  ["ckpt_hdr_groupinfo", CkptV23 as Family, (byte, size) => ({ groups: new Array(size).fill(byte * 0x01010101) })],
  ["ckpt_hdr_groupinfo", CkptV23.be as Family, (byte, size) => ({ groups: new Array(size).fill(byte * 0x01010101) })],
];

const milliseconds = 1500;
const sizes = [8, 40];
/** bytes of records that have been encoded before, and of which nothing may show */
const foreign = 0xee;

test.each(racing.map((one) => [`${one[0]}, ${one[1].byteOrder}-endian`, ...one] as const))(
  "%s",
  async (_, name, family, value) => {
    const codec = family.codecNamed(name) as AnyCodec;
    const records = sizes.map((size, i) => codec.encode(value(0x11 * (i + 1), size)));
    const room = Math.max(...records.map(({ length }) => length));
    const bytes = new Uint8Array(new SharedArrayBuffer(room));
    bytes.set(records[0] as Uint8Array);
    const stop = new SharedArrayBuffer(4);
    const workerData = { bytes, stop, records, places: placesOf(codec, family) };
    const worker = new Worker(new URL("../support/scribbler.cjs", import.meta.url), { workerData });
    await once(worker, "message");
    const found = new Set<string>();
    const view = codec.view(bytes);
    const target = new Uint8Array(3 * room);
    for (const end = Date.now() + milliseconds; Date.now() < end; ) {
      for (const size of sizes) codec.encode(value(foreign, size));
      note(found, "encode", () => wrongWith(codec, codec.encode(view), room));
      note(found, "encodeInto", () => {
        target.fill(0xa5);
        try {
          const last = codec.encodeInto(view, target, 4);
          const outside = [...target.subarray(0, 4), ...target.subarray(last)].some((byte) => byte !== 0xa5);
          return outside ? "has written outside" : wrongWith(codec, target.slice(4, last), room);
        } catch (error) {
          if (target.some((byte) => byte !== 0xa5)) return "throws and has written";
          throw error;
        }
      });
      for (const decode of [() => codec.decode(bytes), () => family.decode(bytes)]) {
        note(found, "decode", () => wrongWith(codec, codec.encode(decode()), room));
      }
      note(found, "view", () => void JSON.stringify(view));
    }
    Atomics.store(new Int32Array(stop), 0, 1);
    await once(worker, "exit");
    expect([...found]).toEqual([]);
  },
);

function note(found: Set<string>, what: string, look: () => string | undefined): void {
  try {
    const wrong = look();
    if (wrong !== undefined) found.add(`${what} ${wrong}`);
  } catch (error) {
    if (!(error instanceof BytewrightError)) found.add(`${what} throws ${error}`);
  }
}

function wrongWith(codec: AnyCodec, record: Uint8Array, room: number): string | undefined {
  if (record.length > room) return "makes more than the array can hold";
  if (record.includes(foreign)) return "shows another record";
  try {
    codec.decode(record);
    return undefined;
  } catch {
    return "makes what is no record";
  }
}

/** Where a record tells its length and its count. */
function placesOf({ layout, byteOrder: order }: AnyCodec, { framing }: Family) {
  const counts = layout.members.filter((member) => member.kind === "field" && member.counts !== undefined);
  const { length } = framing;
  return [
    ...(length === undefined ? [] : [{ at: length.offset, size: length.size, order }]),
    ...counts.map(({ offset, size }) => ({ at: offset, size, order })),
  ];
}
