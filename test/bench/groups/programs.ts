import { rmSync } from "node:fs";
import { emptyNode, type NodeCommand, timeCommands, timeOf } from "../commands.ts";
import type { Group } from "../group.ts";
import { scratchFile } from "../scratch.ts";

/** The programs as package.json's "bin" has them. */
export const bin = { ckpt: "src/cli/bin/ckpt.js", bytewright: "src/cli/bin/bytewright.js" };

export const verifyGroup: Group = {
  title: "ckpt verify, 363 bytes",
  about: "A whole process, beside one that does nothing.",
  baseline: emptyNode.name,
  goals: [{ name: "bytewright", limit: 1.5 }],
  where: "commands",
  async run({ quick }) {
    const args = [bin.ckpt, "verify", "--kernel", "any", "test/examples/bash.ckpt"];
    const verify = { name: "bytewright", args, prints: /^test\/examples\/bash.ckpt: ok, comm "bash"/ };
    return { unit: "ms", samples: await timeCommands([verify, emptyNode], quick ? 15 : 40) };
  },
};

const tsMorph: NodeCommand = {
  name: "import ts-morph",
  args: ["--input-type=module", "--eval", 'import "ts-morph"'],
};

function codegen(out: string): NodeCommand {
  return {
    name: "bytewright",
    args: [bin.bytewright, "codegen", "--schema", "schema/ckpt-v23/index.ts", "--out", out],
  };
}

export const coldGroup: Group = {
  title: "bytewright codegen, 70 records, cold",
  about: "The 69 records of version 23, into an empty folder, beside a process that only imports ts-morph.",
  baseline: tsMorph.name,
  goals: [{ name: "bytewright", limit: 2 }],
  where: "commands",
  async run({ quick }) {
    const out = scratchFile("cold");
    const prepare = () => rmSync(out, { recursive: true, force: true });
    const cold = { ...codegen(out), prints: / written, 0 removed\n$/, prepare };
    return { unit: "ms", samples: await timeCommands([cold, tsMorph], quick ? 3 : 15) };
  },
};

export const unchangedGroup: Group = {
  title: "bytewright codegen, 70 records, nothing changed",
  about: "The same once more, beside a process that does nothing.",
  baseline: emptyNode.name,
  goals: [{ name: "bytewright", limit: 2 }],
  where: "commands",
  async run({ quick }) {
    const once = { ...codegen(scratchFile("unchanged")), prints: / written, 0 removed\n$/ };
    timeOf(once);
    const again = { ...once, prints: /: up to date\n$/ };
    return { unit: "ms", samples: await timeCommands([again, emptyNode], quick ? 7 : 30) };
  },
};
