import { writeFileSync } from "node:fs";
import { CProgram, compilerVersion, withoutC } from "../c-program.ts";
import type { Slots } from "../loop.ts";
import type { Variant } from "../measure.ts";
import { scratchFile } from "../scratch.ts";
import { mustEqual } from "./check.ts";
import { kinds, type RecordName } from "./kinds.ts";

/** C beside the others, where there is a compiler. */
export interface CSide {
  readonly variants: readonly Variant[];
  readonly notes: readonly string[];
  stop(): void;
}

/** C that copies structs out of these records, or into them. */
export async function startC(record: RecordName, operation: "decode" | "encode", slots: Slots): Promise<CSide> {
  if (compilerVersion() === undefined) return { variants: [], notes: [withoutC], stop() {} };
  const { bytes, first, stride } = slots;
  const file = scratchFile("records");
  writeFileSync(file, bytes);
  const program = CProgram.start("records", [operation, file, `${first}`, `${stride}`], [record.toUpperCase()]);
  const expected =
    operation === "decode"
      ? valuesAsText(record)
      : Buffer.from(bytes.subarray(first, first + 64 * stride)).toString("hex");
  mustEqual(await program.check(), expected, `C ${operation}s ${record}`);
  const time = (batches: number) => program.time(batches);
  return { variants: [{ name: "C (gcc -O2)", time }], notes: [], stop: () => program.stop() };
}

/** All numbers of each value in the order of the struct. */
function valuesAsText(record: RecordName): string {
  return kinds[record].values.map((value) => `${numbersIn(value).join(" ")};`).join("");
}

function numbersIn(value: unknown): (number | bigint)[] {
  if (typeof value === "number" || typeof value === "bigint") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
