import { spawn, spawnSync } from "node:child_process";
import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CkptHdrHeader, CkptHdrType } from "../../../generated/ckpt/index.ts";
import { makesAllRuns, oneIn } from "../../support/all-runs.ts";
import { program, scratchFolder, until } from "./run.ts";

const folder = scratchFolder();
const peaks = join(folder, "peaks");

/** Notes how much memory each program has taken at most. */
const notePeak = `data:text/javascript,import{appendFileSync}from"node:fs";process.on("exit",()=>appendFileSync(${JSON.stringify(peaks)},process.resourceUsage().maxRSS+"\\n"))`;

const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** An image of records whose payloads take no room on the disk. */
function sparseImage(name: string, type: number, size: number, count: number): string {
  const path = join(folder, name);
  const fd = openSync(path, "w");
  let at = writeSync(fd, CkptHdrHeader.encode(CkptHdrHeader.create()));
  const header = new Uint8Array(new Uint32Array([type, size]).buffer);
  for (let i = 0; i < count; i++, at += size) writeSync(fd, header, 0, 8, at);
  ftruncateSync(fd, at);
  closeSync(fd);
  return path;
}

function smallRecords(name: string, count: number): string {
  const path = join(folder, name);
  const fd = openSync(path, "w");
  writeSync(fd, CkptHdrHeader.encode(CkptHdrHeader.create()));
  const records = Buffer.alloc(1000 * 16);
  for (let at = 0; at < records.length; at += 16)
    records.set(new Uint8Array(new Uint32Array([77, 16, at, 0]).buffer), at);
  for (let i = 0; i < count; i += 1000) writeSync(fd, records);
  closeSync(fd);
  return path;
}

/** Runs a shell command line in which `ckpt` is the program; `peak` is the most memory one of them took, in MiB. */
function run(line: string): { readonly stdout: string; readonly code: number | null; readonly peak: number } {
  rmSync(peaks, { force: true });
  const script = `ckpt() { "${process.execPath}" --import '${notePeak}' "${program}" "$@"; }\n${line}`;
  const { stdout, status } = spawnSync("/bin/sh", ["-c", script], { cwd: folder, maxBuffer: 2 ** 28 });
  const peak = Math.max(...readFileSync(peaks, "utf8").trim().split("\n").map(Number)) / 1024;
  return { stdout: stdout.toString(), code: status, peak };
}

function expectCopied(image: string, copy: string): void {
  expect(readFileSync(join(folder, copy)).equals(readFileSync(image))).toBe(true);
}

test("a file of many gigabytes is summed up and shown in little memory", () => {
  const count = makesAllRuns ? 5 : 2;
  const image = sparseImage("large.ckpt", CkptHdrType.CKPT_HDR_BUFFER, GiB, count);
  const total = count * GiB + 56;
  for (const line of oneIn(2, [`cat ${image} | ckpt inspect --summary -`, `ckpt inspect --summary ${image}`])) {
    const summary = run(line);
    expect(summary.stdout).toContain(
      `${count} records  ${count * GiB} bytes\ntotal: ${count + 1} records, ${total} bytes`,
    );
    expect(summary.code).toBe(0);
    expect(summary.peak).toBeLessThan(96);
  }
  const shown = run(`ckpt inspect ${image}`);
  expect(shown.stdout.match(/ckpt_hdr_buffer, CKPT_HDR_BUFFER \(3\), 1073741824 bytes/g)).toHaveLength(count);
  expect(shown.peak).toBeLessThan(96);
});

test("decode and encode copy an image through a pipe in little memory", () => {
  const image = sparseImage("copied.ckpt", 77, (makesAllRuns ? 100 : 10) * MiB, 2);
  const { code, peak } = run(`ckpt decode ${image} | ckpt encode - --output copy.ckpt`);
  expect(code).toBe(0);
  expectCopied(image, "copy.ckpt");
  expect(peak).toBeLessThan(192);
});

test("memory does not grow with the number of records", () => {
  const records = makesAllRuns ? 100_000 : 10_000;
  const [few, many] = [smallRecords("few.ckpt", records), smallRecords("many.ckpt", 8 * records)];
  for (const command of oneIn(3, ["decode", "inspect", "inspect --summary"])) {
    const [a, b] = [few, many].map((image) => run(`ckpt ${command} ${image} > /dev/null`).peak);
    expect(b, command).toBeLessThan((a as number) + 32);
  }
  const lines = run(`ckpt decode ${many} | ckpt encode - --output many-copy.ckpt`);
  expect(lines.code).toBe(0);
  expectCopied(many, "many-copy.ckpt");
  expect(lines.peak).toBeLessThan(192);
});

test.each(["decode", "inspect"])("%s waits for who reads slowly", async (command) => {
  const image = command === "decode" ? sparseImage("slow.ckpt", 77, GiB, 3) : smallRecords("slow-many.ckpt", 400_000);
  const child = spawn(process.execPath, [program, command, image], { stdio: ["ignore", "pipe", "ignore"] });
  const about = (file: string, pattern: RegExp) =>
    Number(pattern.exec(readFileSync(`/proc/${child.pid}/${file}`, "utf8"))?.[1]);
  const read = () => about("io", /rchar: (\d+)/);
  try {
    await until(() => read() > 2 * MiB || child.stdout.readableLength > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = read();
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(read()).toBe(before);
    expect(before).toBeLessThan(8 * MiB);
    expect(about("status", /VmHWM:\s+(\d+)/) / 1024).toBeLessThan(192);
  } finally {
    child.kill();
  }
});

test("what a pipe brings bit by bit is taken as it comes", async () => {
  const image = readFileSync(smallRecords("dripping.ckpt", 1000));
  const child = spawn(process.execPath, [program, "inspect", "-"], { stdio: ["pipe", "pipe", "ignore"] });
  let shown = "";
  child.stdout.on("data", (data) => {
    shown += data;
  });
  child.stdin.write(image.subarray(0, 5000));
  await until(() => shown.includes("0x1378 unknown"));
  child.stdin.end(image.subarray(5000));
  await until(() => shown.includes(`0x${(image.length - 16).toString(16)} unknown`));
  expect(statSync(join(folder, "dripping.ckpt")).size).toBe(image.length);
});
