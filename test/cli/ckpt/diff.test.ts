import { truncateSync } from "node:fs";
import { expect, test } from "vitest";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { imageOf } from "./images.ts";
import { ckpt, complaintOf, file, scratchFolder } from "./run.ts";

const folder = scratchFolder();
const good = file(folder, "good.ckpt", ordinaryImage());

test("the same bytes: nothing, and 0", () => {
  expect(ckpt(["diff", good, "-"], { input: ordinaryImage() })).toMatchObject({ code: 0, stdout: "", stderr: "" });
});

test("other fields: both values, and 1", () => {
  const image = imageOf("dash");
  image[PLACES.task + 16] = 9;
  const run = ckpt(["diff", good, "-"], { input: image });
  expect(run).toMatchObject({ code: 1, stderr: "" });
  expect(run.stdout).toMatch(/^~ 0x11b \/ 0x11b ckpt_hdr_task\n {2}exit_code +0 +-> +9$/m);
  expect(run.stdout).toMatch(/^~ 0x143 \/ 0x143 ckpt_hdr_string\n {2}payload +"bash".* +-> +"dash".*$/m);
});

test("what would take too much memory is refused", () => {
  const sparse = file(folder, "sparse", "");
  truncateSync(sparse, 3 * 2 ** 30);
  const run = ckpt(["diff", sparse, good]);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(complaintOf(run)).toBe(`${sparse}: more than 1024 MiB, too large to compare`);
  const many = file(folder, "many", Buffer.alloc(8 * 500_001, Buffer.from("0200000008000000", "hex")));
  expect(complaintOf(ckpt(["diff", many, good]))).toBe(
    "the first image takes over 500000 records, the limit is 500000",
  );
});
