import { describe, expect, test } from "vitest";
import { Ckpt } from "../../../generated/ckpt/index.ts";
import { imageToJson, jsonToImage } from "../../../src/inspect/index.ts";
import { aligned, unmeasured } from "../../image/support/families.ts";
import { hex } from "../../image/support/frames.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { first, task, taskHex, withField } from "../support/lines.ts";

test("a record needs no more than its name and fields", () => {
  expect(jsonToImage(`${first(Ckpt)}\n${JSON.stringify(task)}`, Ckpt)).toEqual(hex(taskHex));
});

describe("lines that inform may be wrong, and fields may be edited", () => {
  test("a longer payload makes a longer record", () => {
    const edited = imageToJson(ordinaryImage(), Ckpt)
      .replace("62617368000000000000000000000000", "62617368")
      .split("\n")
      .filter((line) => !line.includes("ckpt_hdr_buffer"))
      .join("\r\n\n");
    const image = jsonToImage(edited, Ckpt);
    expect(image.length).toBe(363 - 3 * 73 - 12);
    expect(Buffer.from(image.subarray(104, 116)).toString("hex")).toBe("040000000c00000062617368");
  });

  test("64-bit integers may be JSON numbers as long as these are exact", () => {
    const image = jsonToImage(`${first(Ckpt)}\n${JSON.stringify(withField("clear_child_tid", 7))}`, Ckpt);
    expect(image).toEqual(hex(taskHex));
  });

  test("constants and counts may be left out", () => {
    const lines = [first(unmeasured), '{"record":"tag_list","fields":{"values":[1,2]}}'];
    expect(jsonToImage(lines.join("\n"), unmeasured)).toEqual(hex("0200 0200 01000000 02000000"));
    expect(jsonToImage(`${first(Ckpt)}\n{"record":"ckpt_hdr_tail","fields":{}}`, Ckpt).length).toBe(16);
  });

  test("raw without fields is written as it is", () => {
    const tail = "29230000100000000100000000000000";
    const image = jsonToImage(`${first(Ckpt)}\n{"record":"ckpt_hdr_tail","raw":"${tail}"}`, Ckpt);
    expect(Buffer.from(image).toString("hex")).toBe(tail);
  });

  test("records are aligned where they come to stand", () => {
    const note = '{"record":"msg_note","fields":{"hdr":{"flags":0},"text":"41"}}';
    expect(jsonToImage([first(aligned), note, note].join("\n"), aligned)).toEqual(
      hex("09000000 0100 0000 41 000000 09000000 0100 0000 41"),
    );
  });
});
