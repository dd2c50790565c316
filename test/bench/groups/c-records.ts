import { writeFileSync } from "node:fs";
import { CProgram, compilerVersion, withoutC } from "../c-program.ts";
import type { Slots } from "../loop.ts";
import type { Variant } from "../measure.ts";
import { scratchFile } from "../scratch.ts";
import { mustEqual } from "./check.ts";
import type { AnyKind } from "./kinds.ts";

/** C beside the others, where there is a compiler. */
export interface CSide {
  readonly variants: readonly Variant[];
  readonly notes: readonly string[];
  stop(): void;
}

/** C that copies structs out of these records, or into them. */
export async function startC(kind: AnyKind, operation: "decode" | "encode", slots: Slots): Promise<CSide> {
  if (compilerVersion() === undefined) return { variants: [], notes: [withoutC], stop() {} };
  const { bytes, first, stride } = slots;
  const file = scratchFile("records");
  writeFileSync(file, bytes);
  const defines = [kind.way.toUpperCase(), `SLOT=${stride}`];
  const program = CProgram.start("records", [operation, file, `${first}`, `${stride}`], defines);
  const expected =
    operation === "decode"
      ? valuesAsText(kind)
      : Buffer.from(bytes.subarray(first, first + 64 * stride)).toString("hex");
  mustEqual(await program.check(), expected, `C ${operation}s ${kind.name}`);
  const time = (batches: number) => program.time(batches);
  return { variants: [{ name: "C (gcc -O2)", time }], notes: [], stop: () => program.stop() };
}

/** All numbers of each value in the order of the struct. */
function valuesAsText({ values }: AnyKind): string {
  return values.map((value) => `${numbersIn(value).join(" ")};`).join("");
}

function numbersIn(value: unknown): (number | bigint)[] {
  if (typeof value === "number" || typeof value === "bigint") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
