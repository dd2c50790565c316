import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BtfHeader, BtfKind, BtfMember, BtfType } from "../../generated/btf/index.ts";
import { readBtf } from "../../src/import/btf/index.ts";
import type { RecordType } from "../../src/import/model.ts";
import { skipsWithoutProgram } from "../support/skips-without.ts";

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const little = fixture("records.le.btf");
const big = fixture("records.be.btf");

const { BTF_KIND_ARRAY, BTF_KIND_CONST, BTF_KIND_ENUM64, BTF_KIND_INT, BTF_KIND_PTR, BTF_KIND_STRUCT } = BtfKind;
const { BTF_KIND_TYPEDEF } = BtfKind;

/** A type of a file that is made here: `info` is its kind unless that says how many things follow, or the flag. */
interface Made {
  readonly kind: number;
  readonly name?: string;
  readonly count?: number;
  readonly flag?: boolean;
  /** its size, or the type that it is of */
  readonly of?: number;
  readonly behind?: readonly Uint8Array[];
}

const words = (...values: number[]) => new Uint8Array(Uint32Array.from(values).buffer);
const int: Made = { kind: BTF_KIND_INT, name: "int", of: 4, behind: [words(0x01000020)] };

/** A file of some types. */
function btfOf(types: readonly Made[], header: Partial<BtfHeader> = {}, strings = "\0"): Uint8Array {
  let text = strings;
  const nameOf = (name = "") => {
    if (name === "") return 0;
    text += `${name}\0`;
    return text.length - name.length - 1;
  };
  const made = types.flatMap(({ kind, name, count = 0, flag = false, of = 0, behind = [] }) => [
    BtfType.encode({ name_off: nameOf(name), info: ((flag ? 2 ** 31 : 0) + (kind << 24) + count) >>> 0, size: of }),
    ...behind,
  ]);
  const body = Buffer.concat(made);
  const lengths = { hdr_len: 24, type_off: 0, type_len: body.length, str_off: body.length, str_len: text.length };
  const head = BtfHeader.encode({ version: 1, flags: 0, ...lengths, ...header });
  return new Uint8Array(Buffer.concat([head, body, Buffer.from(text)]));
}

const member = (type: number, offset = 0) => BtfMember.encode({ name_off: 0, type, offset });

test("both byte orders tell the same types, but for the sign of char", () => {
  const told = (bytes: Uint8Array) =>
    JSON.stringify(readBtf(bytes).types, (key, value) => {
      if (key === "signed") return undefined;
      return typeof value === "bigint" ? String(value) : value;
    });
  expect(told(big)).toBe(told(little));
  expect([little, big].map((bytes) => readBtf(bytes).abi)).toEqual(["x86_64", "s390x"]);
  const { types } = readBtf(little);
  expect(types.find(({ name }) => name === "node")).toMatchObject({ kind: "struct", size: 208 });
  expect(types.find(({ name }) => name === "color")).toMatchObject({ members: [{ name: "RED" }, { value: 5n }] });
});

test("pointers are as wide as the ABI's, which has the file's byte order", () => {
  const file = btfOf([
    { kind: BTF_KIND_STRUCT, name: "a", count: 1, of: 4, behind: [member(2)] },
    { kind: BTF_KIND_PTR },
  ]);
  const [a] = readBtf(file, { abi: "i386" }).types as readonly RecordType[];
  expect(a?.members[0]?.type).toEqual({ kind: "pointer", size: 4, target: "void *" });
  expect(() => readBtf(file, { abi: "s390x" })).toThrow("is little-endian, and s390x is not");
});

test("split BTF goes on from another file", () => {
  const base = btfOf([int]);
  const split = btfOf([{ kind: BTF_KIND_STRUCT, name: "b", count: 1, of: 4, behind: [member(1)] }], {}, "");
  // Its names count from where those of the base end.
  const strings = base.length - 24 - 16;
  new DataView(split.buffer).setUint32(24, strings, true);
  const { types } = readBtf(split, { base });
  expect(types).toMatchObject([{ name: "b", members: [{ type: { kind: "integer", name: "int" } }] }]);
  expect(() => readBtf(split)).toThrow("is split BTF, which goes on where another file ends; give that with --base");
  expect(() => readBtf(big, { base })).toThrow("is of another byte order than its base");
});

test("older files tell of bit fields by integers of fewer bits", () => {
  const bits: Made = { kind: BTF_KIND_INT, name: "int", of: 4, behind: [words(0x01000003)] };
  const file = btfOf([bits, { kind: BTF_KIND_STRUCT, name: "s", count: 1, of: 4, behind: [member(1, 5)] }]);
  expect(readBtf(file).types).toMatchObject([{ members: [{ at: 5, width: 3 }] }]);
});

test("values of 64 bits keep all of them", () => {
  const values = [words(0, 0xffffffff, 0xffffffff)];
  const file = (flag: boolean) => btfOf([{ kind: BTF_KIND_ENUM64, name: "e", count: 1, of: 8, flag, behind: values }]);
  expect(readBtf(file(true)).types).toMatchObject([{ signed: true, members: [{ value: -1n }] }]);
  expect(readBtf(file(false)).types).toMatchObject([{ signed: false, members: [{ value: 2n ** 64n - 1n }] }]);
});

const struct = (name: string, ...types: number[]): Made => {
  return { kind: BTF_KIND_STRUCT, name, count: types.length, of: 4, behind: types.map((type) => member(type)) };
};

const deep = Array.from({ length: 200 }, (_, i) => struct("s", i + 2));
const long = "x".repeat(5000);

test.each<[what: string, bytes: Uint8Array, message: string]>([
  ["a struct in itself", btfOf([struct("a", 1)]), "type 1 a holds itself"],
  ["two in one another", btfOf([struct("a", 2), struct("b", 1)]), "type 1 a holds itself"],
  ["a typedef of itself", btfOf([{ kind: BTF_KIND_TYPEDEF, name: "t", of: 1 }]), "type 1 t holds itself"],
  ["a qualifier of itself", btfOf([struct("a", 2), { kind: BTF_KIND_CONST, of: 2 }]), "type 2 holds itself"],
  [
    "an array of itself",
    btfOf([struct("a", 2), { kind: BTF_KIND_ARRAY, behind: [words(2, 2, 4)] }]),
    "type 2 holds itself",
  ],
  [
    "a type that is not there",
    btfOf([struct("a", 9)]),
    "type 1 refers to type 9, and there are 1; of split BTF give the --base",
  ],
  [
    "members that are not there",
    btfOf([{ kind: BTF_KIND_STRUCT, count: 65535, of: 4 }]),
    "type 1 has 65535 members, which end at 786456, and the types at 36",
  ],
  ["half a type", btfOf([int], { type_len: 8 }), "type 1 begins at 24, and the types end at 32"],
  ["a kind of a later version", btfOf([{ kind: 20 }]), "type 1 is of kind 20, which is not known"],
  ["a name that is not there", btfOf([int], { str_len: 1 }), "type 1 has its name at byte 1 of the strings, of 1"],
  [
    "a name without an end",
    btfOf([{ ...int, name: long }]),
    "type 1 has its name at byte 1 of the strings, without an end",
  ],
  ["a later version", btfOf([int], { version: 2 }), "is of BTF version 2; only 1 is known"],
  ["strings past the end", btfOf([int], { str_len: 999 }), "the strings of BTF end at 1039, the file at 45"],
  ["structs too deep", btfOf([...deep, int]), "type 129 nests more than 128 levels deep"],
  ["a file that is cut off", little.subarray(0, 10), "at 0x0: btf_header takes 24 bytes, 10 are left"],
  ["another file", Buffer.from("\x7fELF"), "does not begin with BTF's magic"],
])("%s is refused in one line", (_, bytes, message) => {
  expect(() => readBtf(new Uint8Array(bytes))).toThrow(message);
});

test("qualifiers of qualifiers are looked through, and refused where no program has as many", () => {
  const read = (count: number) => {
    const many = Array.from({ length: count }, (_, i): Made => ({ kind: BTF_KIND_CONST, of: i + 2 }));
    return readBtf(btfOf([...many, int, struct("a", 1), struct("b", 2)]));
  };
  expect(() => read(50_000)).toThrow("type 128 nests more than 128 levels deep");
  const { types } = read(100);
  expect(types).toMatchObject([{ members: [{ type: { name: "int" } }] }, { members: [{ type: { name: "int" } }] }]);
});

test.each(["records.le.btf", "records.be.btf"])("%s is read as bpftool reads it", (name) => {
  if (skipsWithoutProgram("bpftool")) return;
  const file = new URL(`fixtures/${name}`, import.meta.url).pathname;
  const run = spawnSync("bpftool", ["--json", "btf", "dump", "file", file], { encoding: "utf8" });
  expectSame(JSON.parse(run.stdout).types, fixture(name));
});

interface Dumped {
  readonly kind: string;
  readonly name: string;
  readonly size: number;
  readonly members: readonly { readonly name: string; readonly bits_offset: number; readonly bitfield_size?: number }[];
}

/** Each struct and union that has a tag, as bpftool tells it. */
function expectSame(dumped: readonly Dumped[], bytes: Uint8Array): void {
  const theirs = dumped.filter(({ kind, name }) => /^(STRUCT|UNION)$/.test(kind) && name !== "(anon)");
  const ours = readBtf(bytes).types.filter(
    (type): type is RecordType & { name: string } => "members" in type && type.kind !== "enumeration",
  );
  const told = theirs.map(({ kind, name, size, members }) => {
    const all = members.map((one) => [one.name.replace("(anon)", ""), one.bits_offset, one.bitfield_size ?? 0]);
    return { kind: kind.toLowerCase(), name, size, all };
  });
  const read = ours.map(({ kind, name, size, members }) => {
    return { kind, name, size, all: members.map((one) => [one.name ?? "", one.at, one.width ?? 0]) };
  });
  expect(read).toEqual(told);
}
