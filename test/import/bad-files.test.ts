import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ImportError, type ReadOptions, readTypes } from "../../src/import/index.ts";
import { readObject } from "../../src/import/object-file.ts";
import { oneIn, runs } from "../support/all-runs.ts";
import { inFolder, objectOf } from "../support/compiled.ts";
import { run } from "../support/run-tool.ts";
import { skipsWithoutProgram } from "../support/skips-without.ts";

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));
const names = readdirSync(folder).filter((name) => /\.(o|exe|wasm)$/.test(name));
const contents = (name: string) => new Uint8Array(readFileSync(folder + name));
const elf = contents("elf-x86_64.o");

/** What is said of bytes, without the name of the file in front. */
function refusal(bytes: Uint8Array | string, options: ReadOptions = {}, name = "a.out"): string {
  return inFolder((place) => {
    const file = `${place}/${name}`;
    writeFileSync(file, bytes);
    return refusalOf(file, options);
  });
}

function refusalOf(file: string, options: ReadOptions = {}): string {
  try {
    readTypes(file, options);
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    expect(error.message.startsWith(`${file}: `)).toBe(true);
    return error.message.slice(file.length + 2);
  }
  return "nothing";
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

describe("what no types are read from is told in one line", () => {
  test.each([
    ["an archive", bytes("!<arch>\nmember"), "is an archive of object files; take a member out of it (`ar x`)"],
    ["a thin archive", bytes("!<thin>\nmember"), "is an archive of object files"],
    ["a fat Mach-O", bytes("\xca\xfe\xba\xbe\0\0\0\x02"), "(`lipo -thin`)"],
    ["bitcode", bytes("BC\xc0\xde\0\0"), "is LLVM's bitcode"],
    ["a program of DOS", bytes(`MZ${"\0".repeat(58)}\x40\0\0\0NE\0\0\0\0`), "a program of DOS"],
    ["an ELF of no class", bytes("\x7fELF\x09\x01\x01"), "ELF of class 9 and byte order 1, which are not known"],
    ["another file", bytes("\x89PNG\r\n\x1a\n\0\0\0\x0d"), "is nothing that types are read from"],
    ["an empty module", bytes("\0asm\x01\0\0\0"), "has no types; compile it with -g"],
  ])("%s", (_, file, said) => {
    expect(refusal(file)).toContain(said);
  });

  test("the end of the section headers, where the file ends before", () => {
    expect(refusal(elf.subarray(0, elf.length - 100))).toBe(
      `is cut off: section headers end at ${elf.length}, the file at ${elf.length - 100}`,
    );
  });

  test("a machine that no ABI is known of, unless one is named", () => {
    const other = elf.slice();
    other[18] = 0xfe;
    expect(refusal(other)).toMatch(/^is ELF of 64-bit little-endian machine 254, which is not known; name its --abi$/);
    expect(refusal(other, { abi: "x86_64" })).toMatch(/^is not linked, and how that is done for its machine/);
    // What is linked has all in its place.
    other[16] = 2;
    expect(readObject(other, { abi: "x86_64" })?.abi).toBe("x86_64");
  });

  test("an ABI that is not the file's", () => {
    expect(refusal(elf, { abi: "s390x" })).toBe("is for x86_64, not for s390x");
  });

  test("a version of DWARF that is not known", () => {
    const other = elf.slice();
    const at = elf.findIndex((byte, i) => byte === 5 && elf[i + 1] === 0 && elf[i + 2] === 1 && elf[i + 3] === 8);
    other[at] = 6;
    expect(refusal(other)).toBe(".debug_info at 0x0: DWARF 6 is not known, 2 to 5 are");
  });
});

const hasTools = !["gcc", "objcopy", "strip", "ar"].some(skipsWithoutProgram);

describe.skipIf(!hasTools)("what gcc and binutils make", () => {
  const source = "struct s { int a : 3; char b[]; } s;\n";
  const made = (...options: string[]) => objectOf(["gcc", ...options], source);

  test("no debugging information, or stripped", () => {
    expect(refusal(made())).toBe("has no types; compile it with -g");
  });

  test("debugging information that is elsewhere", () => {
    inFolder((place) => {
      const [full, bare] = [`${place}/full.debug`, `${place}/bare.o`];
      writeFileSync(full, made("-g"));
      run("objcopy", "--strip-debug", `--add-gnu-debuglink=${full}`, full, bare);
      expect(refusalOf(bare)).toBe("has no types: they are in full.debug; name that file");
      expect(readTypes(full).types.map(({ name }) => name)).toEqual(["s"]);
    });
  });

  test.each([4, 5])("a split file of DWARF %i, and the one it was split from", (version) => {
    inFolder((place) => {
      writeFileSync(`${place}/s.c`, source);
      run("gcc", "-g", `-gdwarf-${version}`, "-gsplit-dwarf", "-c", `${place}/s.c`, "-o", `${place}/s.o`);
      expect(refusalOf(`${place}/s.o`)).toMatch(/^its types are in \S*s\.dwo \(-gsplit-dwarf\); name that file$/);
      expect(readTypes(`${place}/s.dwo`).types.map(({ name }) => name)).toEqual(["s"]);
    });
  });

  test("what the linker goes on from, alone; beside types it is no matter", () => {
    expect(refusal(made("-g", "-flto", "-fno-fat-lto-objects"))).toMatch(/^has only what the linker goes on from/);
    expect(readObject(made("-g", "-flto", "-ffat-lto-objects"), {})?.types.map(({ name }) => name)).toEqual(["s"]);
  });

  test.each(["-gz=zlib", "-gz=zlib-gnu", "-gdwarf64", "-gstrict-dwarf"])("%s", (option) => {
    const plain = readObject(made("-g"), {})?.types;
    expect(plain).toMatchObject([{ name: "s", size: 4 }]);
    expect(readObject(made("-g", option), {})?.types).toEqual(plain);
  });

  test.each([4, 5])("types of DWARF %i in units of their own", (version) => {
    const problem = /types are in units of their own; compile without -fdebug-types-section$/;
    expect(refusal(made(`-gdwarf-${version}`, "-fdebug-types-section"))).toMatch(problem);
  });
});

test("a section that is compressed by zstd, or to another size than it says", () => {
  const name = new TextDecoder().decode(elf).indexOf(".debug_info\0");
  expect(name).toBeGreaterThan(0);
  const packed = compressed(2);
  expect(refusal(packed)).toMatch(/is compressed by zstd; run `objcopy --decompress-debug-sections` on it$/);
  expect(refusal(compressed(1))).toMatch(/^\.debug_\w+ is damaged: it does not decompress to \d+ bytes$/);
  expect(refusal(compressed(1, 2 ** 40))).toMatch(/takes 1099511627776 bytes decompressed, the limit is \d+$/);
});

/** The object file with headers of compressed sections in front of what is none. */
function compressed(type: number, size = 1000): Uint8Array {
  const file = elf.slice();
  const view = new DataView(file.buffer);
  const headers = Number(view.getBigUint64(0x28, true));
  for (let index = 0; index < view.getUint16(0x3c, true); index++) {
    const at = headers + 64 * index;
    const [flags, offset, length] = [8, 24, 32].map((field) => Number(view.getBigUint64(at + field, true))) as number[];
    // Those of texts and of debugging information, which take no memory.
    if (view.getUint32(at + 4, true) !== 1 || (flags as number) & 2 || (length as number) < 60) continue;
    view.setBigUint64(at + 8, BigInt((flags as number) | 2048), true);
    view.setUint32(offset as number, type, true);
    view.setBigUint64((offset as number) + 8, BigInt(size), true);
    file.set(deflateSync("").subarray(0, 8), (offset as number) + 24);
  }
  return file;
}

describe.each(names)("%s, damaged,", (name) => {
  const file = contents(name);
  const read = (damaged: Uint8Array) => {
    try {
      readObject(damaged, { constants: ["*"] });
    } catch (error) {
      expect(["ImportError", "BytewrightError"]).toContain((error as Error).name);
    }
  };

  test("cut off anywhere is read or refused", { timeout: 60_000 }, () => {
    for (const length of oneIn(7, [...file.keys()])) read(file.subarray(0, length));
  });

  test("with other bytes anywhere is read or refused", { timeout: 120_000 }, () => {
    const change = fc.tuple(fc.nat(file.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const damaged = file.slice();
        for (const [at, byte] of changes) damaged[at] = byte;
        read(damaged);
      }),
      runs(2000),
    );
  });
});
