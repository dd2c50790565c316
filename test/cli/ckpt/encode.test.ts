import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { skipsWithoutProgram } from "../../support/skips-without.ts";
import { ordinaryImage, vectors } from "../../vectors/vectors.ts";
import { ckpt, file, program, scratchFolder, shell } from "./run.ts";

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

test.skipIf(skipsWithoutProgram("sed"))("an edited field is encoded", () => {
  file(folder, "bash.ckpt", vectors[0]?.image as Uint8Array);
  const edit = `sed 's/"exit_code":0/"exit_code":9/'`;
  const run = shell(`ckpt decode bash.ckpt | ${edit} | ckpt encode - --output new; ckpt diff bash.ckpt new`, folder);
  expect(run).toMatchObject({ code: 1, stderr: "" });
  expect(run.stdout).toMatch(/exit_code +0 +-> +9/);
});

test.skipIf(skipsWithoutProgram("sed"))("the example in --help does what it says", () => {
  file(folder, "bash.ckpt", vectors[0]?.image as Uint8Array);
  const example = /^ {2}\$ (ckpt decode .*)$/m.exec(ckpt(["encode", "--help"]).stdout)?.[1];
  const run = shell(`${example}; ckpt diff bash.ckpt new.ckpt`, folder);
  expect(run).toMatchObject({ code: 1, stderr: "" });
  expect(run.stdout).toMatch(/exit_signal +17 +-> +9/);
});

describe("lines out of a pipe that has a name", () => {
  test.each([
    [
      "a FIFO",
      "mkfifo lines; ckpt decode a.ckpt > lines & ckpt encode lines --output b.ckpt; code=$?; rm lines; exit $code",
    ],
    ["/dev/stdin", "ckpt decode a.ckpt | ckpt encode /dev/stdin --output b.ckpt"],
    ["a descriptor", "ckpt decode a.ckpt | ckpt encode /dev/fd/3 --output b.ckpt 3<&0"],
    [
      "a FIFO that is refused",
      "mkfifo bad; echo no > bad & told=$(ckpt encode bad --output c.ckpt 2>&1); rm bad; case $told in *'line 1: '*) ;; *) exit 9 ;; esac",
    ],
  ])("%s", (_, line) => {
    const image = file(folder, "a.ckpt", vectors[0]?.image as Uint8Array);
    const run = shell(line, folder);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    if (line.includes("b.ckpt"))
      expect(ckpt(["diff", image, `${folder}/b.ckpt`])).toMatchObject({ code: 0, stdout: "" });
  });
});

test.skipIf(skipsWithoutProgram("python3"))("a socket of packets is read as others are", () => {
  const { stdout } = ckpt(["decode", file(folder, "packets.ckpt", ordinaryImage())]);
  const script = `
import socket, subprocess, sys
ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
ours.send(sys.stdin.buffer.read())
ours.close()
sys.exit(subprocess.run(sys.argv[1:], stdin=theirs).returncode)`;
  const command = [process.execPath, program, "encode", "-", "--output", "-"];
  const run = spawnSync("python3", ["-c", script, ...command], { input: stdout });
  expect([run.status, run.stderr.toString()]).toEqual([0, ""]);
  expect(run.stdout).toEqual(Buffer.from(ordinaryImage()));
});
