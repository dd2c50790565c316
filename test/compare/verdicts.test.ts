import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { emit } from "../../codegen/emit/index.ts";
import { layOutSchema } from "../../codegen/lay-out-schema.ts";
import { structsOf } from "../../src/cli/bytewright/laid-out.ts";
import { type Breaks, type ChangeKind, changes } from "../../src/compare/compat/changes.ts";
import { type Change, type Compared, compareSchemas } from "../../src/compare/index.ts";
import { checkSchema } from "../../src/layout/index.ts";
import { once } from "../../src/wire/index.ts";
import { type Case, cases, type Exports } from "./cases.ts";
import { isRead, type Read, readBy, writtenBy } from "./reading.ts";

const all = Object.entries(cases);

function compared(exports: Exports): Compared {
  expect(checkSchema(exports)).toEqual([]);
  const schema = layOutSchema(exports);
  return { ...schema, structs: structsOf(schema) };
}

const changesIn = once(({ old, now }: Case) => compareSchemas(compared(old), compared(now)));

const broken = (found: readonly Change[], whom: keyof Breaks) => found.some(({ breaks }) => breaks[whom]);

describe.each(all)("%s", (_, one) => {
  const found = changesIn(one);

  test("is told as what it is", () => {
    expect([...new Set(found.map(({ kind }) => kind))].sort()).toEqual([...one.kinds].sort());
  });

  test("old bytes are read by new code, or not, as the verdict says", () => {
    expect(isRead(one.old, one.now, one.oldValues, one, true)).toBe(!broken(found, "oldBytes"));
  });

  test("new bytes are read by old code, or not, as the verdict says", () => {
    expect(isRead(one.now, one.old, one.nowValues, one, false)).toBe(!broken(found, "newBytes"));
  });
});

test("each kind of change has a case in which no other one decides", () => {
  const decides = (kind: ChangeKind, whom: keyof Breaks) =>
    all.some(([, one]) => {
      const found = changesIn(one);
      const others = found.filter((change) => change.kind !== kind);
      return others.length < found.length && !broken(others, whom);
    });
  const undecided = (Object.keys(changes) as ChangeKind[]).flatMap((kind) =>
    (["oldBytes", "newBytes", "source"] as const)
      // What comes into values, or goes out of them, is told as a change of its own.
      .filter((whom) => whom !== "source" || changes[kind].source)
      .filter((whom) => !decides(kind, whom))
      .map((whom) => `${kind}: ${whom}`),
  );
  expect(undecided).toEqual([]);
});

test("source that uses the old types compiles with the new ones, or not, as the verdict says", {
  timeout: 120_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-verdicts-"));
  try {
    const files = all.flatMap(([, one], i) => {
      const source = one.source ?? sourceOf(one);
      return [one.old, one.now].map((exports, j) => {
        const to = join(folder, `case${i}`, j === 0 ? "old" : "now");
        mkdirSync(to, { recursive: true });
        const runtime = relative(to, fileURLToPath(new URL("../../src/wire/index.ts", import.meta.url)));
        const code = emit(layOutSchema(exports), { runtime, extension: ".ts", abi: "x86_64", source: "schema.ts" });
        for (const [name, text] of code) writeFileSync(join(to, name), text);
        writeFileSync(join(to, "use.ts"), source);
        return join(to, "use.ts");
      });
    });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: "es2023", module: "nodenext", types: [], skipLibCheck: true },
      ...{ exactOptionalPropertyTypes: true, allowImportingTsExtensions: true },
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));
    const { stdout } = spawnSync(tsc, ["-p", folder, "--pretty", "false"], { encoding: "utf8", cwd: folder });
    const wrong = (i: number, side: string) => new RegExp(`^case${i}/${side}/`, "m").test(stdout);
    const told = (of: (one: Case, i: number) => boolean) =>
      all.filter(([, one], i) => of(one, i)).map(([name]) => name);
    expect(
      told((_, i) => wrong(i, "old")),
      stdout,
    ).toEqual([]);
    expect(
      told((_, i) => wrong(i, "now")),
      stdout,
    ).toEqual(told((one) => broken(changesIn(one), "source")));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Source that encodes the old values, and reads from decoded ones what is in them; and that has the names of enumerations. */
function sourceOf({ old, oldValues }: Case): string {
  const [struct] = old.structs;
  const lines = oldValues.map((init, i) => {
    const type = typeNameOf((init.$name as string | undefined) ?? struct?.name ?? "");
    const [{ value }] = (readBy(old, writtenBy(old, [init], {} as Case)) ?? []).slice(-1) as [Read];
    return [
      `import { ${type} as T${i} } from "./index.ts";`,
      `export const bytes${i}: Uint8Array = T${i}.encode(${literal(init)});`,
      `export const value${i}: ${typeText(value)} = T${i}.decode(bytes${i});`,
    ].join("\n");
  });
  const enumerations = layOutSchema(old).enumerations.map(({ name, members }) => {
    const type = typeNameOf(name);
    return `import { ${type} } from "./index.ts";\nexport const ${name} = [${members.map((one) => `${type}.${one.name}`)}];`;
  });
  return `${[...lines, ...enumerations, "export {};"].join("\n")}\n`;
}

const typeNameOf = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function literal(value: unknown): string {
  if (value instanceof Uint8Array) return `new Uint8Array([${value.join()}])`;
  if (Array.isArray(value)) return `[${value.map(literal)}]`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([name, one]) => `${name}: ${literal(one)}`)
    .join(", ")} }`;
}

function typeText(value: unknown): string {
  if (value instanceof Uint8Array) return "Uint8Array";
  if (Array.isArray(value)) return `readonly ${typeText(value[0])}[]`;
  if (typeof value !== "object" || value === null) return typeof value;
  return `{ ${Object.entries(value)
    .map(([name, one]) => `readonly ${name}: ${name === "$name" ? JSON.stringify(one) : typeText(one)}`)
    .join("; ")} }`;
}
