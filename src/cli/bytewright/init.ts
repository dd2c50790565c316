import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Command } from "commander";
import { attempt } from "../../files/attempt.ts";
import { writeFile } from "../../files/output.ts";
import { Failure, failingAs, naming } from "../program/failure.ts";
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
  try {
    const next = await setUp(said);
    print(`${said.join("\n")}\n\nNext:\n${next.map((line) => `  ${line}\n`).join("")}`);
    return 0;
  } catch (error) {
    // What has been done is told in any case.
    print(said.map((line) => `${line}\n`).join(""));
    throw error;
  }
}

const configs = ["ts", "js", "json"].map((ending) => `bytewright.config.${ending}`);

/** Writes what is missing, notes it, and gives the commands that come next. */
async function setUp(said: string[]): Promise<string[]> {
  const replace = async (file: string, text: string) => {
    const what = existsSync(file) ? "changed" : "created";
    naming(dirname(file), () => mkdirSync(dirname(file), { recursive: true }));
    await writeFile(file, text).catch(failingAs(file));
    said.push(`${file}: ${what}`);
  };
  const keeps = (file: string) => void said.push(`${file}: is there, and stays as it is`);
  const create = (file: string, text: string) => (existsSync(file) ? keeps(file) : replace(file, text));
  // What cannot be read ends it before anything is written.
  const { text, hasConfig, type, codegen } = newPackageJson();
  const lines = readIfThere(".gitattributes");
  const tsconfig = attempt(() => readFileSync("tsconfig.json", "utf8"));
  const ending = tsconfig === undefined || takesTsEndings.test(tsconfig) ? "ts" : "js";
  const config = configs.find((file) => existsSync(file));
  // The config comes last: where there is one, it says which schemas there are.
  if (config !== undefined) keeps(config);
  else if (!hasConfig) {
    await create("schema/shape.ts", schema);
    await create("example.ts", exampleOf(ending));
    await create("bytewright.config.ts", configOf(ending));
  }
  if (/^generated\/\*\* /m.test(lines)) said.push(".gitattributes: names generated/** already");
  else await replace(".gitattributes", lines + endedAs(lines, (/[^\n]$/.test(lines) ? "\n" : "") + attributes));
  if (text === undefined) said.push("package.json: has the scripts already");
  else await replace("package.json", text);
  // Other generators have scripts of that name, too.
  const first = String(codegen).includes("bytewright codegen") ? "npm run codegen" : "npx bytewright codegen";
  if (!existsSync("example.ts")) return [first];
  const runs = runsTypes() && ending === "ts" && type !== "commonjs";
  return [first, ...(runs ? ["node example.ts"] : compiled(tsconfig !== undefined))];
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

function readIfThere(file: string): string {
  return existsSync(file) ? naming(file, () => readFileSync(file, "utf8")) : "";
}

/** A text with the line ends of the one that it goes into. */
function endedAs(before: string, text: string): string {
  return before.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
}

interface PackageJson {
  /** the text with what is missing in it; none if it has all */
  readonly text: string | undefined;
  readonly hasConfig: boolean;
  readonly type: unknown;
  /** what its script `codegen` is */
  readonly codegen: unknown;
}

function newPackageJson(): PackageJson {
  // With the mark that some editors put in front, npm takes it.
  const found = readIfThere("package.json").replace(/^\ufeff/, "");
  const before = existsSync("package.json") ? found : '{\n  "private": true\n}\n';
  const parsed = attempt(() => JSON.parse(before));
  if (!isObject(parsed)) throw new Failure("package.json: is no JSON object");
  const { scripts: own = {} } = parsed;
  if (!isObject(own)) throw new Failure("package.json: its scripts are no object");
  // Of a package that is no more than `npm install` made, all files are modules; elsewhere there may be others.
  const isNew = Object.keys(parsed).every((name) => ["private", "dependencies", "devDependencies"].includes(name));
  const all = { ...(isNew && { type: "module" }), ...parsed, scripts: { ...scripts, ...own } };
  const indent = /^[ \t]+/m.exec(before)?.[0] ?? 2;
  const isSame = existsSync("package.json") && isDeepStrictEqual(all, parsed);
  const text = isSame ? undefined : endedAs(before, `${JSON.stringify(all, null, indent)}\n`);
  return { text, hasConfig: "bytewright" in parsed, type: all.type, codegen: all.scripts.codegen };
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
