import { existsSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import { makesAllRuns } from "../support/all-runs.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";
import { compareWith, typesIn } from "../support/c-types.ts";
import { type Command, compileC, objectOf, skipsWithoutCompiler } from "../support/compiled.ts";

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

/** Headers of the kernel, in which no library of C has a say: one a line. */
function kernelHeaders(): string[] {
  const folders = ["linux", "linux/netfilter", "sound", "rdma", "scsi", "mtd"];
  const names = folders
    .filter((name) => existsSync(`/usr/include/${name}`))
    .flatMap((folder) => readdirSync(`/usr/include/${folder}`).map((name) => `${folder}/${name}`))
    .filter((name) => name.endsWith(".h"));
  return ["stdint.h", "stddef.h", "linux/types.h", ...names].map((name) => `#include <${name}>`);
}

/** Those that a compiler takes together: it is asked again without the lines that it complains about. */
function compatible(command: Command, given: readonly string[]): string[] {
  const lines = [...given];
  for (let round = 0; round < 60; round++) {
    const { object, messages } = compileC(command, lines.join("\n"));
    if (object !== undefined) break;
    for (const [, line] of messages.matchAll(/source\.c:(\d+)/g)) lines[Number(line) - 1] = "";
  }
  return lines;
}

/** Those of this machine serve for all: what they say of registers is of no matter. */
const headers = ["-idirafter", "/usr/include", "-idirafter", "/usr/include/x86_64-linux-gnu", "-ffreestanding"];
const withHeaders = compilers.filter(([abi, , [name]]) =>
  makesAllRuns ? ["x86_64", "i386", "aarch64", "s390x"].includes(abi) : abi === (name === "gcc" ? "x86_64" : "s390x"),
);
let lines = kernelHeaders();

describe.each(withHeaders)("%s, %s-endian, %j", (abi, order, [compiler, ...options]) => {
  const command: Command = [compiler, ...options, ...headers];
  const isSkipped = skipsWithoutCompiler([...command, "-include", "linux/types.h"]);

  test.skipIf(isSkipped)("the types of the kernel's headers are read as they are", { timeout: 300_000 }, () => {
    lines = compatible(command, lines);
    const source = lines.join("\n");
    const types = typesIn(objectOf([...command, ...debug], source));
    expect(types.abi).toBe(abi);
    const { records, wrong } = compareWith(command, source, types, order === "little");
    expect(wrong).toEqual([]);
    expect(records).toBeGreaterThan(2500);
  });
});
