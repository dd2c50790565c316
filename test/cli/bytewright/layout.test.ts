import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCompiler, skipsWithoutCompilerFor } from "../../support/c-compiler.ts";
import { bytewright } from "../../support/run.ts";
import { skipsWithout } from "../../support/skips-without.ts";
import { scratchFolder } from "../ckpt/run.ts";
import { complaintOf, pings, schemaIn } from "./fixtures.ts";

const folder = scratchFolder();

describe("bytewright layout", () => {
  const holes = schemaIn(
    folder,
    `
    export const word = struct("word", { fields: { low: u16, high: u16 } });
    export const holes = struct("holes", {
      fields: {
        kind: u8, at: pointer, inner: nested({ a: u8, b: u32 }), list: array(nested({ c: u8, d: u16 }), 2),
        lifted: nested(word), big: array(u64, 4), three: bits(u32, 3), nine: bits(u32, 9), n: u16, rest: array(u32, "n"),
      },
    });`,
    "holes.ts",
  );

  test("shows offsets, sizes, holes, bits and cache lines", () => {
    const { code, stdout, stderr } = bytewright(["layout", holes, "--type", "h*"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(`struct holes {
    uint8_t kind;                               //     0         1
    // hole: 7 bytes
    uint64_t at;                                //     8         8
    struct {
        uint8_t a;                              //    16         1
        // hole: 3 bytes
        uint32_t b;                             //    20         4
    } inner;                                    //    16         8
    struct {
        uint8_t c;                              //    24         1
        // hole: 1 byte
        uint16_t d;                             //    26         2
    } list[2];                                  //    24         8
    struct word lifted;                         //    32         4
    // hole: 4 bytes
    uint64_t big[4];                            //    40        32
    // -- cache line 1 (64 bytes) began 8 bytes ago --
    uint32_t three : 3;                         //    72:0       1
    uint32_t nine : 9;                          //    72:3       2
    // hole: 4 bits
    uint16_t n;                                 //    74         2
    uint32_t rest[];                            //    76         0
    // size: 80, align: 8, cache lines: 2, members: 10, holes: 5, in them: 124 bits, padding: 4 bytes
};
`);
  });

  test("--json is what programs read", () => {
    const { code, stdout } = bytewright(["layout", holes, "--json"]);
    expect(code).toBe(0);
    const [word, layout] = JSON.parse(stdout);
    const plain = { bit_offset: null, bit_size: null };
    expect(word).toEqual({
      name: "word",
      kind: "struct",
      size: 4,
      align: 2,
      fields: [
        { name: "low", offset: 0, size: 2, ...plain },
        { name: "high", offset: 2, size: 2, ...plain },
      ],
    });
    expect(layout.fields.filter(({ name }: { name: string }) => /^(list.*|nine|rest)$/.test(name))).toEqual([
      { name: "list", offset: 24, size: 8, ...plain },
      { name: "list[].c", offset: 24, size: 1, ...plain },
      { name: "list[].d", offset: 26, size: 2, ...plain },
      { name: "nine", offset: 72, size: 2, bit_offset: 3, bit_size: 9 },
      { name: "rest", offset: 76, size: 0, ...plain },
    ]);
  });

  test("--abi lays bare structs and records out for another ABI, whose bits count from the most significant one", () => {
    const run = (abi: string) => JSON.parse(bytewright(["layout", holes, "--abi", abi, "--json"]).stdout)[1];
    expect(run("i386")).toMatchObject({ size: 64, align: 4 });
    const place = ({ fields }: { fields: { name: string }[] }, path: string) =>
      fields.find(({ name }) => name === path);
    expect(place(run("i386"), "at")).toMatchObject({ offset: 4, size: 4 });
    expect(place(run("s390x"), "nine")).toMatchObject({ offset: 72, bit_offset: 3, bit_size: 9 });
    const record = `export const f = family("f", {
      byteOrder: "little", abi: "x86_64", records: [record("r", { fields: { a: u8, b: u64 } })] });`;
    const schema = schemaIn(folder, record, "record.ts");
    expect(JSON.parse(bytewright(["layout", schema, "--json"]).stdout)[0].size).toBe(16);
    expect(JSON.parse(bytewright(["layout", schema, "--json", "--abi", "i386"]).stdout)[0].size).toBe(12);
  });

  test("records are told with their family, type and header, and with what stands behind them", () => {
    expect(bytewright(["layout", schemaIn(folder, pings)]).stdout).toContain(
      "// record of pings, type 7, header h\nstruct ping {\n    struct ping_hdr h;  ",
    );
    const parts = `import { strz } from "bytewright/schema";
      export const s = struct("s", { grows: false, fields: { n: u8 }, parts: { name: array(char, "n").padded(4), end: strz() } });`;
    expect(bytewright(["layout", schemaIn(folder, parts, "parts.ts")]).stdout).toContain(
      "    // from 1 on: char name[], counted by n, padded to 4\n    // then: char end[], ends with a NUL\n",
    );
    expect(bytewright(["layout", "netlink", "--type", "nlmsghdr"]).stdout).toContain("size: 16, align: 4");
  });

  test("what cannot be shown is told in a line", () => {
    expect(complaintOf(bytewright(["layout", holes, "--type", "none", "--type", "ho?e"]))).toBe(
      `${holes}: has no struct, union or record named none or ho?e`,
    );
    const unknown = bytewright(["layout", "nothing"]);
    expect(unknown.code).toBe(2);
    expect(complaintOf(unknown)).toMatch(/^nothing: the schemas that ship are .*ckpt, /);
    const wide = schemaIn(
      folder,
      'import { u128 } from "bytewright/schema"; export const s = struct("s", { fields: { w: u128 } });',
      "wide.ts",
    );
    const fault = bytewright(["layout", wide, "--abi", "i386"]);
    expect(fault).toMatchObject({ code: 1, stdout: "" });
    expect(fault.stderr).toMatch(/^.*wide\.ts: s\.w: .*i386.*\n$/);
    expect(bytewright(["layout", holes, "--format", "json"]).code).toBe(2);
  });
});

describe.skipIf(skipsWithoutCompilerFor("x86_64"))("bytewright layout of what a compiler has made", () => {
  const object = join(folder, "sample.o");
  const c = `
    typedef struct { unsigned char a; unsigned b : 3, c : 9; void (*f)(int); struct { int x; } in[2]; } thing;
    struct other { thing t; const struct other *next; int rest[]; } other;
    enum color { RED } color;
    typedef struct other other_t;
    other_t *alias;`;
  const { status } = runCompiler("x86_64", ["-g", "-c", "-o", object], c);

  test("shows it as it shows a schema", () => {
    expect(status).toBe(0);
    const run = bytewright(["layout", object]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout.replaceAll(/^\/\/ .*:\d+\n/gm, "")).toBe(`struct thing {
    unsigned char a;                            //     0         1
    unsigned int b : 3;                         //     1:0       1
    unsigned int c : 9;                         //     1:3       2
    // hole: 44 bits
    void (*f)(int);                             //     8         8
    struct {
        int x;                                  //    16         4
    } in[2];                                    //    16         8
    // size: 24, cache lines: 1, members: 5, holes: 1, in them: 44 bits
};

struct other {
    thing t;                                    //     0        24
    const struct other *next;                   //    24         8
    int rest[];                                 //    32         0
    // size: 32, cache lines: 1, members: 3
};
`);
    expect(bytewright(["layout", object, "--type", "other_t"]).stdout).toContain("struct other_t {\n    thing t; ");
    const json = JSON.parse(bytewright(["layout", object, "--json", "--type", "th?ng"]).stdout);
    expect(json[0].fields[2]).toEqual({ name: "c", offset: 1, size: 2, bit_offset: 3, bit_size: 9 });
  });

  test.skipIf(skipsWithout("pahole", () => spawnSync("pahole", ["--version"]).status === 0))("as pahole does", () => {
    const { stdout } = spawnSync("pahole", ["-C", "other", object], { encoding: "utf8" });
    const places = [...stdout.matchAll(/(\w+)(?:\[\])?; *\/\* *(\d+) +(\d+) \*\//g)].map(([, name, at, size]) => [
      name,
      Number(at),
      Number(size),
    ]);
    const [{ fields }] = JSON.parse(bytewright(["layout", object, "--json", "--type", "other"]).stdout);
    expect(
      fields.map((one: { name: string; offset: number; size: number }) => [one.name, one.offset, one.size]),
    ).toEqual(places);
  });

  const fields = "a: u8, b: bits(u32, 3), c: bits(u32, 9), f: pointer, in: array(nested({ x: s32 }), 2)";
  const schemaOf = (name: string, text = fields) =>
    schemaIn(
      folder,
      `import { s32 } from "bytewright/schema"; export const t = struct("${name}", { fields: { ${text} } });`,
      `${name}.ts`,
    );

  test("--against compares a schema with it", () => {
    expect(bytewright(["layout", schemaOf("thing"), "--against", object])).toEqual({
      code: 0,
      stderr: "",
      stdout: `${object}: 1 compared, 0 differences\n`,
    });
    const wrong = schemaOf("thing", fields.replace("u32, 9", "u32, 7").replace("s32", "u32"));
    expect(bytewright(["layout", wrong, "--against", object])).toEqual({
      code: 1,
      stderr: "",
      stdout: `thing.c: bit size is 7, and 9 in ${object}
thing.in[].x: sign is unsigned, and signed in ${object}
${object}: 1 compared, 2 differences
`,
    });
  });

  test("programs and GitHub are told, too", () => {
    const wrong = schemaOf("thing", fields.replace("f: pointer", "g: pointer"));
    const github = bytewright(["layout", wrong, "--against", object, "--format", "github"]);
    expect(github).toMatchObject({ code: 1, stderr: "" });
    expect(github.stdout).toBe(
      `::error file=${wrong}::thing.g: is at 8, and not in ${object}\n::error file=${wrong}::thing.f: is at 8 in ${object}, and not in the schema\n`,
    );
    const json = bytewright(["layout", wrong, "--against", object, "--format", "json"]);
    expect(JSON.parse(json.stdout)).toEqual({
      compared: ["thing"],
      missing: [],
      differences: [
        { type: "thing", field: "g", what: "member", schema: 8 },
        { type: "thing", field: "f", what: "member", file: 8 },
      ],
    });
  });

  test("what the file has not is told; that there is nothing to compare is no success", () => {
    const other = schemaOf("my_thing");
    expect(bytewright(["layout", other, "--against", object])).toMatchObject({
      code: 1,
      stdout: `${object}: has nothing of the schema; not there: my_thing\n`,
    });
    expect(bytewright(["layout", other, "--against", object, "--format", "github"]).stdout).toContain("has nothing of");
    expect(bytewright(["layout", other, "--against", object, "--type", "my_thing=thing"])).toMatchObject({ code: 0 });
  });

  test("another ABI's file is compared by its rules", () => {
    const small = join(folder, "small.o");
    runCompiler("i386", ["-g", "-c", "-ffreestanding", "-o", small], c);
    expect(bytewright(["layout", schemaOf("thing"), "--against", small])).toMatchObject({ code: 0 });
    expect(bytewright(["layout", schemaOf("thing"), "--against", object, "--abi", "i386"]).code).toBe(1);
  });

  test("a header is compiled for it", () => {
    const header = join(folder, "header.h");
    writeFileSync(header, `#include <own.h>\nstruct thing { OWN a; unsigned b; };`);
    writeFileSync(join(folder, "own.h"), "#define OWN unsigned char\n");
    const schema = schemaOf("thing", "a: u8, b: u32");
    expect(bytewright(["layout", schema, "--against", header, "-I", folder])).toMatchObject({ code: 0, stderr: "" });
    const packed = schemaIn(
      folder,
      'export const t = struct("thing", { align: 8, fields: { a: u8, b: u32 } });',
      "big.ts",
    );
    expect(bytewright(["layout", packed, "--against", header, "-I", folder]).stdout).toBe(
      `thing: align is 8, and 4 in ${header}\n${header}: 1 compared, 1 difference\n`,
    );
    expect(bytewright(["layout", header, "--json", "-I", folder]).stdout).toContain('"align": 4,');
    expect(complaintOf(bytewright(["layout", schema, "--against", header]))).toContain("own.h");
  });

  test("what types cannot be read from is told in a line", () => {
    const nothing = join(folder, "nothing.bin");
    writeFileSync(nothing, "\0\0\0\0");
    for (const args of [
      ["layout", nothing],
      ["layout", schemaOf("thing"), "--against", nothing],
    ]) {
      const run = bytewright(args);
      expect(run).toMatchObject({ code: 1, stdout: "" });
      expect(complaintOf(run)).toBe(`${nothing}: is nothing that types are read from`);
    }
    expect(complaintOf(bytewright(["layout", object, "--type", "none"]))).toBe(
      `${object}: has no struct, union or record named none`,
    );
  });
});
