import { expect, test } from "vitest";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { imageOf } from "./images.ts";
import { ckpt, complaintOf, file, scratchFolder } from "./run.ts";

const folder = scratchFolder();
const good = file(folder, "good.ckpt", ordinaryImage());

test("every record with its offset, type, length and fields", () => {
  const run = ckpt(["inspect", good]);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const offsets = [
    ...run.stdout.matchAll(/^0x([0-9a-f]+) ckpt_hdr_\w+, CKPT_HDR_\w+ \(\d+\), \d+ bytes(?:: \w+ of \w+)?$/gm),
  ];
  expect(offsets.map(([, offset]) => Number.parseInt(offset as string, 16))).toEqual(
    Object.values(PLACES).filter((place) => place !== PLACES.end),
  );
  expect(run.stdout).toMatch(/^ {2}clear_child_tid +139716164221072 +0x7f1234567890$/m);
  expect(run.stdout).not.toContain("\x1b");
});

test("goes on behind a fault and an unknown type, and counts the faults", () => {
  const image = ordinaryImage();
  image[PLACES.header + 8] = 1;
  image[PLACES.container] = 77;
  image[PLACES.tail + 8] = 1;
  const run = ckpt(["inspect", file(folder, "faults.ckpt", image)]);
  expect(run.code).toBe(1);
  expect(complaintOf(run)).toMatch(/faults\.ckpt: at 0x8: ckpt_hdr_header\.magic is .* \(and 1 more\)$/);
  expect(run.stdout).toMatch(/^0x113 unknown, type 77, 8 bytes\n {2}\(bytes\) +4d00000008000000$/m);
  expect(run.stdout).toMatch(/^0x15b ckpt_hdr_tail/m);
});

test("a tail, or a cut record, in several chunks has the size that is there", () => {
  expect(ckpt(["inspect", "-"], { input: Buffer.alloc(300_000) }).stdout).toMatch(
    /^0x0 tail, 300000 bytes\n {2}\(bytes\) +(00){24}\.\.\. \(300000 bytes\)\n {2}! .*\n$/,
  );
  const cut = Buffer.concat([Buffer.from("0300000000003800", "hex"), Buffer.alloc(357)]);
  expect(ckpt(["inspect", "-"], { input: cut }).stdout).toBe(
    "0x0 ckpt_hdr_buffer, CKPT_HDR_BUFFER (3), 365 bytes\n" +
      "  (payload)  cut off  365 of 3670016 bytes are there\n" +
      "  ! at 0x0: truncated record: 365 of 3670016 bytes\n",
  );
  const whole = Buffer.concat([Buffer.from("0300000000003800", "hex"), Buffer.alloc(0x380000 - 8), ordinaryImage()]);
  expect(ckpt(["inspect", "-"], { input: whole }).stdout).toMatch(
    /^0x0 ckpt_hdr_buffer, CKPT_HDR_BUFFER \(3\), 3670016 bytes\n {2}\(payload\) +3670008 bytes +too large.*\n0x380000 ckpt_hdr_header/,
  );
});

test("--summary counts, whatever the size", () => {
  const run = ckpt(["inspect", "--summary", "-"], { input: Buffer.concat([ordinaryImage(), ordinaryImage()]) });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toContain("total: 16 records, 726 bytes, ckpt, little-endian\n");
});

test("texts are escaped", () => {
  const run = ckpt(["inspect", file(folder, "evil.ckpt", imageOf("\x1b[2J\u202e"))]);
  expect(run.stdout).toMatch(/^[\x20-\x7e\n]+$/);
  expect(run.stdout).toContain('"\\x1b[2J\\u202e"');
});

test("--schema is gone: bytewright inspect has it", () => {
  const run = ckpt(["inspect", "--schema", "schema/ckpt/index.ts", good]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(complaintOf(run)).toContain("unknown option '--schema'");
});
