import { describe, expect, test } from "vitest";
import { v23Image } from "../../image/support/v23-image.ts";
import { bigEndianImage } from "../../inspect/support/big-endian.ts";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { ckpt, complaintOf, file, scratchFolder, shell } from "./run.ts";

const folder = scratchFolder();
const images = [
  ["ckpt", "little", ordinaryImage()],
  ["ckpt", "big", bigEndianImage()],
  ["ckpt_v23", "little", v23Image("little")],
  ["ckpt_v23", "big", v23Image("big")],
] as const;

describe.each(images)("an image of %s, %s-endian", (family, byteOrder, image) => {
  const path = file(folder, `${family}-${byteOrder}.ckpt`, image);

  test("inspect shows all of it, without a fault", () => {
    const run = ckpt(["inspect", path]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).not.toContain("unknown");
    expect(run.stdout).toMatch(
      /^0x38|0x48 ckpt_hdr_buffer, CKPT_HDR_BUFFER \(\d\), 73 bytes: release of ckpt_hdr_header$/m,
    );
    expect(run.stdout).toMatch(/, \d+ bytes: comm of ckpt_hdr_task\n {2}payload.*"bash" \+ 12 NUL\n/);
  });

  test("inspect --summary tells what it is", () => {
    const run = ckpt(["inspect", "--summary", "-"], { input: image });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain(` bytes, ${family}, ${byteOrder}-endian\n`);
  });

  test("decode and encode give the same bytes", () => {
    const json = ckpt(["decode", path]);
    expect(json).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(json.stdout.split("\n")[0] as string)).toMatchObject({ family, byteOrder });
    const back = ckpt(["encode", "-", "--output", "-"], { input: json.bytes });
    expect(back).toMatchObject({ code: 0, stderr: "" });
    expect(back.bytes.equals(image)).toBe(true);
  });

  test.skipIf(skipsWithoutProgram("sed"))("encode converts it to the other byte order", () => {
    const [from, to] = byteOrder === "little" ? ["little", "big"] : ["big", "little"];
    const edit = `sed '1s/"byteOrder":"${from}"/"byteOrder":"${to}"/'`;
    const name = `${family}-${byteOrder}.ckpt`;
    const line = `ckpt decode ${name} | ${edit} | ckpt encode - --output new; ckpt diff ${name} new`;
    const run = shell(line, folder);
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(run.stdout).toBe(`~ image\n  (byte order, nothing else)  ${from}  ->  ${to}\n`);
  });

  test("diff of two versions says so", () => {
    const other = ckpt(["diff", path, "-"], { input: family === "ckpt" ? v23Image() : ordinaryImage() });
    expect(other).toMatchObject({ code: 1, stderr: "" });
    expect(other.stdout).toMatch(/^~ image\n {2}\(format\) +ckpt(_v23)? +-> +ckpt(_v23)?\n/);
  });

  test("verify takes version 3, and says what version 23 is", () => {
    const run = ckpt(["verify", "--kernel", "2.6.37", path]);
    if (family === "ckpt") {
      expect(run).toMatchObject({ code: 0, stderr: "" });
      expect(run.stdout).toContain('ok, comm "bash", set_child_tid 0x0, clear_child_tid 0x7f1234567890');
    } else {
      expect(run).toMatchObject({ code: 1, stdout: "" });
      expect(complaintOf(run)).toContain(
        "EINVAL: an image of format revision 6 (linux-cr v23), which this restart does not take: at 0x4: ckpt_hdr_header.h.len is 72, expected 56",
      );
    }
  });
});

test("verify --all takes images of either byte order", () => {
  const run = ckpt(["verify", "--kernel", "any", "--all", "-"], {
    input: Buffer.concat([bigEndianImage(), bigEndianImage()]),
  });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout.match(/image at 0x(0|16b): ok/g)).toHaveLength(2);
});

test("inspect says what is only assumed", () => {
  const run = ckpt(["inspect", "-"], { input: Buffer.from("0200000008000000", "hex") });
  expect(run).toMatchObject({ code: 0, stdout: "0x0 ckpt_hdr_container, CKPT_HDR_CONTAINER (2), 8 bytes\n" });
  expect(complaintOf(run)).toBe("-: nothing at its start tells what it is: read as ckpt, little-endian");
});

test("encode refuses a family it does not know, by its line", () => {
  const json = '{"format":"bytewright","version":1,"family":"pcap","byteOrder":"little"}\n';
  const run = ckpt(["encode", "-", "--output", "-"], { input: json });
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(complaintOf(run)).toBe('-: line 1: family: found "pcap", expected "ckpt" or "ckpt_v23"');
});
