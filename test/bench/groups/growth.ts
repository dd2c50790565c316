import { rmSync, writeFileSync } from "node:fs";
import { type ProcessCommand, timeCommands } from "../commands.ts";
import type { Group, Measured, Options } from "../group.ts";
import type { Samples } from "../measure.ts";
import { scratchFile } from "../scratch.ts";
import { spreadOf } from "../statistics.ts";
import { codegen } from "./programs.ts";

const first = "each, up to 100";

/**
 * What each further record costs, so that what a process takes to start hides nothing: the code generator is linear if
 * that does not grow. Half as much again is allowed for what the clock does not tell apart.
 */
export const growthGroup: Group = {
  title: "bytewright codegen, cost of a record as the schema grows",
  about: "Cold, into an empty folder. Linear if the cost of one more record stays what it is.",
  baseline: first,
  isLong: true,
  run,
};

async function run({ quick }: Options): Promise<Measured> {
  const [at10, at100, at1000] = await timesOf([10, 100, 1000], quick ? 1 : 5);
  const [at10000] = quick ? [] : await timesOf([10_000], 1);
  const samples: Samples[] = [
    perRecord(first, at10, at100, 90),
    perRecord("each, up to 1,000", at100, at1000, 900),
    ...(at10000 === undefined ? [] : [perRecord("each, up to 10,000", at1000, at10000, 9000)]),
  ];
  const figures = samples.map(({ name, rounds: [cost = Number.NaN] }) => ({
    name: `cost of ${name}`,
    value: cost,
    unit: "ms",
  }));
  return { unit: "ms", samples, figures };
}

/** The medians of some rounds. */
async function timesOf(counts: readonly number[], rounds: number): Promise<number[]> {
  const samples = await timeCommands(counts.map(codegenOf), rounds);
  return samples.map((one) => spreadOf(one.rounds).median);
}

function perRecord(name: string, less = Number.NaN, more = Number.NaN, records: number): Samples {
  return { name, rounds: [(more - less) / records], rejected: 0 };
}

function codegenOf(count: number): ProcessCommand {
  const schema = scratchFile(`schema-${count}.ts`);
  const out = scratchFile(`generated-${count}`);
  writeFileSync(schema, schemaOf(count));
  const prepare = () => rmSync(out, { recursive: true, force: true });
  return { ...codegen(`${count} records`, schema, out), prepare };
}

/** A family of so many records, all of ordinary fields. */
function schemaOf(count: number): string {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  return `import { array, enumeration, family, record, struct, u16, u32, u64 } from "bytewright/schema";

const Type = enumeration("bench_type", { ${numbers.map((i) => `BENCH_${i}: ${i}`).join(", ")} });
const hdr = struct("bench_hdr", { align: 8, fields: { type: u32.enum(Type), len: u32 } });
${numbers.map(recordOf).join("")}
export const bench = family("bench", {
  header: hdr, member: "h", type: "type", types: Type, length: { field: "len" }, byteOrder: "little",
  records: [${numbers.map((i) => `r${i}`).join(", ")}],
});
`;
}

function recordOf(i: number): string {
  return `const r${i} = record("bench_${i}", {
  doc: "Record ${i}.",
  type: Type.BENCH_${i},
  align: 8,
  fields: { state: u32.doc("Some state."), flags: u16, mode: u16, start: u64.hex(), end: u64, list: array(u32, 4) },
});
`;
}
