import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readBtf } from "../../src/import/btf/index.ts";
import { layOutAgain } from "../support/schema-again.ts";

const kernel = "/sys/kernel/btf/vmlinux";

// A machine may well have none: no lack of what tests are set up with.
test("every struct and union of the running kernel comes out as it is", { timeout: 300_000 }, async ({ skip }) => {
  skip(!existsSync(kernel), `no ${kernel} here`);
  const types = readBtf(new Uint8Array(readFileSync(kernel)));
  const { records, compared, missing, differences, wrong, told, files } = await layOutAgain(types, "vmlinux");
  expect(Math.max(...[...files.values()].map((text) => text.split("export const ").length))).toBeLessThanOrEqual(401);
  console.log(`${compared.length - wrong.size} of ${records} are equal; as bytes: ${told.join(", ")}`);
  expect(missing).toEqual([]);
  expect(compared).toHaveLength(records);
  // Some have a type that has lost its members, or that no schema has.
  expect(differences.filter(({ what }) => what === "size")).toEqual([]);
  expect(wrong.size).toBeLessThan(records / 500);
});
