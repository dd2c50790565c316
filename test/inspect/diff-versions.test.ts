import { describe, expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { diffImages, formatDifference, imageToJson, jsonToImage } from "../../src/inspect/index.ts";
import { v23Image } from "../image/support/v23-image.ts";
import { ordinaryImage } from "../vectors/vectors.ts";
import { bigEndianImage } from "./support/big-endian.ts";

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
});
