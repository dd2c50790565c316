import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import {
  ImageDescriber,
  ImageToJson,
  imageToJson,
  JsonToImage,
  jsonToImage,
  longestLine,
} from "../../../src/inspect/index.ts";
import { told, verbose } from "../../image/support/families.ts";
import { framesOf } from "../../image/support/frames.ts";
import { makesAllRuns } from "../../support/all-runs.ts";
import { expectRoundTrip, linesOf } from "../support/round-trip.ts";

describe("large records", () => {
  const size = 2 ** 20 + 100_000;
  const image = new Uint8Array(size + 8).fill(0xab);
  image.set([3, 0, 0, 0]);
  new DataView(image.buffer).setUint32(4, size, true);
  image.set([2, 0, 0, 0, 8, 0, 0, 0], size);

  test("are a start and lines of at most 32 KiB", () => {
    const lines = linesOf(image).map((line) => JSON.parse(line));
    expect(lines[0]).toEqual({ offset: 0, record: "ckpt_hdr_buffer", type: 3, len: size, header: "03000000a0861100" });
    const payload = lines.slice(1, -1);
    expect(payload.every((line) => line.payload.length <= 2 * 32 * 1024)).toBe(true);
    expect(payload.reduce((sum, line) => sum + line.payload.length / 2, 0)).toBe(size - 8);
    expect(payload[1].offset).toBe(8 + 32 * 1024);
    expect(lines.at(-1)).toMatchObject({ offset: size, record: "ckpt_hdr_container" });
    expectRoundTrip(image, Ckpt, 100_000);
  });

  test("that are cut end in a tail without bytes", () => {
    const lines = linesOf(image.subarray(0, size - 1));
    expect(lines.at(-1)).toBe(
      `{"offset":${size - 1},"tail":"","reason":"at 0x0: truncated record: ${size - 1} of ${size} bytes"}`,
    );
    expectRoundTrip(image.subarray(0, size - 1), Ckpt, 100_000);
  });

  test("of many times the memory pass through in both directions", () => {
    const total = (makesAllRuns ? 256 : 128) * 2 ** 20;
    const toJson = new ImageToJson(Ckpt);
    const toImage = new JsonToImage(Ckpt);
    const header = Buffer.from(Uint32Array.of(3, total + 8).buffer);
    const chunk = new Uint8Array(2 ** 18);
    const before = process.memoryUsage().rss;
    let [written, most] = [0, 0];
    const pass = (lines: string[]) => {
      for (const bytes of toImage.push(Buffer.from(lines.join("")))) written += bytes.length;
      most = Math.max(most, process.memoryUsage().rss - before);
    };
    pass(toJson.push(header));
    for (let sent = 0; sent < total; sent += chunk.length) pass(toJson.push(chunk));
    pass(toJson.end());
    toImage.end();
    expect(written).toBe(total + 8);
    expect(most).toBeLessThan(total / 2);
  });
});

test.each([told, told.be])("a large record that a field behind the header tells apart has its name, %#", (family) => {
  const open = family.encode({ $name: "told_open" });
  const large = family.encode({ $name: "told_bytes", kind: 2, data: new Uint8Array(2 ** 21).fill(7) });
  const image = Buffer.concat([open, large]);
  const [, start, payload] = linesOf(image, told).map((line) => JSON.parse(line));
  const header = Buffer.from(large.subarray(0, 12)).toString("hex");
  expect(start).toEqual({ offset: 12, record: "told_bytes", type: 2, len: large.length, header });
  expect(payload.offset).toBe(24);
  expectRoundTrip(image, told, 100_000);
  const describer = new ImageDescriber();
  const frames = framesOf(told, image, 10_000);
  const described = [...frames.flatMap((frame) => describer.next(family, frame)), ...describer.end()];
  expect(described.map(({ name, size }) => [name, size])).toEqual([
    ["told_open", 12],
    ["told_bytes", large.length],
  ]);
  const lines = imageToJson(image, told).replace(header, header.slice(0, 16));
  expect(() => jsonToImage(lines, told)).toThrow('line 3: record: found "told_bytes", expected "unknown"');
});

test("a record whose line would be too long is split like a large one", () => {
  const image = new Uint8Array(2 ** 20);
  image[0] = 1;
  new DataView(image.buffer).setUint32(4, image.length, true);
  const lines = linesOf(image, verbose);
  expect(lines[0]).toBe('{"offset":0,"record":"list_of_words","type":1,"len":1048576,"header":"0100000000001000"}');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(longestLine);
  expectRoundTrip(image, verbose, 2 ** 16);
});
