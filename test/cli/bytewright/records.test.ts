import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { crc32 } from "../../../src/wire/index.ts";
import { bytewright } from "../../support/run.ts";
import { ordinaryImage, PLACES } from "../../vectors/vectors.ts";
import { file, scratchFolder } from "../ckpt/run.ts";
import { complaintOf, pingBytes, pings, pointBytes, pointFields, points, schemaIn } from "./fixtures.ts";

const folder = scratchFolder();
const ofPings = ["--schema", schemaIn(folder, pings, "pings.ts")];
const ofPoints = ["--schema", schemaIn(folder, points, "points.ts"), "--struct", "point"];
const ofImages = ["--schema", "ckpt"];

/** Two points, 16 bytes from the start of a file, and 3 bytes behind them. */
const table = Buffer.concat([Buffer.alloc(16, 0xee), pointBytes, pointBytes, Buffer.from("abc")]);

/** Decodes bytes and encodes what that gives. */
function roundTrip(args: readonly string[], bytes: Uint8Array): Buffer {
  const decoded = bytewright(["decode", ...args, "-"], folder, bytes);
  expect(decoded).toMatchObject({ code: 0, stderr: "" });
  expect(decoded.stdout).toMatch(/^[\x20-\x7e\n]*$/);
  const out = join(folder, "back");
  const source = args.filter(
    (arg, i) => !/^--(offset|count)$/.test(arg) && !/^--(offset|count)$/.test(args[i - 1] ?? ""),
  );
  expect(bytewright(["encode", ...source, "-", "--output", out], folder, decoded.stdout)).toMatchObject({
    code: 0,
    stderr: "",
  });
  return readFileSync(out);
}

function linesOf(text: string): unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("decode and encode", () => {
  test.each([
    ["a family", ofPings, pingBytes],
    ["a family, cut", ofPings, pingBytes.subarray(0, 9)],
    ["structs", ofPoints, Buffer.concat([pointBytes, pointBytes])],
    ["structs with a tail", ofPoints, Buffer.concat([pointBytes, Buffer.from("rest")])],
    ["structs with holes that are not zero", ofPoints, Buffer.alloc(96, 0xff)],
    ["nothing", ofPoints, new Uint8Array()],
    ["structs of a big-endian ABI", [...ofPoints, "--abi", "ppc64"], Buffer.concat([pointBytes, pointBytes])],
  ])("%s: the same bytes", (_, args, bytes) => {
    expect(roundTrip(args, bytes)).toEqual(Buffer.from(bytes));
  });

  test("a part of a file: the bytes of that part", () => {
    expect(roundTrip([...ofPoints, "--offset", "0x10", "--count", "1"], table)).toEqual(Buffer.from(pointBytes));
    expect(roundTrip([...ofPoints, "--offset", "16"], table)).toEqual(table.subarray(16));
    expect(roundTrip([...ofPings, "--offset", "4", "--count", "1"], pingBytes)).toEqual(Buffer.from("0803ff", "hex"));
  });

  test("lines of structs are those of records, without a type", () => {
    const run = bytewright(["decode", ...ofPoints, "--offset", "16", "--count", "1", "-"], folder, table);
    expect(linesOf(run.stdout)).toEqual([
      { format: "bytewright", version: 1, family: "point", byteOrder: "little" },
      { offset: 16, record: "point", len: 48, fields: pointFields },
    ]);
  });
});

describe("inspect", () => {
  test("--json: a line for each record, with its fault", () => {
    const bytes = Buffer.concat([pingBytes, Buffer.from("07050102ff" + "07", "hex")]);
    const run = bytewright(["inspect", "--json", ...ofPings, "-"], folder, bytes);
    expect(run.code).toBe(1);
    expect(linesOf(run.stdout)).toEqual([
      { offset: 0, record: "ping", type: 7, len: 4, fields: { count: 258 }, fault: null },
      { offset: 4, record: "unknown", type: 8, len: 3, bytes: "0803ff", fault: null },
      { offset: 7, record: "ping", type: 7, len: 4, fields: { count: 3 }, fault: null },
      {
        ...{ offset: 11, record: "ping", type: 7, len: 5, fields: { count: 258 }, raw: "07050102ff" },
        fault: "at 0xc: ping.h.size is 5, expected 4",
      },
      { offset: 16, record: "tail", len: 1, fault: "at 0x10: truncated header: 1 of 2 bytes" },
    ]);
  });

  test("--offset and --count: offsets are those in the file", () => {
    const shown = bytewright(["inspect", ...ofPoints, "--offset", "16", "-"], folder, table);
    expect(shown.stdout).toMatch(/^0x10 point, 48 bytes\n[\s\S]*^0x40 point, 48 bytes\n[\s\S]*^0x70 tail, 3 bytes\n/m);
    expect(complaintOf(shown)).toBe("-: at 0x70: truncated record: 3 of 48 bytes");
    const one = bytewright(["inspect", ...ofPoints, "--offset", "64", "--count", "1", "--summary", "-"], folder, table);
    expect(one).toMatchObject({ code: 0, stderr: "" });
    expect(one.stdout).toContain("total: 1 record, 48 bytes");
    const behind = bytewright(["inspect", ...ofImages, "--offset", "364", "-"], folder, ordinaryImage());
    expect(behind.code).toBe(1);
    expect(complaintOf(behind)).toBe("-: ends after 363 bytes, before the offset 364");
  });

  test("--offset is gone to at once in a file, and read up to in a pipe", () => {
    const size = 2 ** 40;
    const path = file(folder, "sparse", "");
    truncateSync(path, size - pointBytes.length);
    appendFileSync(path, pointBytes);
    const run = bytewright(["inspect", ...ofPoints, "--offset", String(size - pointBytes.length), path]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toMatch(/^0xffffffffd0 point, 48 bytes\n {2}id +1\n/);
    rmSync(path);
  });

  test("--hex: each field beside its bytes, holes, the header and faults too", () => {
    const bad = Buffer.from("0704010207050304ff", "hex");
    const run = bytewright(["inspect", "--hex", ...ofPings, "-"], folder, bad);
    expect(run.stdout).toBe(`0x0 ping, type 7, 4 bytes
  0x0  07                       h.kind  7
  0x1  04                       h.size  4
  0x2  01 02                    count   258
0x4 ping, type 7, 5 bytes
  0x4  07                       h.kind              7
! 0x5  05                       h.size              5
  ! at 0x5: ping.h.size is 5, expected 4
  0x6  03 04                    count               772
  0x8  ff                       (trailing bytes 4)  behind all fields
`);
  });
});

describe("verify", () => {
  const good = file(folder, "good", pingBytes);
  const bad = file(folder, "bad", Buffer.concat([Buffer.from("07050304ff", "hex"), pingBytes, Buffer.of(1)]));

  test("a line for each good file, and for each fault of a bad one", () => {
    const run = bytewright(["verify", ...ofPings, good, bad]);
    expect(run).toEqual({
      code: 1,
      stdout: `${good}: ok, 3 records\n`,
      stderr: `bytewright: ${bad}: at 0x1: ping.h.size is 5, expected 4\nbytewright: ${bad}: at 0x10: truncated header: 1 of 2 bytes\n`,
    });
  });

  test("--json: a line for each file, those that cannot be read too", () => {
    const missing = join(folder, "missing");
    const run = bytewright(["verify", "--json", ...ofPings, good, bad, missing, "-"], folder, "");
    expect(run).toMatchObject({ code: 1, stderr: "" });
    expect(linesOf(run.stdout)).toEqual([
      { file: good, ok: true, records: 3, faults: [], more: 0 },
      {
        ...{ file: bad, ok: false, records: 4, more: 0 },
        faults: ["at 0x1: ping.h.size is 5, expected 4", "at 0x10: truncated header: 1 of 2 bytes"],
      },
      { file: missing, ok: false, records: 0, faults: ["ENOENT: no such file or directory"], more: 0 },
      { file: "-", ok: false, records: 0, faults: ["there is no record: the image is empty"], more: 0 },
    ]);
  });

  test("many faults are counted", () => {
    const run = bytewright(["verify", ...ofPings, "-"], folder, Buffer.alloc(105 * 4, Buffer.from("07040000", "hex")));
    expect(run).toMatchObject({ code: 0 });
    const faulty = Buffer.alloc(105 * 5, Buffer.from("0705000000", "hex"));
    const many = bytewright(["verify", ...ofPings, "-"], folder, faulty);
    expect(many.code).toBe(1);
    expect(many.stderr.trimEnd().split("\n")).toHaveLength(101);
    expect(many.stderr).toMatch(/: and 5 more\n$/);
  });
});

test("diff compares field by field, parts of files too", () => {
  const changed = Buffer.from(table);
  changed[64] = 7;
  const [a, b] = [file(folder, "a", table), file(folder, "b", changed)];
  const run = bytewright(["diff", ...ofPoints, "--offset", "16", a, b]);
  expect(run).toEqual({ code: 1, stdout: "~ 0x40 / 0x40 point\n  id  1  ->  7\n", stderr: "" });
  const same = bytewright(["diff", ...ofPoints, "--offset", "16", "--count", "1", a, b]);
  expect(same).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(bytewright(["diff", "--schema", "none", a, b]).code).toBe(2);
});

describe("get", () => {
  test.each([
    ["a number", ofPoints, "point[0].x", "258"],
    ["the second of its name", ofPings, "ping[1].count", "3"],
    ["the first, without a number", ofPings, "ping.count", "258"],
    ["64 bits", ofPoints, "point.seen", "9"],
    ["a bit field", ofPoints, "point.high", "5"],
    ["a float", ofPoints, "point.scale", "1.5"],
    ["text", ofPoints, "point.name", "abc"],
    ["a list", ofPoints, "point.tags", "[1,2,3]"],
    ["an element", ofPoints, "point.tags[2]", "3"],
    ["an unknown record", ofPings, "unknown", '{"offset":4,"record":"unknown","type":8,"len":3,"bytes":"0803ff"}'],
    ["a record", ofPings, "ping[1]", '{"offset":7,"record":"ping","type":7,"len":4,"fields":{"count":3}}'],
  ])("%s", (_, args, path, said) => {
    const run = bytewright(["get", ...args, "-", path], folder, args === ofPings ? pingBytes : pointBytes);
    expect(run).toEqual({ code: 0, stdout: `${said}\n`, stderr: "" });
  });

  test("text that a terminal would not take is a JSON string", () => {
    const bytes = Buffer.from(pointBytes);
    bytes.set(Buffer.from('\x1b[2"'), 18);
    const { stdout } = bytewright(["get", ...ofPoints, "-", "point.name"], folder, bytes);
    expect(stdout).toBe('"\\u001b[2\\""\n');
  });

  test.each([
    ["point[1].x", "-: no point[1]: there are 1, counted from 0"],
    ["dot.x", "-: no dot[0]: point has no record of that name"],
    ["point.z", "-: point[0].z: found nothing, expected id, x, y, seen, colour, access, name, tags, scale, low, high"],
    ["point.tags[3]", "-: point[0].tags[3]: found nothing, expected [0], [1], [2]"],
    ["point.x.y", "-: point[0].x.y: found nothing, expected nothing in it"],
  ])("%s is not there", (path, complaint) => {
    const run = bytewright(["get", ...ofPoints, "-", path], folder, pointBytes);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(complaintOf(run)).toBe(complaint);
  });
});

describe("set", () => {
  const place = join(folder, "set");

  /** Sets a field of the second point in the table, and gives the bytes that are other ones then, by offset in the point. */
  function changesOf(...words: readonly string[]): { readonly [offset: number]: number } {
    writeFileSync(place, table);
    expect(bytewright(["set", ...ofPoints, "--offset", "16", place, ...words])).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
    const after = readFileSync(place);
    expect(after.length).toBe(table.length);
    return Object.fromEntries(
      [...after.entries()].filter(([at, byte]) => byte !== table[at]).map(([at, byte]) => [at - 64, byte]),
    );
  }

  test.each([
    ["a number", ["point[1].x", "=", "3"], { 2: 3, 3: 0 }],
    ["in one word", ["point[1].x=3"], { 2: 3, 3: 0 }],
    ["in one word with spaces", ["point[1].x = 3"], { 2: 3, 3: 0 }],
    ["hexadecimal", ["point[1].x=0x0203"], { 2: 3, 3: 2 }],
    ["a negative one", ["point[1].y", "=", "-3"], { 4: 0xfd }],
    [
      "64 bits",
      ["point[1].seen", "=", "18446744073709551615"],
      Object.fromEntries([8, 9, 10, 11, 12, 13, 14, 15].map((i) => [i, 255])),
    ],
    ["the name of a value", ["point[1].colour", "=", "RED"], { 16: 1 }],
    ["names of flags", ["point[1].access", "=", "WRITE | 0x80"], { 17: 0x82 }],
    ["text", ["point[1].name", "=", "a = b"], { 19: 0x20, 20: 0x3d, 21: 0x20, 22: 0x62 }],
    ["text that is a number", ["point[1].name=12"], { 18: 0x31, 19: 0x32, 20: 0 }],
    ["text as JSON", ["point[1].name", "=", '"\\u001b"'], { 18: 0x1b, 19: 0, 20: 0 }],
    ["a list", ["point[1].tags", "=", "[1,2,9]"], { 26: 9 }],
    ["an element", ["point[1].tags[0]", "=", "9"], { 24: 9 }],
    ["a float", ["point[1].scale=-Infinity"], { 38: 0xf0, 39: 0xff }],
    ["a bit field", ["point[1].low", "=", "7"], { 40: 0x2f }],
    ["the value that it has", ["point[1].x", "=", "258"], {}],
  ])("%s", (_, words, changes) => {
    expect(changesOf(...words)).toEqual(changes);
  });

  test.each([
    ["a number that does not fit", ["point[0].id", "=", "256"], "point[0].id: 256 does not fit u8 (0..255)"],
    ["no number", ["point[0].id", "=", "blue"], 'point[0].id: found "blue", expected u8'],
    ["an unknown name", ["point[0].colour", "=", "BLUE"], 'point[0].colour: found "BLUE", expected u8'],
    ["a long text", ["point[0].name", "=", "1234567"], "point[0].name: 7 bytes do not fit into char[6]"],
    ["a short list", ["point[0].tags", "=", "[1]"], "point[0].tags: 1 elements is not, expected 3"],
    ["a field that is not there", ["point[0].z", "=", "1"], /point\[0\]\.z: found nothing, expected id, x,/],
    ["a whole record", ["point[0]", "=", "{}"], "point[0] is a whole record: name a field in it"],
    ["a record that is not there", ["point[9].x", "=", "1"], "no point[9]: there are 2, counted from 0"],
  ])("%s is refused, and the file is what it was", (_, words, complaint) => {
    writeFileSync(place, table);
    const run = bytewright(["set", ...ofPoints, "--offset", "16", place, ...words]);
    expect(run).toMatchObject({ code: 1, stdout: "" });
    if (typeof complaint === "string" && !complaint.includes("is not, expected"))
      expect(complaintOf(run)).toBe(`${place}: ${complaint}`);
    else expect(complaintOf(run)).toMatch(complaint instanceof RegExp ? complaint : /point\[0\]\.tags.* 3/);
    expect(readFileSync(place)).toEqual(table);
  });

  test("what no field says is kept, and a record that stays bad is refused", () => {
    const holes = Buffer.from(pointBytes);
    holes[1] = 9;
    writeFileSync(place, holes);
    expect(bytewright(["set", ...ofPoints, place, "point.x=1"])).toMatchObject({ code: 0, stderr: "" });
    holes.writeUInt16LE(1, 2);
    expect(readFileSync(place)).toEqual(holes);
    writeFileSync(place, Buffer.from("07050304ff" + "0802", "hex"));
    const bad = bytewright(["set", ...ofPings, place, "ping.count=1"]);
    expect(complaintOf(bad)).toBe(`${place}: ping[0].h.size is 5, expected 4`);
    const unknown = bytewright(["set", ...ofPings, place, "unknown.x=1"]);
    expect(complaintOf(unknown)).toBe(`${place}: unknown[0] is of no type that the schema knows: it has no fields`);
    expect(readFileSync(place).toString("hex")).toBe("07050304ff0802");
  });

  test("in images: of the task that is meant, and nothing else", () => {
    const image = ordinaryImage();
    writeFileSync(place, image);
    expect(bytewright(["set", ...ofImages, place, "ckpt_hdr_task[0].exit_code", "=", "9"])).toMatchObject({
      code: 0,
      stderr: "",
    });
    image[PLACES.task + 16] = 9;
    expect(readFileSync(place)).toEqual(Buffer.from(image));
  });

  test("checksums follow, and one that was wrong is mended", () => {
    const image = readFileSync("test/formats/png/plain.png");
    image[19] = 1;
    writeFileSync(place, image);
    const bad = bytewright(["verify", "--schema", "png", place]);
    expect(complaintOf(bad)).toMatch(/: at 0x1d: png_ihdr\.crc is 0x[\da-f]+, expected 0x[\da-f]+$/);
    expect(bytewright(["set", "--schema", "png", place, "png_ihdr.height=9"])).toMatchObject({ code: 0, stderr: "" });
    expect(bytewright(["verify", "--schema", "png", place])).toMatchObject({ code: 0, stderr: "" });
    image[23] = 9;
    image.writeUInt32BE(crc32(image.subarray(12, 29)), 29);
    expect(readFileSync(place)).toEqual(image);
    const run = bytewright(["set", "--schema", "png", place, "png_ihdr.crc=1"]);
    expect(complaintOf(run)).toMatch(/: png_ihdr\[0\]\.crc is 0x1, expected 0x[\da-f]+$/);
    expect(readFileSync(place)).toEqual(image);
  });

  test("a field that tells how long the record is keeps it", () => {
    const sized = schemaIn(
      folder,
      `export const s = struct("s", { grows: true, fields: { size: u32.total(), a: u32, b: u32.since(12) } });
      export const counted = struct("counted", { fields: { n: u16, list: array(u16, "n") } });`,
      "sized.ts",
    );
    const image = Buffer.from("0c0000000100000002000000", "hex");
    for (const [name, path] of [
      ["s", "s.size=8"],
      ["counted", "counted[1].n=0"],
    ] as const) {
      const bytes = name === "s" ? image : Buffer.from("000001000900", "hex");
      writeFileSync(place, bytes);
      const run = bytewright(["set", "--schema", sized, "--struct", name, place, path]);
      expect(run.code).toBe(1);
      expect(complaintOf(run)).toMatch(/\] would no longer take the \d+ bytes that it has$/);
      expect(readFileSync(place)).toEqual(bytes);
    }
  });

  test("records in records, of which only the bytes tell which they are", () => {
    const wave = readFileSync("test/formats/riff/adpcm.wav");
    writeFileSync(place, wave);
    const ofWave = ["--schema", "riff", place];
    const got = bytewright(["get", ...ofWave, "riff_form.chunks[1]"]);
    expect(got.stdout).toBe('{"$name":"wave_fact","samples":33}\n');
    expect(bytewright(["set", ...ofWave, "riff_form.chunks[0].n_channels=2"])).toMatchObject({ code: 0, stderr: "" });
    wave[22] = 2;
    expect(readFileSync(place)).toEqual(wave);
  });

  test("what an image starts with is got and set as records are", () => {
    const image = readFileSync("test/formats/pcap/micro-be.pcap");
    writeFileSync(place, image);
    const ofPcap = ["--schema", "pcap", place];
    expect(bytewright(["get", ...ofPcap, "pcap_file_header.version_minor"])).toMatchObject({ code: 0, stdout: "4\n" });
    expect(bytewright(["set", ...ofPcap, "pcap_file_header.snaplen=0x1234"])).toMatchObject({ code: 0, stderr: "" });
    image.writeUInt32BE(0x1234, 16);
    expect(readFileSync(place)).toEqual(image);
  });

  test("what is no regular file is refused", () => {
    const run = bytewright(["set", ...ofPoints, "/dev/null", "point.x=1"]);
    expect(run.code).toBe(1);
    expect(complaintOf(run)).toBe("/dev/null: no regular file, which alone can be replaced whole");
  });
});
