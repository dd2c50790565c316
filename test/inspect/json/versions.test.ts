import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { CkptV23 } from "../../../generated/ckpt-v23/index.ts";
import { imageToJson, jsonToImage } from "../../../src/inspect/index.ts";
import type { AnyCodec, ByteOrder } from "../../../src/wire/index.ts";
import { v23, v23Image } from "../../image/support/v23-image.ts";
import { runs } from "../../support/all-runs.ts";
import { arbitraryValue } from "../../support/arbitrary-value.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { bigEndianImage } from "../support/big-endian.ts";
import { expectRoundTrip, linesOf } from "../support/round-trip.ts";

const both = [Ckpt, CkptV23];
const orders: readonly ByteOrder[] = ["little", "big"];

function converted(image: Uint8Array, to: ByteOrder): Uint8Array {
  return jsonToImage(imageToJson(image, both).replace(/"byteOrder":"\w+"/, `"byteOrder":"${to}"`), both);
}

describe.each(orders)("version 23, %s-endian", (byteOrder) => {
  const image = v23Image(byteOrder);

  test("JSON names family and byte order", () => {
    const [first] = imageToJson(image, both).split("\n");
    expect(JSON.parse(first as string)).toEqual({ format: "bytewright", version: 1, family: "ckpt_v23", byteOrder });
  });

  test("round-trips through JSON without a raw line, in chunks of any size", () => {
    expect(linesOf(image, both).filter((line) => /"(raw|bytes)"/.test(line))).toEqual([]);
    for (const chunkSize of [1, 7, 4096]) expectRoundTrip(image, both, chunkSize);
  });

  test("round-trips wherever it is cut", () => {
    for (let end = 0; end <= image.length; end++) expectRoundTrip(image.subarray(0, end), both, 4096);
  });

  test("round-trips whatever bytes are changed", () => {
    const changes = fc.array(fc.tuple(fc.nat(image.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = image.slice();
        for (const [at, value] of list) bytes[at] = value;
        expectRoundTrip(bytes, both, 4096);
      }),
      runs(500),
    );
  });

  test("converts to the other byte order, and back to the same bytes", () => {
    const other = byteOrder === "little" ? "big" : "little";
    expect(Buffer.from(converted(image, other)).equals(v23Image(other))).toBe(true);
    expect(Buffer.from(converted(converted(image, other), byteOrder)).equals(image)).toBe(true);
  });

  test.each(CkptV23.codecs.map((codec) => codec.name))("%s round-trips through JSON", (name) => {
    const family = byteOrder === "big" ? CkptV23.be : CkptV23;
    const codec = family.codecNamed(name) as AnyCodec;
    const opening = family.encode({
      $name: "ckpt_hdr_header",
      ...v23(byteOrder).codecNamed("ckpt_hdr_header")?.create(),
    });
    fc.assert(
      fc.property(arbitraryValue(codec.layout), (value) => {
        expectRoundTrip(Buffer.concat([opening, codec.encode(value)]), both, 4096);
      }),
      { numRuns: 30 },
    );
  });
});

test("version 3 converts, too", () => {
  expect(Buffer.from(converted(ordinaryImage(), "big")).equals(bigEndianImage())).toBe(true);
  expect(Buffer.from(converted(bigEndianImage(), "little")).equals(ordinaryImage())).toBe(true);
});

describe("JSON in another byte order", () => {
  const lines = (byteOrder: string, ...rest: object[]) =>
    [{ format: "bytewright", version: 1, family: "ckpt", byteOrder }, ...rest]
      .map((line) => JSON.stringify(line))
      .join("\n");
  test.each([
    [
      "unknown",
      { record: "unknown", bytes: "4d00000009000000ff" },
      "bytes: found 9 bytes, expected one big-endian record",
    ],
    [
      "raw",
      { record: "ckpt_hdr_tail", raw: "29230000100000000100000000000000" },
      "raw: found 16 bytes, expected one big-endian record",
    ],
    [
      "large",
      { record: "ckpt_hdr_buffer", len: 9, header: "0300000009000000" },
      'record: found "ckpt_hdr_buffer", expected "unknown", as the big-endian header says',
    ],
  ])("refuses what is bytes: %s", (_, line, message) => {
    expect(() => jsonToImage(lines("big", line), both)).toThrow(`line 2: ${message}`);
    if (!("header" in line)) expect(() => jsonToImage(lines("little", line), both)).not.toThrow();
  });

  test("a family that is not there", () => {
    const text = '{"format":"bytewright","version":1,"family":"ckpt_v24","byteOrder":"little"}';
    expect(() => jsonToImage(text, both)).toThrow('line 1: family: found "ckpt_v24", expected "ckpt" or "ckpt_v23"');
  });
});

describe("JSON of lists of structs", () => {
  const text = (line: object) =>
    `{"format":"bytewright","version":1,"family":"ckpt_v23","byteOrder":"little"}\n${JSON.stringify(line)}`;
  const task = { vpid: 1, vppid: 0, vtgid: 1, vpgid: 1, vsid: 1, depth: 0 };
  const line = (payload: unknown, elements: unknown = "ckpt_task_pids") => ({
    record: "ckpt_hdr_buffer",
    elements,
    fields: { payload },
  });

  test("are elements, which may be edited, added and removed", () => {
    const lists = linesOf(v23Image(), both).filter((one) => one.includes('"elements":"ckpt_task_pids"'));
    expect(lists.map((one) => JSON.parse(one).fields.payload.length)).toEqual([2]);
    expect(jsonToImage(text(line([])), both).length).toBe(8);
    expect(jsonToImage(text(line([task, task, task])), both).length).toBe(8 + 3 * 24);
  });

  test.each<[string, object, string]>([
    ["an unknown struct", line([], "ckpt_tusk"), 'elements: found "ckpt_tusk", expected the name of a ckpt_v23 struct'],
    ["no list", line("00"), 'fields.payload: found "00", expected a list of ckpt_task_pids'],
    ["no object", line([5]), "fields.payload[0]: found 5, expected an object"],
    ["too large", line([task, { ...task, vpid: 2 ** 31 }]), "fields.payload[1].vpid: 2147483648 does not fit s32"],
    ["an unknown field", line([{ ...task, constructor: 1 }]), "fields.payload[0].constructor: found an unknown key"],
    [
      "no payload",
      { ...line([]), record: "ckpt_hdr_container" },
      'elements: found "ckpt_task_pids", expected nothing: a ckpt_hdr_container has no payload',
    ],
    ["raw", { ...line([]), raw: "0400000008000000" }, 'elements: found "ckpt_task_pids", expected nothing beside raw'],
  ])("refuse %s", (_, bad, message) => {
    expect(() => jsonToImage(text(bad), both)).toThrow(`line 2: ${message}`);
  });
});
