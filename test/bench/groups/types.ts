import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { compiler, withoutC } from "../c-program.ts";
import { emptyNode, type ProcessCommand, peakMemoryOf, timeCommands, timeOf } from "../commands.ts";
import type { Group, Measured, Options } from "../group.ts";
import { scratchFile } from "../scratch.ts";
import { spreadOf } from "../statistics.ts";
import { bin } from "./programs.ts";

const kernel = "/sys/kernel/btf/vmlinux";

export const importGroup: Group = {
  title: "import a kernel's types",
  about: `Whole processes: a schema of all types that ${kernel} tells, beside C as other programs print it, without a check.`,
  baseline: emptyNode.name,
  isLong: true,
  run: importKernel,
};

async function importKernel({ quick }: Options): Promise<Measured> {
  if (!existsSync(kernel)) return { unit: "ms", samples: [], notes: [`skipped: this machine has no ${kernel}`] };
  const own = { name: "bytewright", args: [bin.bytewright, "import", kernel, "--out", scratchFile("kernel/index.ts")] };
  const { commands, notes } = withOthers([
    {
      ...{ name: "bpftool btf dump format c", program: "bpftool", prints: /struct task_struct \{/ },
      args: ["btf", "dump", "file", kernel, "format", "c"],
    },
    { name: "pahole", program: "pahole", args: ["-F", "btf", kernel], prints: /struct task_struct \{/ },
  ]);
  const samples = await timeCommands([own, ...commands, emptyNode], quick ? 3 : 9);
  const figures = [
    { name: "bytewright, time", value: spreadOf(samples[0]?.rounds ?? []).median / 1000, unit: "s" },
    { name: "bytewright, peak memory", value: peakMemoryOf(own), unit: "MiB" },
  ];
  return { unit: "ms", samples, figures, notes };
}

const count = 1000;

export const layoutGroup: Group = {
  title: `layout of ${count.toLocaleString("en")} types`,
  about:
    "Whole processes that show where everything stands: of a schema, and of the object file that it was imported from.",
  baseline: emptyNode.name,
  isLong: true,
  run: layOutTypes,
};

async function layOutTypes({ quick }: Options): Promise<Measured> {
  const object = compile();
  if (object === undefined) return { unit: "ms", samples: [], notes: [withoutC] };
  const schema = scratchFile("many/index.ts");
  timeOf({ name: "import", args: [bin.bytewright, "import", object, "--out", schema] });
  const prints = new RegExp(`struct many_${count - 1} \\{`);
  const { commands, notes } = withOthers([{ name: "pahole, object file", program: "pahole", args: [object], prints }]);
  const own: ProcessCommand[] = [
    { name: "bytewright", args: [bin.bytewright, "layout", schema], prints },
    { name: "bytewright, object file", args: [bin.bytewright, "layout", object], prints },
  ];
  return { unit: "ms", samples: await timeCommands([...own, ...commands, emptyNode], quick ? 5 : 15), notes };
}

/** Those that are installed, and what is said of the others. */
function withOthers(others: readonly (ProcessCommand & { readonly program: string })[]) {
  const isThere = ({ program }: { readonly program: string }) => spawnSync(program, ["--version"]).status === 0;
  const lacking = others.filter((one) => !isThere(one));
  return {
    commands: others.filter(isThere),
    notes: lacking.map(({ program, name }) => `skipped: ${name}, as there is no ${program}`),
  };
}

/** An object file with the types, or nothing without a compiler. */
function compile(): string | undefined {
  const [source, object] = [scratchFile("many.c"), scratchFile("many.o")];
  const types = Array.from({ length: count }, (_, i) => {
    const next = i > 0 ? `struct many_${i - 1} *next;` : "";
    return `struct many_${i} { unsigned state; short flags : 3, mode : 9; long long start; int list[4]; char tag[${1 + (i % 16)}]; ${next} };`;
  });
  writeFileSync(source, types.join("\n"));
  const options = ["-g", "-fno-eliminate-unused-debug-types", "-c", "-o", object, source];
  return spawnSync(compiler, options).status === 0 ? object : undefined;
}
