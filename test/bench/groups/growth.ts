import { rmSync, writeFileSync } from "node:fs";
import { type NodeCommand, timeCommands } from "../commands.ts";
import type { Group, Measured, Options } from "../group.ts";
import type { Samples } from "../measure.ts";
import { scratchFile } from "../scratch.ts";
import { bin } from "./programs.ts";

/**
 * What each further record costs, so that what a process takes to start hides nothing: the code generator is linear if
 * that does not grow. Half as much again is allowed for what the clock does not tell apart.
 */
export const growthGroup: Group = {
  title: "bytewright codegen, cost of each record as the schema grows",
  about: "Cold, into an empty folder. Linear if the cost of one more record stays what it is.",
  baseline: "the first",
  goals: [{ name: "the last", limit: 1.5 }],
  where: "commands",
  run,
};

async function run({ quick }: Options): Promise<Measured> {
  const [few, some, many] = quick ? ([10, 50, 250] as const) : ([10, 100, 1000] as const);
  const [atFew, atSome, atMany] = (await timeCommands([few, some, many].map(codegenOf), quick ? 2 : 7)) as [
    Samples,
    Samples,
    Samples,
  ];
  const samples: Samples[] = [
    { name: "the first", rounds: perRecord(atFew, atSome, some - few) },
    { name: "the last", rounds: perRecord(atSome, atMany, many - some) },
  ];
  return {
    unit: "ms",
    samples,
    notes: [`the first: from ${few} to ${some} records; the last: from ${some} to ${many}`],
  };
}

function perRecord(less: Samples, more: Samples, records: number): number[] {
  return more.rounds.map((time, i) => (time - (less.rounds[i] as number)) / records);
}

function codegenOf(count: number): NodeCommand {
  const schema = scratchFile(`schema-${count}.ts`);
  const out = scratchFile(`generated-${count}`);
  writeFileSync(schema, schemaOf(count));
  return {
    name: `${count} records`,
    args: [bin.bytewright, "codegen", "--schema", schema, "--out", out],
    prints: / written, 0 removed\n$/,
    prepare: () => rmSync(out, { recursive: true, force: true }),
  };
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
