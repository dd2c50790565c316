import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { check } from "../../codegen/check/index.ts";
import { textIn } from "../../codegen/index.ts";
import { enumeration } from "../../schema/dsl/index.ts";
import { compile, skipsWithoutCompilerFor } from "../support/c-compiler.ts";

const header = await textIn("c", fileURLToPath(new URL("fixtures/c-words.ts", import.meta.url)));

test("numbers that are no int are macros, behind the documentation of their enumeration", () => {
  expect(header).toContain(`/**
 * Most of these fit.
 * One does not.
 */
enum small {
  MINUS = -1,
  LEAST = -2147483648,
  MOST = 2147483647,
};
/** No int. */
#define ABOVE 0x80000000ull
`);
  expect(header).toContain(`/** None is an int. */

#define BELOW (-2147483649ll)
#define LOWEST (-0x7fffffffffffffffll - 1)
#define NEXT (-9223372036854775807ll)
#define TOP 0xffffffffffffffffull
`);
});

test("members of members without a name have their docs, and their places are asserted", () => {
  expect(header).toContain(`/**
 * First line.
 * Second line. *\\/ Still the comment.
 */
struct inside {
  struct {
    uint8_t a;
    struct {
      uint32_t c;
      struct {
        uint8_t e;
      } d;
    } b;
    union {
      /**
       * One.
       * Two.
       */
      uint64_t f;
`);
  const asserted = [...header.matchAll(/offsetof\(struct inside, (\S+)\) == (\d+)/g)].map(([, path, at]) => [path, at]);
  expect(asserted).toEqual(
    expect.arrayContaining([
      ["a", "0"],
      ["b.c", "4"],
      ["b.d", "8"],
      ["b.d.e", "8"],
      ["f", "16"],
      ["g", "16"],
      ["i.j", "24"],
      ["i.k.l", "24"],
    ]),
  );
});

test.skipIf(skipsWithoutCompilerFor("x86_64"))("a compiler takes the numbers for what they are", () => {
  const values = {
    MINUS: -1n,
    LEAST: -(2n ** 31n),
    ABOVE: 2n ** 31n,
    BELOW: -(2n ** 31n) - 1n,
    LOWEST: -(2n ** 63n),
    NEXT: 1n - 2n ** 63n,
    TOP: 2n ** 64n - 1n,
  };
  const variables = Object.keys(values).map((name) => `long long v_${name} = sizeof(${name}) > 8 ? 0 : ${name};`);
  const found = compile(`${header}\n${variables.join("\n")}`, "x86_64");
  for (const [name, value] of Object.entries(values)) {
    const bytes = found.get(`v_${name}`) ?? new Uint8Array(8);
    expect([name, new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true)]).toEqual([
      name,
      BigInt.asIntN(64, value),
    ]);
  }
});

test("numbers of more than 64 bits are refused", () => {
  const vast = enumeration("vast", { LOW: -(2n ** 63n) - 1n, HIGH: 2n ** 64n }).$enumeration;
  expect(check({ families: [], structs: [], enumerations: [vast] })).toMatchObject([
    { record: "vast", field: "LOW", problem: "its value -9223372036854775809n does not fit 64 bits" },
    { record: "vast", field: "HIGH", problem: "its value 18446744073709551616n does not fit 64 bits" },
  ]);
});
