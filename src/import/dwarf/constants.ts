/** What DWARF calls its tags, attributes and encodings: DWARF 5, chapter 7; those of GNU: gcc's include/dwarf2.def. */
export const Tag = {
  array: 0x01,
  class: 0x02,
  enumeration: 0x04,
  pointer: 0x0f,
  reference: 0x10,
  compileUnit: 0x11,
  struct: 0x13,
  subroutine: 0x15,
  typedef: 0x16,
  union: 0x17,
  unspecifiedParameters: 0x18,
  inheritance: 0x1c,
  subrange: 0x21,
  base: 0x24,
  const: 0x26,
  enumerator: 0x28,
  formalParameter: 0x05,
  member: 0x0d,
  volatile: 0x35,
  restrict: 0x37,
  unspecified: 0x3b,
  rvalueReference: 0x42,
  atomic: 0x47,
} as const;

export const At = {
  sibling: 0x01,
  name: 0x03,
  byteSize: 0x0b,
  bitOffset: 0x0c,
  bitSize: 0x0d,
  stmtList: 0x10,
  language: 0x13,
  constValue: 0x1c,
  lowerBound: 0x22,
  upperBound: 0x2f,
  count: 0x37,
  memberLocation: 0x38,
  declFile: 0x3a,
  declLine: 0x3b,
  declaration: 0x3c,
  encoding: 0x3e,
  external: 0x3f,
  type: 0x49,
  dataBitOffset: 0x6b,
  stringsBase: 0x72,
  dwoName: 0x76,
  alignment: 0x88,
  artificial: 0x34,
  gnuDwoName: 0x2130,
} as const;

/** Of base types. */
export const Encoding = { boolean: 2, complex: 3, float: 4, signed: 5, signedChar: 6 } as const;
/** Those that are integers: signed, unsigned, characters, and characters of Unicode. */
export const integerEncodings: ReadonlySet<number> = new Set([2, 5, 6, 7, 8, 16, 17, 18]);

export const UnitType = { compile: 1, type: 2, partial: 3, skeleton: 4, splitCompile: 5, splitType: 6 } as const;

/** Languages that lay data out as C does, where they have no more than C has: 1989, 1999, 2011, 2017, 2023, and C++. */
export const cLanguages: ReadonlySet<number> = new Set([
  ...[0x01, 0x02, 0x0c, 0x1d, 0x2c, 0x3e],
  ...[0x04, 0x1a, 0x21, 0x2a, 0x2b, 0x3a],
]);
export const languageNames: { readonly [language: number]: string } = {
  ...{ 8: "Fortran", 13: "Ada", 19: "D", 22: "Go", 28: "Rust", 30: "Swift", 39: "Zig", 32769: "assembly" },
};
