import { expect, test } from "vitest";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { encodeRecords, RecordWriter } from "../../src/image/index.ts";
import { ordinaryImage } from "../vectors/vectors.ts";
import { aligned } from "./support/families.ts";
import { framesOf, hex } from "./support/frames.ts";

test("decoded records encode to the image they came from", () => {
  const records = framesOf(Ckpt, ordinaryImage(), 4096).map((frame) => Ckpt.decode(frame.bytes));
  expect(encodeRecords(Ckpt, records)).toEqual(ordinaryImage());
});

test("zeros align each record", () => {
  const text = Uint8Array.of(0x41);
  const note = { $name: "msg_note", hdr: { flags: 0 }, text };
  expect(encodeRecords(aligned, [note, note])).toEqual(hex("09000000 0100 0000 41 000000 09000000 0100 0000 41"));
});

test("a writer can begin in the middle", () => {
  const writer = new RecordWriter(aligned, 6);
  expect(writer.append({ $name: "msg_note", hdr: { flags: 0 }, text: new Uint8Array(0) })).toEqual(
    hex("0000 08000000 0100 0000"),
  );
  expect(writer.offset).toBe(16);
});

test("a record that cannot be encoded leaves the writer where it was", () => {
  const writer = new RecordWriter(Ckpt);
  const task = { $name: "ckpt_hdr_task", state: -1 } as never;
  expect(() => writer.append(task)).toThrow("ckpt_hdr_task.state: -1 does not fit u32 (0..4294967295)");
  expect(writer.offset).toBe(0);
});
