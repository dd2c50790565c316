import { expect, test } from "vitest";
import { vectors } from "../../vectors/vectors.ts";
import { ckpt, file, scratchFolder, shell } from "./run.ts";

const folder = scratchFolder();

test("all vectors, good and bad, behind each other and by themselves, come back byte for byte", () => {
  const bad = vectors.filter(({ expect }) => expect.errno !== null).slice(0, 8);
  const images = [Buffer.concat(vectors.map(({ image }) => image)), ...bad.map(({ image }) => Buffer.from(image))];
  for (const image of images) {
    const json = ckpt(["decode", "-"], { input: image });
    expect(json).toMatchObject({ code: 0, stderr: "" });
    const back = ckpt(["encode", "-", "--output", "-"], { input: json.bytes });
    expect(back).toMatchObject({ code: 0, stderr: "" });
    expect(back.bytes).toEqual(image);
  }
});

test("an edited field is encoded", () => {
  file(folder, "bash.ckpt", vectors[0]?.image as Uint8Array);
  const edit = `sed 's/"exit_code":0/"exit_code":9/'`;
  const run = shell(`ckpt decode bash.ckpt | ${edit} | ckpt encode - --output new; ckpt diff bash.ckpt new`, folder);
  expect(run).toMatchObject({ code: 1, stderr: "" });
  expect(run.stdout).toMatch(/exit_code +0 +-> +9/);
});
