import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Command } from "commander";
import { attempt } from "../../files/attempt.ts";
import { writeFile } from "../../files/output.ts";
import { Failure, failingAs } from "../program/failure.ts";
import type { ExitWith } from "../program/program.ts";
import { print } from "../program/terminal.ts";

/** Adds `bytewright init`. */
export function addInit(program: Command, exitWith: ExitWith): void {
  program
    .command("init")
    .description("Sets up a project for generated codecs in the current folder; leaves alone whatever is there.")
    .addHelpText("after", "\nExample:\n  $ npx bytewright init && npm run codegen\n")
    .action(exitWith(init));
}

const schema = `import { array, bits, char, enumeration, struct, u16, u32, u8 } from "bytewright/schema";

// A name for each value: others are legal, too, and survive.
export const Kind = enumeration("kind", { KIND_POINT: 1, KIND_LINE: 2 });

// struct shape { uint8_t kind; uint32_t color; uint16_t layer : 4, visible : 1; char name[8]; uint16_t n; uint16_t x[]; };
export const shape = struct("shape", {
  doc: "Something that is drawn.",
  fields: {
    kind: u8.enum(Kind).doc("What it is."),
    // Three bytes of padding come here, as a C compiler puts them.
    color: u32.hex(),
    layer: bits(u16, 4),
    visible: bits(u16, 1),
    name: array(char, 8),
    n: u16.doc("How many numbers follow."),
    x: array(u16, "n"),
  },
});
`;

/** How imports end in the example and the code that it uses. */
type Ending = "js" | "ts";

const configOf = (ending: Ending) => `import { defineConfig } from "bytewright/config";

export default defineConfig({
  // Without a list, every schema/NAME/index.ts.
  schemas: ["schema/shape.ts"],
  // "ts" lets Node run the code as it is; "js" is for a compiler that comes first and does not rewrite imports.
  importExtension: "${ending}",
});
`;

const exampleOf = (ending: Ending) => `import { Kind, Shape } from "./generated/shape/index.${ending}";

const bytes = Shape.encode({ kind: Kind.KIND_LINE, color: 0xff8000, layer: 3, visible: 1, name: "edge", x: [1, 2, 3] });
console.log(bytes.length, Shape.decode(bytes));
`;

const attributes = "generated/** eol=lf linguist-generated\n";

const scripts = { codegen: "bytewright codegen", "codegen:check": "bytewright codegen --check" };

async function init(): Promise<number> {
  const said: string[] = [];
  const create = async (file: string, text: string) => {
    if (existsSync(file)) return void said.push(`${file}: is there, and stays as it is`);
    mkdirSync(dirname(file), { recursive: true });
    await writeFile(file, text).catch(failingAs(file));
    said.push(`${file}: created`);
  };
  // One that cannot be read ends it before anything is written.
  const packageJson = newPackageJson();
  const tsconfig = attempt(() => readFileSync("tsconfig.json", "utf8"));
  const ending = tsconfig === undefined || takesTsEndings.test(tsconfig) ? "ts" : "js";
  const hasConfig = ["js", "json"].some((ending) => existsSync(`bytewright.config.${ending}`)) || packageJson.hasConfig;
  await create("schema/shape.ts", schema);
  if (!hasConfig) await create("bytewright.config.ts", configOf(ending));
  await create("example.ts", exampleOf(ending));
  const lines = attempt(() => readFileSync(".gitattributes", "utf8")) ?? "";
  if (lines.includes("generated/**")) said.push(".gitattributes: names generated/** already");
  else
    await replace(".gitattributes", `${lines}${lines === "" || lines.endsWith("\n") ? "" : "\n"}${attributes}`, said);
  if (packageJson.text === undefined) said.push("package.json: has the scripts already");
  else await replace("package.json", packageJson.text, said);
  const runs = runsTypes() && ending === "ts" && packageJson.type !== "commonjs";
  const next = ["npm run codegen", ...(runs ? ["node example.ts"] : compiled(tsconfig !== undefined))];
  print(`${said.join("\n")}\n\nNext:\n${next.map((line) => `  ${line}\n`).join("")}`);
  return 0;
}

/** Options of a tsconfig.json by which an import may end in .ts. */
const takesTsEndings = /"(?:allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/;

/** Whether Node runs TypeScript as it is. */
function runsTypes(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** How the example is run by way of a compiler; `npx tsc` alone would install a package of that name that is none. */
function compiled(hasTsconfig: boolean): string[] {
  const tsc = "npx --package typescript tsc";
  if (hasTsconfig) return [tsc, "node example.js, in the folder that tsconfig.json names as outDir"];
  const options = "--rewriteRelativeImportExtensions --module nodenext --target es2023 --outDir build";
  return [`${tsc} ${options} example.ts`, "node build/example.js"];
}

async function replace(file: string, text: string, said: string[]): Promise<void> {
  const what = existsSync(file) ? "changed" : "created";
  await writeFile(file, text).catch(failingAs(file));
  said.push(`${file}: ${what}`);
}

/** The text of package.json with what is missing in it; none if it has all. */
function newPackageJson(): { readonly text: string | undefined; readonly hasConfig: boolean; readonly type: unknown } {
  const before = existsSync("package.json") ? readFileSync("package.json", "utf8") : '{\n  "private": true\n}\n';
  const parsed = attempt(() => JSON.parse(before));
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Failure("package.json: is no JSON object");
  // In a package that nobody imports yet, what is written here are modules.
  const isNew = ["type", "main", "exports", "bin"].every((name) => !Object.hasOwn(parsed, name));
  const all = { ...(isNew && { type: "module" }), ...parsed, scripts: { ...scripts, ...parsed.scripts } };
  const indent = /^[ \t]+/m.exec(before)?.[0] ?? 2;
  const isSame = existsSync("package.json") && isDeepStrictEqual(all, parsed);
  const text = isSame ? undefined : `${JSON.stringify(all, null, indent)}\n`;
  return { text, hasConfig: "bytewright" in parsed, type: all.type };
}
