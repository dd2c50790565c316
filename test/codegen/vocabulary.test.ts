import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finish, prepare } from "../../codegen/index.ts";
import type { AnyCodec, Family } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";

const schema = fileURLToPath(new URL("fixtures/vocabulary.ts", import.meta.url));
const runtime = fileURLToPath(new URL("../../src/wire/index.ts", import.meta.url));

let out: string;
let generated: { [name: string]: unknown };

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), "bytewright-vocabulary-"));
  const job = { schema, out, runtime, extension: ".ts", check: false } as const;
  await finish(job, await prepare(job));
  generated = await import(join(out, "index.ts"));
});

afterAll(() => rmSync(out, { recursive: true }));

describe("every shape of the vocabulary", () => {
  test("the code type-checks, as strictly as there is", () => {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: "es2023", module: "nodenext", types: [], skipLibCheck: true },
      ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true },
      ...{ noUnusedLocals: true, noUnusedParameters: true, isolatedDeclarations: true, declaration: true },
      ...{
        verbatimModuleSyntax: true,
        erasableSyntaxOnly: true,
        allowImportingTsExtensions: true,
        noImplicitReturns: true,
      },
    };
    writeFileSync(join(out, "package.json"), '{ "type": "module" }');
    writeFileSync(join(out, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
    expect(spawnSync(tsc, ["-p", out], { encoding: "utf8" })).toMatchObject({ status: 0, stdout: "" });
  });

  test("a text that is as long as its count keeps its NULs", () => {
    const named = generated.Named as AnyCodec;
    for (const key of ["", "\0", "a\0\0", "\0é\0"]) {
      const bytes = named.encode({ key });
      expect(named.decode(bytes)).toMatchObject({ n: Buffer.byteLength(key), key });
      expect(named.view(bytes).key).toBe(key);
      expect(named.encode(named.decode(bytes))).toEqual(bytes);
    }
    expect(() => named.encode({ n: 3, key: "\ud800" })).toThrow("named.key: a lone surrogate cannot be encoded");
  });

  test.each([
    "Scalars",
    "Composites",
    "Counted",
    "Rest",
    "Bare",
    "Open",
    "Point",
    "Tagged",
    "Bitty",
    "Fixed",
    "Unions",
    "Listed",
    "Named",
    "Keyed",
    "Tail",
    "Slack",
    "Holes",
    "Sized",
  ])("%s round-trips", (name) => {
    const codec = generated[name] as AnyCodec;
    fc.assert(
      fc.property(arbitraryValue(codec.layout), fc.nat(9), (value, at) => {
        const bytes = new Uint8Array(at + codec.sizeOf(value));
        bytes.fill(0xee);
        const end = codec.encodeInto(value, bytes, at);
        expect(end).toBe(bytes.length);
        expect(codec.decode(bytes, at)).toEqual(rounded(codec, codec.create(value)));
        expect(codec.encode(codec.decode(bytes, at))).toEqual(bytes.subarray(at));
        expect(codec.check(codec.view(bytes, at))).toBeUndefined();
        JSON.stringify(codec.view(bytes, at));
      }),
    );
  });

  test("bytes are those of C, in the family's byte order, holes zero", () => {
    const { Counted, Rest, Composites } = codecs();
    expect(hex(Counted.encode({ extra: 9, list: [{ x: 1, y: -1 }] }))).toBe(
      // header: kind 3, words (4 + 8) / 4, spare; n, extra, hole; one point
      "0003" + "0003" + "00000000" + "0001" + "09" + "00" + "00000001" + "ffffffff",
    );
    expect(hex(Rest.encode({ id: 5, words: [] }))).toBe("0004" + "0001" + "00000000" + "00000005");
    const { name, tagged } = Composites.decode(Composites.encode(Composites.create({ name: "h\udcff" })));
    expect([name, tagged.version]).toEqual(["h\udcff", 7]);
  });

  test("faults name place and cure", () => {
    const { Counted, Rest, Composites } = codecs();
    const counted = Counted.encode({ extra: 0, list: [{ x: 1, y: 2 }] }) as Uint8Array;
    counted[9] = 2;
    expect(() => Counted.decode(counted)).toThrow("at 0x2: counted.msg.words is 3, expected 1 + n * 2 = 5");
    expect(() => Counted.encode({ n: 3, extra: 0, list: [] })).toThrow(
      "counted.n is the number 3, expected 0, the number of elements of list",
    );
    expect(() =>
      Counted.encode({
        extra: 0,
        list: [
          { x: 1, y: 2 },
          { x: 1, y: 2 ** 31 },
        ],
      }),
    ).toThrow("counted.list[1].y: 2147483648 does not fit s32");
    const full = Composites.create() as object;
    expect(() => Composites.encode({ ...full, name: "12345678" })).toThrow(
      "composites.name: 8 bytes do not fit into char[7]",
    );
    expect(() => Composites.encode({ ...full, matrix: [[1, 2, 3]] })).toThrow(
      "composites.matrix is 1 elements, expected 2",
    );
    expect(() =>
      Composites.encode({
        ...full,
        matrix: [
          [1, 2, 3],
          [1, 2, 65536],
        ],
      }),
    ).toThrow("composites.matrix[1][2]: 65536");
    expect(() => Composites.encode({ ...full, name: "\ud800" })).toThrow(
      "composites.name: a lone surrogate cannot be encoded",
    );
    const tooMany = Array.from({ length: 65536 }, () => 0);
    expect(() => Rest.encode({ id: 0, words: tooMany })).toThrow("rest.words takes 262156 bytes, the limit is 262148");
  });

  test("a constant inside a nested struct is checked and filled in", () => {
    const { Composites } = codecs();
    const bytes = Composites.encode(Composites.create()) as Uint8Array;
    const field = Composites.layout.members.find((member) => member.kind === "field" && member.name === "tagged");
    bytes[(field?.offset ?? 0) + 1] = 8;
    expect(() => Composites.decode(bytes)).toThrow("composites.tagged.version is 8, expected 7");
    const { Listed } = generated as { Listed: AnyCodec };
    const list = Listed.encode({ pairs: [{ value: 1 }, { value: 2 }], all: [{ value: 3 }] });
    list[8] = 0;
    expect(() => Listed.decode(list)).toThrow("at 0x8: listed.all[0].sign is 0, expected 7");
  });

  test.each([
    [6, "at 0x0: fixed.half is 1.75, expected 1.5", "fc"],
    [15, "at 0x8: fixed.minus is 0, expected -0", "00"],
    [19, "at 0x10: fixed.zero is -0, expected 0", "80"],
    [24, "at 0x18: fixed.large is -1e+300, expected 1e+300", "fe"],
    [42, "at 0x24: fixed.list[0].two is 2.125, expected 2", "01"],
  ])("a floating-point constant that differs in byte %i is found", (at, message, byte) => {
    const { Fixed } = generated as { Fixed: AnyCodec };
    const bytes = Fixed.encode({ list: [{ value: 1 }, { value: 2 }] });
    expect(Fixed.encode(Fixed.decode(bytes))).toEqual(bytes);
    bytes[at] = Number.parseInt(byte, 16);
    expect(() => Fixed.decode(bytes)).toThrow(message);
  });

  test("records of one type are told apart by a field", () => {
    const family = generated.Vocabulary as Family;
    const { Pipe, Other } = generated as { Pipe: AnyCodec; Other: AnyCodec };
    expect(Pipe.create()).toEqual({ $name: "pipe", common: { f_type: 2, x: 0 }, inode: 0 });
    const bytes = Pipe.encode({ common: { f_type: 3, x: 1 }, inode: 7 });
    expect(family.decode(bytes)).toEqual({ $name: "pipe", common: { f_type: 3, x: 1 }, inode: 7 });
    expect(() => Pipe.encode({ common: { f_type: 4, x: 1 }, inode: 7 })).toThrow(
      "pipe.common.f_type is the number 4, expected 2 or 3",
    );
    bytes[9] = 4;
    expect(() => Pipe.decode(bytes)).toThrow("at 0x8: pipe.common.f_type is 4, expected 2 or 3");
    expect(family.codecAt(bytes)?.name).toBe("socket");
    expect(family.decode(Other.encode({ common: { f_type: 77, x: 0 } }))).toMatchObject({ $name: "other" });
    expect(() => Other.encode({ common: { f_type: 2, x: 0 } })).toThrow(
      "other.common.f_type is the number 2, expected none of 2, 3, 4",
    );
    expect(() => Other.decode(bytes)).toThrow("at 0x8: other.common.f_type is 4, expected none of 2, 3, 4");
    expect(Other.create()).toEqual({ $name: "other", common: { f_type: 0, x: 0 } });
  });

  test("a view writes neither its record's header nor what tells the record from others", () => {
    const { Pipe, First } = generated as { Pipe: AnyCodec; First: AnyCodec };
    const pipe = Pipe.view(Pipe.encode(Pipe.create()));
    for (const [holder, field] of [
      [pipe.common.msg, "words"],
      [pipe.common.msg, "kind"],
      [pipe.common, "f_type"],
      [First.view(First.encode(First.create())).info, "kind"],
    ]) {
      expect(() => {
        holder[field] = 1;
      }).toThrow("which has only a getter");
    }
    const first = First.view(First.encode(First.create()));
    first.again.kind = 9;
    first.info.x = 8;
    expect(First.decode(first.$bytes)).toMatchObject({ info: { kind: 1, x: 8 }, again: { kind: 9 } });
  });

  test("unions: any member is enough, several must agree, and the bytes are kept", () => {
    const { Unions } = generated as { Unions: AnyCodec };
    const value = Unions.create({ u: { p: { x: 1, y: -1 } }, index: 5n });
    expect(value).toMatchObject({
      u: { n: 1, b: new Uint8Array([1, 0, 0, 0, 255, 255]) },
      vaddr: 5n,
      index: 5n,
      low: 5,
    });
    expect(hex(Unions.encode(value)).slice(0, 48)).toBe("01000000ffffffff" + "0500000000000000" + "0000000000000000");
    expect(() => Unions.encode({ ...value, u: { ...value.u, n: 2 } })).toThrow(
      "unions.u.n: found another value, expected what $bytes hold; leave one of the two out",
    );
    expect(() => Unions.encode({ ...value, index: 6n })).toThrow(
      "unions.index: found another value, expected what vaddr means; leave one of the two out",
    );
    expect(() => Unions.encode({ ...value, u: {} })).toThrow(
      "unions.u.n: found nothing, expected a value for one of n, f, b, p, q",
    );
    expect(() => Unions.encode({ ...value, u: { n: -1 } })).toThrow("unions.u.n: -1 does not fit u32");
    expect(hex(Unions.encode({ ...value, u: { q: { x: 1, y: 2 } } })).slice(0, 16)).toBe("0100020000000000");
  });

  test("a tagged union is the member that its tag means", () => {
    const { Shape } = generated as { Shape: AnyCodec & { readonly be: AnyCodec } };
    const circle = { form: { $member: "circle", circle: { radius: 5 } }, after: 1 };
    const bytes = Shape.encode(circle);
    expect(hex(bytes)).toBe("01000000" + "05000000" + "00000000" + "01000000");
    expect(Shape.decode(bytes)).toEqual({ which: 1, ...circle });
    expect(Shape.decode(hexBytes("02000000ffffffff0100000000000000"))).toEqual({
      which: 2,
      form: { $member: "box", box: { x: -1, y: 1 } },
      after: 0,
    });
    const unknown = { which: 9, form: { $member: "unknown", $bytes: hexBytes("0102030405060708") }, after: 0 };
    expect(Shape.decode(hexBytes("09000000010203040506070800000000"))).toEqual(unknown);
    expect(hex(Shape.encode(unknown))).toBe("09000000010203040506070800000000");
    expect(Shape.be.decode(Shape.be.encode(circle))).toEqual({ which: 1, ...circle });
    expect(Shape.create({ which: 7 })).toEqual({ which: 7, form: { $member: "id", id: 0 }, after: 0 });
    expect(Shape.create()).toMatchObject({ which: 1, form: { $member: "circle" } });
    for (const [value, message] of [
      [{ ...circle, which: 2 }, "shape.which is the number 2, expected 1, as form says"],
      [{ ...circle, which: 70000 }, "shape.which: 70000 does not fit u16"],
      [
        { ...unknown, which: 1 },
        "shape.which is the number 1, expected a value that means none of its members: form is unknown",
      ],
      [{ ...unknown, which: undefined }, "shape.which is nothing, expected a value that means none"],
      [
        { ...circle, form: { $member: "sphere" } },
        'shape.form.$member: found "sphere", expected circle, box, id, unknown',
      ],
      [
        { ...circle, form: { $member: "circle", circle: { radius: -1 } } },
        "shape.form.circle.radius: -1 does not fit u32",
      ],
      [{ ...circle, form: undefined }, "shape.form: found nothing, expected an object"],
    ] as const) {
      expect(() => Shape.encode(value)).toThrow(message);
    }
  });

  test("the family dispatches by its own header", () => {
    const family = generated.Vocabulary as Family;
    const bytes = family.encode({ $name: "rest", id: 1, words: [2] });
    expect(family.decode(bytes)).toEqual({ $name: "rest", id: 1, words: [2] });
    expect(family.typeName(2)).toBe("COMPOSITES");
    expect("be" in family).toBe(false);
  });
});

function codecs() {
  return generated as { Counted: AnyCodec; Rest: AnyCodec; Composites: AnyCodec };
}

/** A value as its codec gives it back: floats of 4 bytes are less exact. */
function rounded(codec: AnyCodec, value: { i?: number }): unknown {
  return codec.name === "scalars" ? { ...value, i: Math.fround(value.i ?? 0) } : value;
}

function hexBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex");
}
