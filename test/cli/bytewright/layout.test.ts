import { describe, expect, test } from "vitest";
import { bytewright } from "../../support/run.ts";
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
    expect(complaintOf(unknown)).toMatch(/^nothing: the schemas that ship are btf, ckpt, /);
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
