import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CkptHdrHeader } from "../../../generated/ckpt/index.ts";
import { CkptHdrHeader as CkptV23HdrHeader } from "../../../generated/ckpt-v23/index.ts";
import { makesAllRuns, oneIn } from "../../support/all-runs.ts";
import { quietEnvironment } from "../../support/quiet-environment.ts";
import { skipsWithout } from "../../support/skips-without.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { file, program, scratchFolder } from "./run.ts";

/** What a process may take more than one that has nothing to do, whatever lengths it reads. */
const mostMiB = 64;
/**
 * As `mostMiB`, with a million records: some 10 MiB of it is alive, and the rest V8's garbage, up to 48 MiB young and
 * some that has grown old. More records add nothing.
 */
const mostMiBForMany = 96;
/** What `diff` may take more than an idle process and both images, with half a million records each. */
const mostMiBToCompare = 192;
/** As `mostMiBToCompare`, where records have no order in common, and V8 keeps garbage from while they are aligned. */
const mostMiBByTurns = 320;
/** As `mostMiBToCompare`, where records of 1 MiB differ in each of their fields, which are listed before they are printed. */
const mostMiBToList = 256;

const folder = scratchFolder();
const bytewright = program.replace(/ckpt\.js$/, "bytewright.js");

/** Writes the most memory that the process has had, in KiB, to descriptor 3 as it ends. */
const tellSize = `data:text/javascript,
  import { readFileSync, writeSync } from "node:fs";
  process.on("exit", () => writeSync(3, readFileSync("/proc/self/status", "utf8").match(/VmHWM:\\s+(\\d+)/)[1]));`;

const skipsWithoutProc = skipsWithout("/proc", () => existsSync("/proc/self/status"));

/** Runs Node to its end; the output is of no interest. */
function run(args: readonly string[]): {
  readonly code: number | null;
  readonly sizeMiB: number;
  readonly said: string;
} {
  const size = join(folder, "size");
  const [none, told] = [openSync("/dev/null", "r+"), openSync(size, "w")];
  const { status, stderr } = spawnSync(process.execPath, ["--import", tellSize, ...args], {
    stdio: [none, none, "pipe", told],
    env: quietEnvironment(),
  });
  closeSync(none);
  closeSync(told);
  return { code: status, sizeMiB: Number(readFileSync(size, "utf8")) / 1024, said: stderr.toString() };
}

const idle = skipsWithoutProc ? 0 : run(["--eval", ""]).sizeMiB;

/** The most memory that the program has had, which must end in an answer. */
function grown(args: readonly string[], of = program): number {
  const { code, sizeMiB, said } = run([of, ...args]);
  expect([0, 1, 2]).toContain(code);
  expect(said).not.toContain("internal error");
  return sizeMiB;
}

function sizeMiBOf(path: string): number {
  return statSync(path).size / mib;
}

function header(type: number, len: number, order: "little" | "big" = "little"): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setUint32(0, type, order === "little");
  bytes.setUint32(4, len, order === "little");
  return new Uint8Array(bytes.buffer);
}

function repeat(part: (i: number) => Uint8Array, times: number): Uint8Array {
  return Buffer.concat(Array.from({ length: times }, (_, i) => part(i)));
}

/** A file of many bytes, of which none is stored but the first. */
function sparse(name: string, start: Uint8Array, size: number): string {
  const path = file(folder, name, start);
  truncateSync(path, size);
  return path;
}

const [CONTAINER, BUFFER, STRING, GROUPINFO, ERROR] = [2, 3, 4, 117, 9999];
const mib = 2 ** 20;
/** Records of an image that has many: the limits are for so many, of which a quick run has a part. */
const million = makesAllRuns ? mib : mib / 8;

/** Counts and elements of `ckpt_hdr_groupinfo`: as many as it says, or not. */
function groups(count: number, told: number, len = 16 + 4 * told, content = 0xff): Uint8Array {
  const bytes = new Uint8Array(16 + 4 * count).fill(content);
  bytes.set(header(GROUPINFO, len));
  new DataView(bytes.buffer).setUint32(8, told, true);
  return bytes;
}

const v23Header = CkptV23HdrHeader.encode(CkptV23HdrHeader.create());
const good = skipsWithoutProc ? "" : file(folder, "good.ckpt", ordinaryImage());

/** Schemas, and what a process takes that runs one and reads little. */
const schemas = ["ckpt", "ckpt-v23"].map((name): readonly [string, string, () => number] => {
  const path = fileURLToPath(new URL(`../../../schema/${name}/index.ts`, import.meta.url));
  let size: number | undefined;
  return [name, path, () => (size ??= grown(["inspect", "--schema", path, good], bytewright))];
});

describe.skipIf(skipsWithoutProc)("no image takes more memory than it should", () => {
  const half = makesAllRuns ? 499_000 : 62_500;
  const many = (type: number, each = half) => repeat((i) => header(i % each === 7 ? ERROR : type, 8), half);
  const ordered = (order: "little" | "big") =>
    Buffer.concat([
      order === "little"
        ? CkptHdrHeader.encode(CkptHdrHeader.create())
        : CkptHdrHeader.be.encode(CkptHdrHeader.create()),
      repeat(() => header(CONTAINER, 8, order), half),
    ]);
  /** One in so many is of a known type; all have something of their own. */
  const byTurns = (every: number, first: number) =>
    repeat((i) => {
      const record = Buffer.alloc(16);
      record.set(header(i % every === 0 ? STRING : 4242, 16));
      record.writeUInt32LE(first + i, 8);
      return record;
    }, half);
  const manyGroups = (content: number) => Buffer.concat([v23Header, groups(261_000, 261_000, undefined, content)]);

  const images: { readonly [name: string]: () => string } = {
    "a length of 2^32 - 1": () => file(folder, "max", header(BUFFER, 0xffffffff)),
    "a length of 2^31 - 1, big-endian": () => file(folder, "max-be", header(BUFFER, 0x7fffffff, "big")),
    "a string of 2^31 - 1 bytes behind a good start": () =>
      file(
        folder,
        "string",
        Buffer.concat([ordinaryImage().subarray(0, 323), header(STRING, 0x7fffffff), new Uint8Array(mib)]),
      ),
    "an error of 2^31 - 1 bytes, all there": () => sparse("error", header(ERROR, 0x7fffffff), 64 * mib),
    "a payload of 192 MiB, all there": () => sparse("payload", header(BUFFER, 192 * mib), 192 * mib + 8),
    "2^32 - 1 groups": () => file(folder, "groups", Buffer.concat([v23Header, groups(100, 0xffffffff)])),
    "as many groups as a length can tell": () =>
      file(folder, "groups-fit", Buffer.concat([v23Header, groups(1000, 0x3ffffffb, 0xfffffffc)])),
    "a record of 262,000 groups": () =>
      file(folder, "groups-all", Buffer.concat([v23Header, groups(262_000, 262_000)])),
    "many records of 8 bytes, a million": () =>
      file(
        folder,
        "small",
        repeat(() => header(CONTAINER, 8), million),
      ),
    "many types, a million": () =>
      file(
        folder,
        "types",
        repeat((i) => header(10_000 + i, 8), million),
      ),
    "records of no bytes": () =>
      file(
        folder,
        "none",
        repeat(() => header(CONTAINER, 0), mib / 8),
      ),
  };

  const rows = Object.entries(images).map(([name, make], i) => [name, make, i] as const);

  describe.each(rows)("an image with %s", (name, make, i) => {
    const path = skipsWithoutProc ? "" : make();
    const most = name.startsWith("many") ? mostMiBForMany : mostMiB;

    const commands = [
      "verify --kernel any",
      "verify --kernel any --all",
      "restart --kernel any",
      "inspect",
      "inspect --summary",
      "inspect --json",
      "inspect --hex",
      "decode",
    ];

    test.each(oneIn(8, commands, i))(`%s: at most ${most} MiB above an idle process`, (command) => {
      expect(grown([...command.split(" "), path]) - idle).toBeLessThan(most);
    });

    test.each(oneIn(10, schemas, i))(
      `bytewright inspect --schema %s: at most ${most} MiB above a small image`,
      (_, schema, small) => {
        expect(grown(["inspect", "--schema", schema, path], bytewright) - small()).toBeLessThan(most);
      },
    );

    test.each(oneIn(3, ["diff"], i))(
      `%s: at most ${mostMiBToCompare} MiB above an idle process and its bytes`,
      (command) => {
        expect(grown([command, path, good]) - idle - sizeMiBOf(path)).toBeLessThan(mostMiBToCompare);
      },
    );
  });

  const pairs: readonly (readonly [string, number, () => [Uint8Array, Uint8Array]])[] = [
    ["records with nothing in common", mostMiBToCompare, () => [many(CONTAINER), many(BUFFER)]],
    [
      "types with nothing in common",
      mostMiBToCompare,
      () => [many(CONTAINER), repeat((i) => header(i + 1e4, 8), half)],
    ],
    ["records of which a few differ", mostMiBToCompare, () => [many(CONTAINER), many(CONTAINER, 1000)]],
    ["records in two byte orders", mostMiBToCompare, () => [ordered("little"), ordered("big")]],
    ["records and types by turns", mostMiBByTurns, () => [byTurns(2, 0), byTurns(3, half)]],
    ["groups that differ", mostMiBToList, () => [manyGroups(0xff), manyGroups(0xfe)]],
  ];

  test.each(oneIn(4, pairs))(
    "diff of many %s: at most %d MiB above an idle process and both images",
    (_, most, make) => {
      const [a, b] = make().map((bytes, i) => file(folder, `many-${i}`, bytes)) as [string, string];
      expect(grown(["diff", a, b]) - idle - sizeMiBOf(a) - sizeMiBOf(b)).toBeLessThan(most);
    },
  );

  const first = '{"format":"bytewright","version":1,"family":"ckpt","byteOrder":"little"}\n';
  const start = (len: number) => `{"offset":0,"record":"ckpt_hdr_buffer","len":${len},"header":"03000000ffffffff"}\n`;
  const lines: { readonly [name: string]: string } = {
    "a length of 2^32 - 1": first + start(0xffffffff),
    "a length of 2^53": first + start(2 ** 53),
    "a line of 32 MiB": `${first}{"record":"${"x".repeat(32 * mib)}"}\n`,
    "a line of 600,000 levels": `${first}{"record":"ckpt_hdr_tail","fields":{"magic":${"[".repeat(600_000)}`,
    "a line of 210,000 objects": `${first}{"record":"ckpt_hdr_tail","fields":[${"{},".repeat(210_000)}{}]}\n`,
    "a line of 320,000 numbers": `${first}{"record":"ckpt_hdr_tail","fields":[${"0,".repeat(320_000)}0]}\n`,
    "a line of 49,000 keys": `${first}{${Array.from({ length: 49_000 }, (_, i) => `"key${i}":0`).join()}}\n`,
    "bytes as long as a line": `${first}{"record":"unknown","bytes":"${"00".repeat(327_000)}"}\n`,
    "text that takes two bytes each": `${first}{"record":"ckpt_hdr_tail","fields":{"magic":"${"€".repeat(218_000)}"}}\n`,
    "a payload of 64 MiB":
      first + start(0xffffffff) + `{"offset":8,"payload":"${"00".repeat(32 * 1024)}"}\n`.repeat(2048),
  };

  test.each(oneIn(4, Object.entries(lines)))("encode %s", (name, text) => {
    const json = file(folder, `${name}.json`, text);
    const { code, sizeMiB, said } = run([program, "encode", json, "--output", join(folder, "encoded")]);
    expect(said).toMatch(/^ckpt: [^\n]*: line \d+: /);
    expect(code).toBe(1);
    expect(sizeMiB - idle).toBeLessThan(mostMiB);
  });
});
