import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyNode, type ProcessCommand, timeCommands, timeOf } from "../commands.ts";
import type { Group } from "../group.ts";
import { root } from "../root.ts";
import { scratchFile } from "../scratch.ts";

/** The programs as package.json's "bin" has them. */
export const bin = { ckpt: "src/cli/bin/ckpt.js", bytewright: "src/cli/bin/bytewright.js" };

export const verifyGroup: Group = {
  title: "ckpt verify, 363 bytes",
  about: "A whole process, beside one that does nothing.",
  baseline: emptyNode.name,
  isLong: true,
  async run({ quick }) {
    const args = [bin.ckpt, "verify", "--kernel", "any", "test/examples/bash.ckpt"];
    const verify = { name: "bytewright", args, prints: /^test\/examples\/bash.ckpt: ok, comm "bash"/ };
    return { unit: "ms", samples: await timeCommands([verify, emptyNode], quick ? 15 : 40) };
  },
};

const tsMorph: ProcessCommand = {
  name: "import ts-morph",
  args: ["--input-type=module", "--eval", 'import "ts-morph"'],
};

const written = / written, 0 removed\n$/;

/** `bytewright codegen` with the settings that a stranger has, whatever this repository's config says. */
export function codegen(name: string, schema: string, out: string): ProcessCommand {
  const settings = ["--runtime", "bytewright/wire", "--import-extension", "js"];
  return { name, args: [bin.bytewright, "codegen", "--schema", schema, "--out", out, ...settings], prints: written };
}

export const coldGroup: Group = {
  title: "bytewright codegen, 70 records, cold",
  about: "The 69 records of version 23, into an empty folder, beside a process that only imports ts-morph.",
  baseline: tsMorph.name,
  isLong: true,
  async run({ quick }) {
    const out = scratchFile("cold");
    const prepare = () => rmSync(out, { recursive: true, force: true });
    const cold = { ...codegen("bytewright", "schema/ckpt-v23/index.ts", out), prepare };
    return { unit: "ms", samples: await timeCommands([cold, tsMorph], quick ? 3 : 9) };
  },
};

const unchanged = "nothing changed";

export const editedGroup: Group = {
  title: "bytewright codegen, 70 records, edited",
  about: "The same once more: after another word in the doc of a record, or as it is.",
  baseline: unchanged,
  isLong: true,
  async run({ quick }) {
    const again = { ...codegen(unchanged, ...copyOfSchema("unchanged")), prints: /: up to date\n$/ };
    timeOf({ ...again, prints: written });
    const [schema, out] = copyOfSchema("edited");
    const file = join(schema, "../memory.ts");
    const text = readFileSync(file, "utf8");
    let edits = 0;
    const prepare = () =>
      writeFileSync(file, text.replace("Announces the contents", `Announces, ${edits++}, the contents`));
    const edited = { ...codegen("one file edited", schema, out), prepare };
    timeOf(edited);
    return { unit: "ms", samples: await timeCommands([edited, again, emptyNode], quick ? 4 : 15) };
  },
};

/** A schema that may be edited, and a folder for what is generated from it. */
function copyOfSchema(name: string): [schema: string, out: string] {
  const folder = scratchFile(`${name}-schema`);
  // Without the project's options, which refer to what is not copied.
  cpSync(join(root, "schema"), folder, { recursive: true, filter: (file) => !file.endsWith("tsconfig.json") });
  return [join(folder, "ckpt-v23/index.ts"), scratchFile(`${name}-generated`)];
}
