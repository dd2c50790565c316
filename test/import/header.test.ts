import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { declarations } from "../../codegen/c/declarations.ts";
import { type CTypes, type NamedType, type ReadOptions, type RecordType, readTypes } from "../../src/import/index.ts";
import { arbitraryDefinition } from "../support/arbitrary-struct.ts";
import { compareWith } from "../support/c-types.ts";
import { type Command, inFolder, skipsWithoutCompiler } from "../support/compiled.ts";

/** Types of a header. */
function read(text: string, options: ReadOptions = {}, name = "sample.h"): CTypes {
  return inFolder((folder) => {
    writeFileSync(`${folder}/${name}`, text);
    return readTypes(`${folder}/${name}`, options);
  });
}

function record(types: CTypes, name: string): RecordType {
  return types.types.find((type) => type.name === name) as NamedType & RecordType;
}

const compilers: readonly (readonly [cc: string, abi: string, command: Command])[] = [
  ["gcc", "x86_64", ["gcc", "-m64"]],
  ["clang-19", "x86_64", ["clang-19", "-m64"]],
  ["s390x-linux-gnu-gcc", "s390x", ["s390x-linux-gnu-gcc"]],
  ["clang-19", "wasm32", ["clang-19", "--target=wasm32"]],
  ["clang-19", "msvc64", ["clang-19", "--target=x86_64-pc-windows-msvc"]],
  ["x86_64-w64-mingw32-gcc", "mingw64", ["x86_64-w64-mingw32-gcc"]],
];

describe.each(compilers)("by %s for %s", (cc, abi, command) => {
  const isSkipped = skipsWithoutCompiler(command);

  test.skipIf(isSkipped)("alignments that no debugging information tells", () => {
    const types = read(
      `struct natural { int a, b; };
       struct __attribute__((packed)) tight { int a, b; };
       struct outer { char c; struct __attribute__((packed)) { short s; struct { char d; } deep[2][2]; } in; struct { long long x; }; };
       typedef struct { short s; } untagged;
       #define in no_member_of_this_name\n`,
      { cc, abi },
    );
    expect(types.abi).toBe(abi);
    const aligns = (type: RecordType | undefined) => type?.align;
    const exact = (bytes: number) => ({ bytes, isExact: true });
    expect(["natural", "tight"].map((name) => aligns(record(types, name)))).toEqual([exact(4), exact(1)]);
    const outer = record(types, "outer");
    expect(aligns(outer)).toEqual(exact(8));
    const inner = outer.members[1]?.type as RecordType;
    expect(aligns(inner)).toEqual(exact(1));
    const untagged = types.types.find((type) => type.name === "untagged");
    expect(untagged?.kind === "typedef" && aligns(untagged.type as RecordType)).toEqual(exact(2));
  });

  test.skipIf(isSkipped)("random structs, with their alignments", { timeout: 60_000 }, () => {
    const drawn = fc.sample(arbitraryDefinition, 100);
    const structs = drawn.flatMap((one, index) => [...declarations({ ...one, name: `s${index}` }).values()]);
    const source = `#include <stdint.h>\n${structs.join("\n")}\n`;
    const types = read(source, { cc: `${cc} -ffreestanding`, abi });
    const { records, wrong } = compareWith([...command, "-ffreestanding"], source, types, abi !== "s390x");
    expect({ source: wrong.length > 0 && source, wrong }).toEqual({ source: false, wrong: [] });
    expect(records).toBeGreaterThanOrEqual(100);
    const told = types.types.filter((type) => (type as RecordType).align?.isExact);
    expect(told.length).toBeGreaterThan(95);
  });

  test.skipIf(isSkipped)("constants: macros that are whole numbers, and members of enumerations without a name", () => {
    const { constants } = read(
      `#define X_ONE 1
       #define X_MINUS (-5)
       #define X_SHIFTED (X_ONE << 30)
       #define X_TEXT "no"
       #define X_REAL 1.5
       #define X_BROKEN )(
       #define X_CALL(x) x
       #define X_EMPTY
       #define X_UNSIGNED 0x80000000
       #define X_WIDE 0xfedcba9876543210ull
       #define X_WIDE_NEGATIVE (-0x7fffffffffffffffll - 1)
       #define X_SIZE sizeof(struct sized)
       #define X_LAST 'a'
       #define Y_OTHER 2
       struct sized { char bytes[7]; };
       enum { X_LOOSE = 77, Y_LOOSE };
       enum named { X_NAMED };\n`,
      { cc, abi, constants: ["X_*"] },
    );
    const narrow = [
      { name: "X_ONE", value: 1n },
      { name: "X_MINUS", value: -5n },
      { name: "X_SHIFTED", value: 2n ** 30n },
    ];
    const wide = [
      { name: "X_UNSIGNED", value: 2n ** 31n },
      { name: "X_WIDE", value: 0xfedcba9876543210n },
      { name: "X_WIDE_NEGATIVE", value: -(2n ** 63n) },
    ];
    const rest = [
      { name: "X_SIZE", value: 7n },
      { name: "X_LAST", value: 97n },
      { name: "X_LOOSE", value: 77n },
    ];
    // Enumerations of Microsoft's have no members wider than `int`: such constants are left out.
    expect(constants).toEqual([...narrow, ...(abi === "msvc64" ? [] : wide), ...rest]);
  });
});

const isSkipped = skipsWithoutCompiler(["gcc"]);

describe.skipIf(isSkipped)("a header", () => {
  test("is compiled with the paths, macros and files that are given", () => {
    inFolder((folder) => {
      mkdirSync(`${folder}/inc`);
      writeFileSync(`${folder}/inc/types.h`, "typedef unsigned short width;\n");
      writeFileSync(`${folder}/inc/first.h`, "#define COUNT 3\n");
      writeFileSync(`${folder}/-odd name.h`, '#include "types.h"\nstruct s { width w[COUNT]; FIELD };\n');
      const options = { includePath: [`${folder}/inc`], include: ["first.h"], define: ["FIELD=char c;"] };
      const [s] = readTypes(`${folder}/-odd name.h`, options).types.filter(({ name }) => name === "s");
      expect(s).toMatchObject({ size: 8, members: [{ name: "w" }, { name: "c", at: 48 }] });
      expect(s?.origin).toEqual({ file: `${folder}/-odd name.h`, line: 2 });
    });
  });

  test("tells where types are declared by its name as given", () => {
    inFolder((folder) => {
      const before = process.cwd();
      mkdirSync(`${folder}/inc`);
      writeFileSync(`${folder}/inc/s.h`, "struct s { char c; };\n");
      writeFileSync(`${folder}/-dash.h`, '#include "inc/s.h"\nstruct t { struct s s; };\n');
      process.chdir(folder);
      try {
        const origins = readTypes("-dash.h").types.map(({ origin }) => origin);
        expect(origins).toEqual([
          { file: "./inc/s.h", line: 1 },
          { file: "./-dash.h", line: 2 },
        ]);
        expect(readTypes("inc/s.h").types.map(({ origin }) => origin)).toEqual([{ file: "inc/s.h", line: 1 }]);
        expect(readTypes("-dash.h").types.every((type) => (type as RecordType).align?.isExact)).toBe(true);
      } finally {
        process.chdir(before);
      }
    });
  });

  test("that needs common ones before it gets them", () => {
    expect(record(read("struct s { uint16_t a; size_t b; u_int c; };\n"), "s").size).toBe(24);
  });

  test("with static functions, and a source with main, are read as well", () => {
    const text = "#include <stdint.h>\nstruct s { int a; };\nstatic inline int f(struct s s) { return s.a; }\n";
    expect(record(read(text), "s").size).toBe(4);
    expect(record(read(`${text}int main(void) { return 0; }\n`, {}, "main.c"), "s").size).toBe(4);
  });

  test("that is in no file of that name is known by its text", () => {
    expect(record(read("struct s { int a; };\n", {}, "sample"), "s").size).toBe(4);
  });

  test("that does not compile is told in the compiler's words, in one line", () => {
    const said = refusal(() => read("struct s { int a }\n#include <no/such.h>\n", { cc: "gcc" }));
    expect(said).toMatch(/sample\.h: gcc: \S+sample\.h:\d+:\d+: (fatal )?error: [^\n]*$/);
  });

  test("cannot be read without a compiler, or by one for another ABI", () => {
    const text = "struct s { int a; };\n";
    expect(refusal(() => read(text, { cc: "no-such-cc" }))).toMatch(
      /the compiler no-such-cc is not installed; name one/,
    );
    expect(refusal(() => read(text, { abi: "pdp11" }))).toMatch(/no compiler for pdp11 is known; name one by --cc$/);
    expect(refusal(() => read(text, { cc: "gcc", abi: "ppc64" }))).toMatch(/is for x86_64, not for ppc64$/);
  });

  test("leaves nothing behind", () => {
    inFolder((folder) => {
      const { TMPDIR } = process.env;
      process.env.TMPDIR = folder;
      try {
        read("struct s { int a; };\n", { constants: ["*"] });
        refusal(() => read("struct s {"));
      } finally {
        if (TMPDIR === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = TMPDIR;
      }
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing";
}
