import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { CkptV23 } from "../../../generated/ckpt-v23/index.ts";
import { family, record, struct, u16, u32 } from "../../../schema/dsl/index.ts";
import { dynamicFamily } from "../../../src/dynamic/index.ts";
import { diffImages, formatDifference, imageToJson, jsonToImage } from "../../../src/inspect/index.ts";
import type { Family } from "../../../src/wire/index.ts";
import { told, zoo } from "../../image/support/families.ts";
import { hex } from "../../image/support/frames.ts";
import { v23Image } from "../../image/support/v23-image.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { bigEndianImage } from "../support/big-endian.ts";
import { ox } from "../support/ox.ts";

const both = [Ckpt, CkptV23];

describe("diff", () => {
  const diff = (a: Uint8Array, b: Uint8Array) =>
    [...diffImages(a, b, both)].flatMap((one) => formatDifference(one).trimEnd().split("\n"));

  test.each([
    ["v3", ordinaryImage(), bigEndianImage()],
    ["v23", v23Image("little"), v23Image("big")],
  ])("%s: the byte order alone", (_, a, b) => {
    expect(diff(a, b)).toEqual(["~ image", "  (byte order, nothing else)  little  ->  big"]);
  });

  test("the byte order, and a field", () => {
    const b = bigEndianImage();
    b[283 + 19] = 9;
    expect(diff(ordinaryImage(), b)).toEqual([
      "~ image",
      "  (byte order)  little  ->  big",
      "~ 0x11b / 0x11b ckpt_hdr_task",
      "  exit_code  0  ->  9",
    ]);
  });

  test("an element of a list", () => {
    const text = imageToJson(v23Image(), both).replace('"vpgid":-1', '"vpgid":2');
    expect(diff(v23Image("big"), jsonToImage(text, both))).toEqual([
      "~ image",
      "  (byte order)  big  ->  little",
      expect.stringMatching(/^~ 0x\w+ \/ 0x\w+ ckpt_hdr_buffer$/),
      "  tasks[1].vpgid  -1  ->  2",
    ]);
  });

  test("a record less, in the other byte order", () => {
    const lines = imageToJson(v23Image("big"), both).split("\n");
    const b = jsonToImage(lines.filter((line) => !line.includes("ckpt_hdr_vma")).join("\n"), both);
    expect(diff(v23Image("little"), b).slice(2)).toEqual([expect.stringMatching(/^- 0x\w+ ckpt_hdr_vma, /)]);
  });

  test("two versions: what has the same name is compared", () => {
    const found = diff(ordinaryImage(), v23Image("big"));
    expect(found.slice(0, 3)).toEqual([
      "~ image",
      "  (format)      ckpt    ->  ckpt_v23",
      "  (byte order)  little  ->  big",
    ]);
    expect(found).toContainEqual(expect.stringMatching(/^ {2}rev +3 +-> +6$/));
    expect(found).toContainEqual(expect.stringMatching(/^\+ 0x\w+ ckpt_hdr_header_arch, CKPT_HDR_HEADER_ARCH \(2\)/));
    expect(found.filter((line) => line.startsWith("- "))).toEqual([]);
    expect(found.join("\n")).not.toContain("ckpt_hdr_tail");
  });

  test("a record that only is longer, in the other byte order", () => {
    const b = Buffer.concat([bigEndianImage(), Uint8Array.of(0)]);
    b.writeUInt32BE(17, PLACES.tail + 4);
    expect(diff(ordinaryImage(), b)).toEqual([
      "~ image",
      "  (byte order)  little  ->  big",
      "~ 0x15b / 0x15b ckpt_hdr_tail",
      "  (trailing bytes 16)    ->  00",
    ]);
  });

  describe("what byte orders do not explain is told", () => {
    const open = { $name: "zoo_open" };
    const zoos = (little: object, big: object): [Buffer, Buffer] => [
      Buffer.concat([zoo.encode(open), zoo.encode({ ...ox, ...little })]),
      Buffer.concat([zoo.be.encode(open), zoo.be.encode({ ...ox, ...big })]),
    ];
    const found = (images: [Uint8Array, Uint8Array], family: Family = zoo) =>
      [...diffImages(...images, family)].flatMap((one) => formatDifference(one).trimEnd().split("\n")).slice(1);
    const order = "  (byte order)  little  ->  big";

    test("text that is not UTF-8", () => {
      expect(found(zoos({ name: "caf\udce9" }, { name: "caf\udce8" }))).toEqual([
        order,
        "~ 0x8 / 0x8 zoo_animal",
        '  name  "caf\\xe9"  ->  "caf\\xe8"',
      ]);
    });

    test("the sign of zero", () => {
      expect(found(zoos({ weight: 0 }, { weight: -0 }))).toEqual([
        order,
        "~ 0x8 / 0x8 zoo_animal",
        "  weight  0  ->  -0",
      ]);
    });

    test("a reserved number, by its bytes", () => {
      const images = zoos({}, {});
      images[0].writeUInt32LE(1, 8 + 0x24);
      images[1].writeUInt32BE(1, 8 + 0x24);
      expect(found(images)).toEqual([order, "~ 0x8 / 0x8 zoo_animal", "  spare  01000000  ->  00000001"]);
      images[1].writeUInt32LE(1, 8 + 0x24);
      expect(found(images)).toEqual(["  (byte order, nothing else)  little  ->  big"]);
    });

    test("bytes behind all fields", () => {
      const images = zoos({}, {}).map((image, i) => Buffer.concat([image, Buffer.of(0x11 + i)])) as [Buffer, Buffer];
      const { size } = zoo.codecNamed("zoo_animal")!.layout;
      images[0].writeUInt16LE(size + 1, 10);
      images[1].writeUInt16BE(size + 1, 10);
      expect(found(images)).toEqual([order, "~ 0x8 / 0x8 zoo_animal", `  (trailing bytes ${size})  11  ->  12`]);
    });

    test("bytes between records", () => {
      const images = [told, told.be].map((one, i) => {
        const record = one.encode({ $name: "told_text", kind: 1, data: Uint8Array.of(0x41) });
        return Buffer.concat([one.encode({ $name: "told_open" }), record, Buffer.of(0, 0, i), record]);
      }) as [Buffer, Buffer];
      expect(found(images, told)).toEqual([order, "~ image", "  (padding) from 0 on  (ends after 0)  ->  000001"]);
    });
  });

  test.each([
    ["the same", "ff", []],
    ["others", "fe", ["~ 0x16b / 0x16b unknown type 77", "  (bytes) from 0 on  ff  ->  fe"]],
  ])(
    "an unknown record in the other byte order, of which the bytes behind the header are compared: %s",
    (_, last, more) => {
      const a = Buffer.concat([ordinaryImage(), hex("4d000000 09000000 ff")]);
      const b = Buffer.concat([bigEndianImage(), hex(`0000004d 00000009 ${last}`)]);
      const only = more.length === 0 ? ", nothing else" : "";
      expect(diff(a, b)).toEqual(["~ image", `  (byte order${only})  little  ->  big`, ...more]);
    },
  );

  test("two versions of a record that say the same in another size", () => {
    const version = (name: string, level: typeof u16 | typeof u32) =>
      dynamicFamily(
        family(name, {
          header: struct("level_hdr", { fields: { type: u32, len: u32 } }),
          member: "h",
          type: "type",
          length: { field: "len" },
          byteOrder: { record: "level", field: "magic" },
          records: [
            record("level", { type: { LEVEL: 1 }, packed: true, fields: { magic: u32.constant(0x1e7e1), level } }),
          ],
        }),
      );
    const [older, newer] = [version("old", u16), version("newer", u32)];
    const image = (one: typeof older, level: number) => one.encode({ $name: "level", level });
    const compare = (level: number) =>
      [...diffImages(image(older, 5), image(newer, level), [older, newer])].flatMap((one) =>
        formatDifference(one).trimEnd().split("\n"),
      );
    expect(compare(5)).toEqual(["~ image", "  (format, nothing else)  old  ->  newer"]);
    expect(compare(6)).toEqual(["~ image", "  (format)  old  ->  newer", "~ 0x0 / 0x0 level", "  level  5  ->  6"]);
  });
});
