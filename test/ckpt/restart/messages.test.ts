import { expect, test } from "vitest";
import { CkptError } from "../../../src/ckpt/ckpt-error.ts";
import { restartBytes } from "../../../src/ckpt/restart/index.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { joined, rawRecord, u16, u32, u64, withBytes } from "./damage.ts";

const image = ordinaryImage();
const at = (place: number, bytes: Uint8Array) => withBytes(image, place, bytes);

/** [image, the error as text] */
const rows: readonly (readonly [Uint8Array, string])[] = [
  [image.subarray(0, 3), "EPIPE: at 0x0: ckpt_hdr_header.h takes 8 bytes, 3 are left"],
  [image.subarray(0, 66), "EPIPE: at 0x38: ckpt_hdr_buffer takes 73 bytes, 10 are left"],
  [at(PLACES.header + 4, u32(7)), "EINVAL: at 0x4: ckpt_hdr_header.h.len is 7, expected 56"],
  [at(PLACES.release + 4, u32(0x80000000)), "EINVAL: at 0x3c: ckpt_hdr_buffer.h.len is 2147483648, expected 73"],
  [at(PLACES.comm + 4, u32(0)), "EINVAL: at 0x147: ckpt_hdr_string.h.len is 0, expected 24"],
  [at(PLACES.tail, joined(u32(9999), u32(7))), "EINVAL: at 0x15f: ckpt_hdr_tail.h.len is 7, expected 8..2147483647"],
  [at(PLACES.release + 4, u32(72)), "EINVAL: at 0x3c: ckpt_hdr_buffer.h.len is 72, expected 73"],
  [at(PLACES.task, u32(3)), "EINVAL: at 0x11b: ckpt_hdr_task.h.type is 3, expected 101"],
  [
    at(PLACES.header + 8, u64(0n)),
    "EINVAL: incompatible kernel version: at 0x8: ckpt_hdr_header.magic is 0x0, expected 0xfeed0cc0a2d200",
  ],
  [
    at(PLACES.header + 24, u16(2)),
    "EINVAL: incompatible kernel version: at 0x18: ckpt_hdr_header.rev is 2, expected 3",
  ],
  [
    at(PLACES.header + 18, u16(3)),
    "EINVAL: incompatible kernel version: at 0x12: ckpt_hdr_header.major is 3, expected 2",
  ],
  [
    at(PLACES.header + 20, u16(262)),
    "EINVAL: incompatible kernel version: at 0x14: ckpt_hdr_header.minor is 262, expected 6",
  ],
  [
    at(PLACES.header + 22, u16(38)),
    "EINVAL: incompatible kernel version: at 0x16: ckpt_hdr_header.patch is 38, expected 37",
  ],
  [
    at(PLACES.header + 48, u64(1n << 63n)),
    "EINVAL: incompatible restart user flags: at 0x30: ckpt_hdr_header.uflags is 0x8000000000000000, expected 0x0",
  ],
  [
    at(PLACES.header + 36, u16(0)),
    "EINVAL: incompatible kernel constants: at 0x24: ckpt_hdr_header.constants.uts_version_len is 0, expected 65",
  ],
  [at(PLACES.tail + 8, u64(1n)), "EINVAL: at 0x163: ckpt_hdr_tail.magic is 0x1, expected 0x2d2a0cc0deef00"],
  [
    joined(image.subarray(0, PLACES.task), rawRecord(9999, ""), rawRecord(4, "\0no task")),
    "EIO: at 0x11b: ckpt_hdr_error: the checkpoint failed: no task",
  ],
  [
    joined(image.subarray(0, PLACES.task), rawRecord(9999, "")),
    "EIO: at 0x11b: ckpt_hdr_error: the checkpoint failed, no reason is given",
  ],
];

test.each(rows)("%#: %s", (bytes, expected) => {
  expect(String(refusalOf(bytes))).toBe(expected);
});

test.each([
  ["2.6.37.1", "is not of the form A.B.C"],
  ["2.6", "is not of the form A.B.C"],
  ["2.6.37x", "is not of the form A.B.C"],
  ["256.6.37", "is past 255.255.255"],
  ["255.255.256", "is past 255.255.255"],
])("the kernel cannot be %s", (kernel, why) => {
  expect(() => restartBytes({ bytes: image, kernel })).toThrow(`kernel version "${kernel}" ${why}`);
});

test.each(["2.6.37", "2.6.37-rc5", "2.6.37-5.amd64", "2.6.37+"])("the kernel can be %s", (kernel) => {
  expect(restartBytes({ bytes: image, kernel }).consumed).toBe(image.length);
});

test("the first wrong field is told, and magic, flags and constants in this order", () => {
  let bytes = at(PLACES.header + 32, u16(1));
  expect(refusalOf(bytes).fault?.path).toBe("constants.task_comm_len");
  bytes = withBytes(bytes, PLACES.header + 48, u64(1n));
  expect(refusalOf(bytes).fault?.path).toBe("uflags");
  bytes = withBytes(bytes, PLACES.header + 22, u16(1));
  expect(refusalOf(bytes).fault?.path).toBe("patch");
  bytes = withBytes(bytes, PLACES.header + 8, u64(1n));
  expect(refusalOf(bytes).fault?.path).toBe("magic");
});

test("an error tells how much of the image has been read", () => {
  expect(refusalOf(at(PLACES.header + 24, u16(2))).pos).toBe(56);
  expect(refusalOf(image.subarray(0, 66)).pos).toBe(64);
});

function refusalOf(bytes: Uint8Array): CkptError {
  try {
    restartBytes({ bytes, kernel: "2.6.37" });
  } catch (error) {
    if (error instanceof CkptError) return error;
    throw error;
  }
  throw new Error("the image was taken");
}
