import { describe, expect, test } from "vitest";
import { ImportError, type NamedType } from "../../src/import/index.ts";
import { readObject } from "../../src/import/object-file.ts";

/** Numbers of DWARF: tags, attributes, forms. */
const [ARRAY, INHERITANCE, MEMBER, POINTER, UNIT, STRUCT, SUBROUTINE] = [0x01, 0x1c, 0x0d, 0x0f, 0x11, 0x13, 0x15];
const [TYPEDEF, SUBRANGE, BASE, CONST, PARAMETER, ENUMERATION] = [0x16, 0x21, 0x24, 0x26, 0x05, 0x04];
const [NAME, SIZE, LANGUAGE, COUNT, LOCATION, ENCODING, TYPE] = [0x03, 0x0b, 0x13, 0x37, 0x38, 0x3e, 0x49];
const [STRING, UDATA, REF4, STRP, PRESENT] = [0x08, 0x0f, 0x13, 0x0e, 0x19];

/** An entry: which abbreviation it is of, and the bytes of its attributes. */
type Entry = readonly number[];

function uleb(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...uleb(Math.floor(value / 0x80))];
}

const u32 = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
const text = (value: string) => [...value, "\0"].map((character) => character.charCodeAt(0));

/** Abbreviations: tag, whether there are children, attributes with their forms. */
function abbreviations(
  ...all: readonly (readonly [tag: number, children: 0 | 1, ...attributes: number[]])[]
): number[] {
  const written = all.flatMap(([tag, children, ...rest], index) => [
    index + 1,
    tag,
    children,
    ...rest.flatMap(uleb),
    0,
    0,
  ]);
  return [...written, 0];
}

/** A unit of DWARF 4: entries behind a header of 11 bytes. */
function unit(entries: readonly Entry[], abbreviationsAt = 0): number[] {
  const body = [4, 0, ...u32(abbreviationsAt), 4, ...entries.flat()];
  return [...u32(body.length), ...body];
}

/** The types that a module of WebAssembly with these sections tells. */
function typesOf(sections: { readonly [name: string]: readonly number[] }): readonly NamedType[] {
  const all = Object.entries(sections).map(([name, bytes]) => {
    const named = [name.length, ...text(name).slice(0, -1)];
    return [[0, ...uleb(named.length + bytes.length), ...named], bytes];
  });
  return readObject(Uint8Array.from([[..."\0asm\x01\0\0\0"].map((one) => one.charCodeAt(0)), ...all.flat()].flat()), {})
    ?.types as readonly NamedType[];
}

function refusal(sections: { readonly [name: string]: readonly number[] }): string {
  try {
    typesOf(sections);
  } catch (error) {
    if (error instanceof ImportError) return error.message;
    throw error;
  }
  return "nothing";
}

/** 1: the unit, 2: a struct with a member, 3: its member, 4: `const`, 5: a typedef, 6: an int, 7: an array, 8: its range. */
const usual = abbreviations(
  [UNIT, 1],
  [STRUCT, 1, NAME, STRING, SIZE, UDATA],
  [MEMBER, 0, NAME, STRING, TYPE, REF4, LOCATION, UDATA],
  [CONST, 0, TYPE, REF4],
  [TYPEDEF, 0, NAME, STRING, TYPE, REF4],
  [BASE, 0, NAME, STRING, SIZE, UDATA, ENCODING, UDATA],
  [ARRAY, 1, TYPE, REF4],
  [SUBRANGE, 0, COUNT, UDATA],
  [POINTER, 0, TYPE, REF4],
  [SUBROUTINE, 1, TYPE, REF4],
  [PARAMETER, 0, TYPE, REF4],
  [INHERITANCE, 0, TYPE, REF4, LOCATION, UDATA],
  [ENUMERATION, 1, NAME, STRING, SIZE, UDATA],
);
const FIRST = 12;
const int: Entry = [6, ...text("int"), 4, 5];
const end: Entry = [0];

function read(...entries: readonly Entry[]): readonly NamedType[] {
  return typesOf({ ".debug_abbrev": usual, ".debug_info": unit([[1], ...entries, end]) });
}

function refused(...entries: readonly Entry[]): string {
  return refusal({ ".debug_abbrev": usual, ".debug_info": unit([[1], ...entries, end]) });
}

describe("types that no compiler tells", () => {
  test("one that holds itself", () => {
    const struct = [[2, ...text("s"), 4], [3, ...text("m"), ...u32(FIRST), 0], end];
    expect(refused(...struct)).toBe("the type struct s at 0xc holds itself");
    expect(refused([5, ...text("t"), ...u32(FIRST)])).toBe("the type t at 0xc holds itself");
  });

  test("qualifiers of qualifiers", () => {
    expect(refused([5, ...text("t"), ...u32(FIRST + 7)], [4, ...u32(FIRST + 7)])).toMatch(/more than 1000 qualifiers$/);
    const chain = Array.from({ length: 50_000 }, (_, i) => [4, ...u32(FIRST + 7 + 5 * (i + 1))]);
    expect(refused([5, ...text("t"), ...u32(FIRST + 7)], ...chain, int)).toMatch(/more than 1000 qualifiers$/);
  });

  test("typedefs nested deeper than any, and as deep as some", () => {
    const nested = (depth: number) => [
      ...Array.from({ length: depth }, (_, i) => [5, ...text("t"), ...u32(FIRST + 7 * (i + 1))]),
      int,
    ];
    expect(read(...nested(200))).toHaveLength(200);
    expect(refused(...nested(50_000))).toBe("types nest deeper than 256");
  });

  test("pointers to pointers without end are cut", () => {
    const pointer = FIRST + 13;
    const [struct] = read([2, ...text("s"), 4], [3, ...text("m"), ...u32(pointer), 0], end, [9, ...u32(pointer)]);
    expect(struct).toMatchObject({ members: [{ type: { kind: "pointer", target: `… ${"*".repeat(10)}` } }] });
  });

  test("functions that take themselves, twice each", () => {
    const [pointer, fn] = [FIRST + 13, FIRST + 13 + 5];
    const takes = [11, ...u32(pointer)];
    const entries = [[9, ...u32(fn)], [10, ...u32(pointer)], takes, takes, end];
    const [struct] = read([2, ...text("s"), 4], [3, ...text("m"), ...u32(pointer), 0], end, ...entries);
    expect(struct).toMatchObject({ members: [{ type: { target: expect.stringMatching(/^… .{1,300}$/) } }] });
  });

  test("arrays of more than there is, and members outside, are as they are told: whoever lays them out looks", () => {
    const array = FIRST + 17;
    const [struct] = read(
      [2, ...text("s"), 4],
      [3, ...text("m"), ...u32(array), ...uleb(2 ** 31)],
      end,
      [7, ...u32(array + 5 + 6 + 1)],
      [8, ...uleb(2 ** 32)],
      end,
      int,
    );
    const type = { kind: "array", count: 2 ** 32, element: { kind: "integer" } };
    expect(struct).toMatchObject({ size: 4, members: [{ at: 8 * 2 ** 31, type }] });
  });

  test("places and sizes that no number holds", () => {
    const wide = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
    expect(refused([2, ...text("s"), ...wide], end)).toBe("the type at 0xc takes 18446744073709551615 bytes");
    expect(read([13, ...text("e"), 64], end)).toEqual([]);
    const far = [[2, ...text("s"), 4], [3, ...text("m"), ...u32(FIRST + 22), ...wide], end, int];
    expect(read(...far)).toEqual([]);
  });

  test("references to nothing", () => {
    expect(refused([5, ...text("t"), ...u32(0x7fffffff)])).toMatch(
      /^\.debug_info at 0x0: a reference to 0x7fffffff is to no/,
    );
    expect(refused([5, ...text("t"), ...u32(3)])).toMatch(/a reference to 0x3 is to no entry$/);
  });

  test("records with bases, which only C++ has, are left out", () => {
    expect(read([2, ...text("s"), 4], [12, ...u32(FIRST + 11), 0], end, int)).toEqual([]);
  });
});

describe("what makes small files take long", () => {
  test("many units with the same abbreviations, from other places each", { timeout: 5000 }, () => {
    const padded = [...Array.from({ length: 20_000 }, () => [1, UNIT, 0, 0, 0]).flat(), 0];
    const units = Array.from({ length: 10_000 }, (_, i) => unit([[1]], 5 * i)).flat();
    expect(refusal({ ".debug_abbrev": padded, ".debug_info": units })).toMatch(/refers to the same bytes too often$/);
  });

  test("abbreviations of more attributes than any", () => {
    const many = abbreviations([UNIT, 0, ...Array.from({ length: 300 }, () => [0x3f, PRESENT]).flat()]);
    expect(refusal({ ".debug_abbrev": many, ".debug_info": unit([[1]]) })).toMatch(/more than 256 attributes$/);
  });

  test("one text that all names are parts of", { timeout: 10_000 }, () => {
    const named = abbreviations([UNIT, 1], [TYPEDEF, 0, NAME, STRP]);
    const names = Array.from({ length: 60_000 }, (_, i) => [2, ...u32(i)]);
    const sections = {
      ".debug_abbrev": named,
      ".debug_info": unit([[1], ...names, end]),
      ".debug_str": [...Array.from({ length: 70_000 }, () => 97), 0],
    };
    expect(refusal(sections)).toMatch(/^\.debug_str at 0x0: a text does not end$/);
    const shorter = { ...sections, ".debug_str": [...Array.from({ length: 16_000 }, () => 97), 0] };
    expect(refusal({ ...shorter, ".debug_info": unit([[1], ...names.slice(0, 16_000), end]) })).toMatch(/too often$/);
  });
});

test.each([
  [0x1c, "is compiled from Rust: only the types of C are read"],
  [0x16, "is compiled from Go: only the types of C are read"],
  [0x99, "is compiled from language 0x99: only the types of C are read"],
])("language 0x%s", (language, said) => {
  const only = abbreviations([UNIT, 0, LANGUAGE, UDATA]);
  expect(refusal({ ".debug_abbrev": only, ".debug_info": unit([[1, ...uleb(language)]]) })).toBe(said);
});
