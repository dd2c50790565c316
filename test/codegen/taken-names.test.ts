import { describe, expect, test } from "vitest";
import { isTaken, isTakenForValue } from "../../codegen/c/check-for-c.ts";
import { type AbiName, abis } from "../../src/layout/index.ts";
import { runCompiler, skipsWithoutCompilerFor } from "../support/c-compiler.ts";

const includes = "#include <stddef.h>\n#include <stdint.h>\n";

/** Cross compilers come without a C library, of which only x86_64 needs to have one here. */
const modes: [abi: AbiName, ...options: string[]][] = [
  ["x86_64"],
  ["x86_64", "-D_GNU_SOURCE"],
  ["x86_64", "-std=c11"],
  ...(Object.keys(abis) as AbiName[]).map((abi): [AbiName, string] => [abi, "-ffreestanding"]),
];

describe.each(modes)("%#: for %s", (abi, ...options) => {
  /** Names of macros and of types that a header brings with it. */
  function defined(): string[] {
    const macros = runCompiler(abi, [...options, "-dM", "-E"], includes).stdout.matchAll(/^#define (\w+)/gm);
    const typedefs = runCompiler(abi, [...options, "-E", "-P"], includes).stdout.matchAll(/^typedef .*?(\w+);/gm);
    const names = new Set([...macros, ...typedefs].map(([, name = ""]) => name));
    // A keyword of C, which no schema may have at all.
    names.delete("_Bool");
    return [...names];
  }

  /** The names with which a line of C does not compile. */
  function refused(names: readonly string[], line: (name: string, i: number) => string): string[] {
    const source = includes + names.map(line).join("\n");
    const { stderr } = runCompiler(abi, [...options, "-fsyntax-only", "-w"], source);
    const lines = [...stderr.matchAll(/^<stdin>:(\d+):\d+: error/gm)].map(([, number]) => Number(number) - 3);
    return [...new Set(lines)].map((i) => names[i] ?? "");
  }

  test.skipIf(skipsWithoutCompilerFor(abi, options))("names that the compiler and its headers use are taken", () => {
    const names = defined();
    expect(names.length).toBeGreaterThan(300);
    const asMembers = refused(names, (name, i) => {
      return `struct s${i} { char a, ${name}; }; _Static_assert(offsetof(struct s${i}, ${name}) == 1, "");`;
    });
    expect(asMembers).toContain("__CHAR_BIT__");
    expect(asMembers.filter((name) => !isTaken(name))).toEqual([]);
    const asValues = refused(names, (name, i) => `enum e${i} { x${i}, ${name} }; _Static_assert(${name} == 1, "");`);
    expect(asValues).toContain("uint8_t");
    expect(asValues.filter((name) => !isTakenForValue(name))).toEqual([]);
  });
});

test.each([
  ..."__reserved __pad __pad1 __unused _pad __spare __res0 __u __val __mkw __align __sifields ____i _ _t __t".split(
    " ",
  ),
  ..."__u32 __be16 __sum16 __poll_t __kernel_fsid_t __off_t __u_char sigev_t vector size type_t".split(" "),
  ..."__IFLA_MAX __MAX_BPF_PROG_TYPE __BPF_FUNC_MAX_ID _DRM_SHM __NFTA_SET_MAX _SIZE __MAX _X T_SIZE".split(" "),
])("%s is free for members", (name) => {
  expect(isTaken(name)).toBe(false);
});

test.each("__has_include __has_attribute __has_builtin _Pragma __null _Sat __seg_gs __transaction_atomic".split(" "))(
  "%s, which no list of macros tells, is not free",
  (name) => {
    expect(isTaken(name)).toBe(true);
  },
);

test.each("__off_t __uint8_t __u_char __time_t __syscall_slong_t".split(" "))("%s is not free for values", (name) => {
  expect(isTakenForValue(name)).toBe(true);
});
