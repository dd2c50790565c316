import { expect, test } from "vitest";
import { ckptImage } from "../../fuzz/corpus.ts";
import { ordinaryImage, PLACES, type Vector, vectors } from "../../vectors/vectors.ts";
import { imageOf } from "./images.ts";
import { ckpt, complaintOf, file, type Run, scratchFolder } from "./run.ts";

const folder = scratchFolder();
const good = file(folder, "good.ckpt", ordinaryImage());

test("the vectors: the original's answers, one line of JSON each", () => {
  const kernels = new Set(vectors.map(({ kernel }) => kernel));
  for (const kernel of kernels) {
    const some = vectors.filter((vector) => vector.kernel === kernel);
    const files = some.map(({ name, image }) => file(folder, `vector-${name}`, image));
    const run = ckpt(["verify", "--json", "--kernel", kernel, ...files]);
    const answers = run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers.map(asExpected)).toEqual(
      some.map(({ name, expect: { log: _, ...expected } }) => ({ name, ...expected })),
    );
    expect(run.stderr).toBe("");
    expect(run.code).toBe(some.every((vector) => vector.expect.errno === null) ? 0 : 1);
  }
});

// biome-ignore lint/suspicious/noExplicitAny: JSON
function asExpected({ file: path, errno, consumed, task }: any): Omit<Vector["expect"], "log"> & { name: string } {
  return {
    name: path.slice(path.indexOf("vector-") + "vector-".length),
    errno,
    comm_hex: task?.comm_hex ?? null,
    set_child_tid: task?.set_child_tid ?? null,
    clear_child_tid: task?.clear_child_tid ?? null,
    consumed,
  };
}

test("the JSON's keys stand in this order", () => {
  const missing = `${folder}/missing`;
  const run = ckpt(["verify", "--json", "--kernel", "2.6.37", good, missing]);
  expect(run.stdout.split("\n")).toEqual([
    `{"file":"${good}","ok":true,"errno":null,"message":null,"consumed":363,"task":{"comm":"bash",` +
      `"comm_hex":"62617368000000000000000000000000","set_child_tid":"0","clear_child_tid":"139716164221072"}}`,
    `{"file":"${missing}","ok":false,"errno":"ENOENT","message":"no such file or directory","consumed":null,"task":null}`,
    "",
  ]);
  expect(run.code).toBe(1);
});

test("people get good images on standard output and bad ones on standard error", () => {
  const old = file(folder, "old.ckpt", ordinaryImage().fill(2, PLACES.header + 24, PLACES.header + 25));
  const run = ckpt(["verify", "--kernel", "2.6.37", good, old]);
  expect(run.stdout).toBe(`${good}: ok, comm "bash", set_child_tid 0x0, clear_child_tid 0x7f1234567890\n`);
  expect(complaintOf(run)).toBe(
    `${old}: EINVAL: incompatible kernel version: at 0x18: ckpt_hdr_header.rev is 2, expected 3`,
  );
});

test("without --kernel it is the running kernel", () => {
  const run = ckpt(["verify", good]);
  expect(run.code).toBe(1);
  expect(complaintOf(run)).toContain("incompatible kernel version");
});

test("an image cut anywhere is EPIPE", () => {
  const image = ordinaryImage();
  const files = Array.from(image, (_, length) => file(folder, `cut-${length}`, image.subarray(0, length)));
  const run = ckpt(["verify", "--json", "--kernel", "any", ...files]);
  const answers = run.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).errno);
  expect(answers).toEqual(files.map(() => "EPIPE"));
});

test("a pipe is read to the image's end", () => {
  for (const end of [...Object.values(PLACES), PLACES.end + 10]) {
    const input = Buffer.concat([ordinaryImage(), Buffer.from("more bytes")]).subarray(0, end);
    expect(ckpt(["verify", "--kernel", "any", "-"], { input }).code, `${end} bytes`).toBe(end < PLACES.end ? 1 : 0);
  }
});

test("texts are escaped: control characters, direction marks, bytes that are no UTF-8", () => {
  const path = file(folder, "evil\n\x1b[31m.ckpt", imageOf(Buffer.from("1b5b6de280aeff22", "hex")));
  const run = ckpt(["verify", "--kernel", "any", path]);
  expect(run.stdout).toBe(
    `${folder}/evil\\x0a\\x1b[31m.ckpt: ok, comm "\\x1b[m\\u202e\\xff\\"", set_child_tid 0x0, clear_child_tid 0x7f1234567890\n`,
  );
  const json = ckpt(["verify", "--kernel", "any", "--json", path]).stdout;
  expect(json).toMatch(/^[\x20-\x7e]+\n$/);
  expect(JSON.parse(json)).toMatchObject({ file: path, task: { comm: '\x1b[m\u202e\udcff"' } });
});

test("a comm ends at its first NUL; comm_hex does not", () => {
  const path = file(folder, "nul.ckpt", imageOf("ab\0cd"));
  const { task } = JSON.parse(ckpt(["verify", "--kernel", "any", "--json", path]).stdout);
  expect(task).toMatchObject({ comm: "ab", comm_hex: "61620063640000000000000000000000" });
});

test("--all: a line for each image in a file, whatever becomes of the others", () => {
  const failed = Buffer.concat([
    ordinaryImage().subarray(0, PLACES.task),
    Buffer.from("0f270000080000000400000009000000", "hex"),
    Buffer.from("\0"),
  ]);
  const wrong = ordinaryImage().fill(2, PLACES.header + 24, PLACES.header + 25);
  const path = file(
    folder,
    "several",
    Buffer.concat([ordinaryImage(), wrong, failed, imageOf("sh"), Buffer.from("rest")]),
  );
  const run = ckpt(["verify", "--all", "--json", "--kernel", "2.6.37", path]);
  const lines = run.stdout.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line)).map(({ offset, errno, task }) => [offset, errno, task?.comm])).toEqual([
    [0, null, "bash"],
    [363, "EINVAL", undefined],
    [726, "EIO", undefined],
    [726 + failed.length, null, "sh"],
    [1089 + failed.length, "EPIPE", undefined],
  ]);
  expect(Object.keys(JSON.parse(lines[0] as string))).toEqual([
    ...["file", "ok", "errno", "message", "consumed", "task"],
    "offset",
  ]);
  expect(run.code).toBe(1);
});

test("--all: an image of any length is judged as without", () => {
  const reason = new Uint8Array(2 ** 21).fill(0x41);
  const failed = Buffer.concat([
    ordinaryImage().subarray(0, PLACES.release),
    Buffer.from(Uint32Array.of(9999, 8 + reason.length).buffer),
    reason,
  ]);
  const path = file(folder, "failed-at-length", Buffer.concat([failed, ordinaryImage()]));
  const [one, all] = [[], ["--all"]].map((options) => ckpt(["verify", "--kernel", "any", ...options, path]));
  const verdict = `EIO: at 0x38: ckpt_hdr_error: the checkpoint failed: ${"A".repeat(2 ** 16)}`;
  expect(complaintOf(one as Run)).toBe(`${path}: ${verdict}`);
  expect(complaintOf(all as Run)).toBe(`${path}, image at 0x0: ${verdict}`);
  expect(all?.stdout).toContain(`${path}, image at 0x${failed.length.toString(16)}: ok, comm "bash"`);
});

test("--all: what stands behind an image in the other byte order is judged, too", () => {
  const big = ckptImage("big");
  const [start, end] = [Buffer.from(ordinaryImage()), Buffer.from("garbage garbage")];
  const path = file(folder, "orders", Buffer.concat([start, big, start, big.subarray(0, 100), end]));
  const run = ckpt(["verify", "--all", "--json", "--kernel", "any", path]);
  const lines = run.stdout.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line)).map(({ offset, errno }) => [offset, errno])).toEqual([
    [0, null],
    [363, null],
    [726, null],
    [1089, expect.stringMatching(/^E/)],
  ]);
  expect(run.code).toBe(1);
});

test("--all: several good images in files and a pipe are good", () => {
  const input = Buffer.concat([ordinaryImage(), ordinaryImage()]);
  const run = ckpt(["verify", "--all", "--kernel", "any", good, "-"], { input });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(
    run.stdout
      .trimEnd()
      .split("\n")
      .map((line) => /image at 0x(\w+)/.exec(line)?.[1]),
  ).toEqual(["0", "0", "16b"]);
});

test("an error in the image is told with its reason, in one line", () => {
  const reason = Buffer.from("\0no\n\x1b[31mtask");
  const string = Buffer.concat([Buffer.from("04000000", "hex"), Buffer.from([8 + reason.length, 0, 0, 0]), reason]);
  const image = Buffer.concat([
    ordinaryImage().subarray(0, PLACES.task),
    Buffer.from("0f27000008000000", "hex"),
    string,
  ]);
  const run = ckpt(["verify", "--kernel", "any", file(folder, "failed", image)]);
  expect(complaintOf(run)).toMatch(/EIO: at 0x11b: ckpt_hdr_error: the checkpoint failed: no\\x0a\\x1b\[31mtask$/);
});
