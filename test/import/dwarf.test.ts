import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import { makesAllRuns } from "../support/all-runs.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";
import { compareWith, typesIn } from "../support/c-types.ts";
import { type Command, compileC, objectOf, skipsWithoutCompiler } from "../support/compiled.ts";
import { layOutAgain } from "../support/schema-again.ts";

const clang = "clang-19";
/** Each with what it makes: by ABI, and byte order. */
const compilers: readonly (readonly [abi: string, order: "little" | "big", command: Command])[] = [
  ["x86_64", "little", ["gcc", "-m64"]],
  ["i386", "little", ["gcc", "-m32"]],
  ["aarch64", "little", ["aarch64-linux-gnu-gcc"]],
  ["arm", "little", ["arm-linux-gnueabihf-gcc"]],
  ["riscv64", "little", ["riscv64-linux-gnu-gcc"]],
  ["ppc64", "big", ["powerpc64-linux-gnu-gcc"]],
  ["s390x", "big", ["s390x-linux-gnu-gcc"]],
  ["x86_64", "little", [clang, "--target=x86_64-linux-gnu"]],
  ["i386", "little", [clang, "--target=i386-linux-gnu"]],
  ["aarch64", "little", [clang, "--target=aarch64-linux-gnu"]],
  ["s390x", "big", [clang, "--target=s390x-linux-gnu"]],
  ["mingw64", "little", ["x86_64-w64-mingw32-gcc"]],
  ["mingw32", "little", ["i686-w64-mingw32-gcc"]],
  ["msvc64", "little", [clang, "--target=x86_64-pc-windows-msvc"]],
  ["msvc32", "little", [clang, "--target=i686-pc-windows-msvc"]],
  ["wasm32", "little", [clang, "--target=wasm32"]],
  ["apple_arm64", "little", [clang, "--target=arm64-apple-macos"]],
];

const debug = ["-g", "-fno-eliminate-unused-debug-types", "-ffreestanding"];
const runs = Number(process.env.BYTEWRIGHT_IMPORT_RUNS ?? 200);
const perRun = 500;

describe.each(compilers)("%s, %s-endian, %j", (abi, order, command) => {
  const isSkipped = skipsWithoutCompiler(command);

  test.skipIf(isSkipped)(`the types of ${runs} random structs are read as they are`, { timeout: 180_000 }, () => {
    const seed = process.env.BYTEWRIGHT_SEED === undefined ? Date.now() : Number(process.env.BYTEWRIGHT_SEED);
    const drawn = fc.sample(arbitraryDefinition, { seed, numRuns: runs });
    for (let first = 0; first < drawn.length; first += perRun) {
      const source = `#include <stdint.h>\n${drawn
        .slice(first, first + perRun)
        .flatMap((one, index) => [...declarations({ ...one, name: `s${index}` }).values()])
        .join("\n")}\n`;
      for (const version of [2, 3, 4, 5]) {
        const object = objectOf([...command, ...debug, `-gdwarf-${version}`], source);
        const types = typesIn(object, { abi });
        expect(types.abi).toBe(abi);
        const { records, wrong } = compareWith([...command, "-ffreestanding"], source, types, order === "little");
        expect({ seed, version, wrong }).toEqual({ seed, version, wrong: [] });
        expect(records).toBeGreaterThan(0.7 * Math.min(perRun, drawn.length - first));
      }
    }
  });
});

const included = "/usr/include";
const multiarch = join(included, "x86_64-linux-gnu");
const headersIn = (base: string, folder: string, recursive = false) => {
  const path = join(base, folder);
  const files = existsSync(path) ? readdirSync(path, { recursive, encoding: "utf8" }) : [];
  return files.filter((name) => name.endsWith(".h")).map((name) => join(folder, name));
};

/** One a line. The kernel's, in which no library has a say and most get on with each other, come first. */
function headerLines(): string[] {
  const kernel = ["linux", "asm-generic", "drm", "misc", "mtd", "rdma", "scsi", "sound", "video", "xen"];
  const others = ["", "arpa", "net", "netinet", "netpacket", "netrom", "netrose", "nfs", "protocols", "rpc"];
  const files = [
    ...kernel.flatMap((folder) => headersIn(included, folder, true)),
    // What else there is takes long.
    ...(makesAllRuns ? others.flatMap((folder) => headersIn(included, folder)) : []),
    ...(makesAllRuns ? headersIn(multiarch, "sys") : []),
  ];
  return files.map((name) => `#include <${name}>`);
}

const common = ["stdint.h", "stddef.h", "linux/types.h"].map((name) => `#include <${name}>`);

/** Those that a compiler takes together: it is asked again without the lines that it complains about. */
function compatible(command: Command, given: readonly string[]): string[] {
  let lines = given;
  for (let round = 0; round < 100; round++) {
    const { object, messages } = compileC(command, [...common, ...lines].join("\n"));
    const blamed = linesWithErrors(messages);
    if (object !== undefined || blamed.size === 0) break;
    lines = lines.filter((_, index) => !blamed.has(index + common.length + 1));
  }
  return [...lines];
}

/** Behind which line each error is; notes tell of lines that are as they should be. */
function linesWithErrors(messages: string): Set<number> {
  const found = new Set<number>();
  let current = 0;
  for (const message of messages.split("\n")) {
    current = Number(/source\.c:(\d+)/.exec(message)?.[1] ?? current);
    if (/: (fatal )?error: /.test(message)) found.add(current);
  }
  return found;
}

/** Files of C, of headers that get on with each other; a header that is not in the first may be in the second. */
function compatibleFiles(command: Command): string[][] {
  const first = compatible(command, headerLines());
  if (!makesAllRuns) return [first];
  const left = headerLines().filter((line) => !first.includes(line));
  return [first, compatible(command, left)];
}

const scratch = mkdtempSync(join(tmpdir(), "bytewright-headers-"));
afterAll(() => rmSync(scratch, { recursive: true }));
mkdirSync(join(scratch, "gnu"));
// The C library's headers ask for it where they are another machine's, and only declare functions by it.
writeFileSync(join(scratch, "gnu/stubs-32.h"), "");

/** Those of this machine serve where a compiler has none: what they say of registers is of no matter, but widths are. */
const asOthers: { readonly [abi: string]: readonly string[] } = { aarch64: ["-D__x86_64__"] };
const headers = [...[included, multiarch, scratch].flatMap((folder) => ["-idirafter", folder]), "-ffreestanding"];
const withHeaders = compilers.filter(([abi, , [name]]) =>
  makesAllRuns ? ["x86_64", "i386", "aarch64", "s390x"].includes(abi) : abi === (name === "gcc" ? "x86_64" : "s390x"),
);
let files: string[][] | undefined;

describe.each(withHeaders)("%s, %s-endian, %j", (abi, order, [compiler, ...options]) => {
  const command: Command = [compiler, ...options, ...headers, ...(asOthers[abi] ?? [])];
  const isSkipped = skipsWithoutCompiler([...command, "-include", "linux/types.h"]);

  test.skipIf(isSkipped)("the system's headers are read as they are, and written", { timeout: 600_000 }, async () => {
    files = files?.map((lines) => compatible(command, lines)) ?? compatibleFiles(command);
    const counts = { headers: 0, types: 0, records: 0, places: 0, bytes: 0 };
    for (const lines of files) {
      const source = [...common, ...lines].join("\n");
      const types = typesIn(objectOf([...command, ...debug], source));
      expect(types.abi).toBe(abi);
      const { records, places, wrong } = compareWith(command, source, types, order === "little");
      expect(wrong).toEqual([]);

      const again = await layOutAgain(types, "headers");
      const told = again.told.map((line) => line.replace(/[.:].*/s, ""));
      expect(again.missing).toEqual([]);
      expect(again.compared).toHaveLength(again.records);
      expect([...again.wrong].filter((name) => !told.includes(name))).toEqual([]);
      counts.headers += lines.length;
      counts.types += types.types.length;
      counts.records += records;
      counts.places += places;
      counts.bytes += again.wrong.size;
    }
    console.log(`${abi}, ${compiler}: ${JSON.stringify(counts)}`);
    expect(counts.records).toBeGreaterThan(2500);
    expect(counts.bytes).toBeLessThan(counts.records / 200);
    if (makesAllRuns) expect(counts.types).toBeGreaterThan(5000);
  });
});
