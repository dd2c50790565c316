import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { OutputChunk, RolldownLog } from "rolldown";
import { attempt } from "./attempt.ts";
import { repeatedProperties } from "./repeated-properties.ts";
import { thrownText } from "./thrown-text.ts";

/** A schema module and all that it imports, TypeScript or JavaScript. Nothing of it has run. */
export interface PackedSchema {
  /** the text of each file that it is made of; the vocabulary is part of the program */
  readonly texts: ReadonlyMap<string, string>;
  /** these files, and where its imports lead, perhaps without an ending, whether anything is there or not */
  readonly places: ReadonlySet<string>;
  /** whether that is all: nothing is missing, or depends on a package, something computed, the clock */
  readonly isAll: boolean;
  /**
   * Runs it, anew each time, and gives what it exports. A schema is a program: load only what you would run.
   * @throws Error that says what is wrong with which file
   */
  run(): Promise<{ readonly [name: string]: unknown }>;
}

/** Packs a schema as a bundler does, which resolves the `paths` of a tsconfig.json and knows what it has read. */
export async function packSchema(file: string): Promise<PackedSchema> {
  const { rolldown } = await import("rolldown");
  const { alias, vocabulary } = publishedSchemas();
  // The vocabulary is part of the program, and so is what the bundler adds.
  const isOurs = (id: string) => id.startsWith(vocabulary) || id.startsWith("\0");
  const texts = new Map<string, string>();
  const places = new Set([file]);
  const problems: RolldownLog[] = [];
  const chunks: OutputChunk[] = [];
  let isAll = true;
  const build = await rolldown({
    input: file,
    platform: "node",
    treeshake: false,
    tsconfig: true,
    resolve: { alias },
    transform: { define: surroundings },
    // A package that is not there would be left to Node.
    onLog: (_, log) => void (log.code === "UNRESOLVED_IMPORT" && problems.push(log)),
    plugins: [
      {
        name: "sources",
        resolveId(specifier, importer) {
          if (importer === undefined || specifier === "bytewright/schema" || isOurs(importer)) return;
          if (/^\.\.?\//.test(specifier)) places.add(resolve(dirname(importer), specifier));
          // Which file a package stands for, or a name in a tsconfig.json, is told by more than files.
          else isAll = false;
        },
        transform(text, id) {
          if (!isOurs(id)) texts.set(id, text);
        },
      },
    ],
  });
  try {
    const { output } = await build.generate({
      format: "esm",
      comments: false,
      sourcemap: "hidden",
      // A module for each file, under whose name it is in stacks.
      preserveModules: true,
      entryFileNames: "[name].mjs",
      intro: ({ facadeModuleId }) => `const ${thisModule} = ${JSON.stringify(metaOf(facadeModuleId ?? file))};`,
      postFooter: ({ facadeModuleId }) => `//# sourceURL=${metaOf(facadeModuleId ?? file).url}`,
    });
    chunks.push(...output.filter((one) => one.type === "chunk"));
  } catch (error) {
    problems.push(...((error as { readonly errors?: RolldownLog[] }).errors ?? [error as Error]));
  } finally {
    await build.close();
  }
  const own = chunks.filter(({ facadeModuleId }) => facadeModuleId !== null && texts.has(facadeModuleId));
  return {
    texts,
    places: new Set([...places, ...texts.keys()]),
    isAll: isAll && problems.length === 0 && !own.some(({ code }) => asksSurroundings.test(code)),
    run: () => run(file, texts, chunks, own, problems),
  };
}

/** A schema outside of any package finds the vocabulary and the schemas that are published, too: this program's own. */
function publishedSchemas(): { readonly alias: { [specifier: string]: string }; readonly vocabulary: string } {
  const { resolve } = createRequire(import.meta.url);
  const vocabulary = resolve("bytewright/schema");
  const schemas = [...shippedSchemas()].map(([name, file]) => [`bytewright/schema/${name}$`, file]);
  return {
    alias: {
      "bytewright/schema$": vocabulary,
      "bytewright/config$": resolve("bytewright/config"),
      ...Object.fromEntries(schemas),
    },
    vocabulary: dirname(vocabulary) + sep,
  };
}

/** The schemas that come with this program, and their files. */
export function shippedSchemas(): ReadonlyMap<string, string> {
  const require = createRequire(import.meta.url);
  const { exports } = require("bytewright/package.json");
  const prefix = "./schema/";
  const names = Object.keys(exports).flatMap((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : []));
  return new Map(names.map((name) => [name, require.resolve(`bytewright/schema/${name}`)]));
}

/** The name in packed modules for what their file is called. */
const thisModule = "bytewright$module";

function metaOf(file: string): { readonly url: string; readonly filename: string; readonly dirname: string } {
  return { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
}

const globals = `process global eval Function Bun Deno navigator Date performance Math.random crypto fetch WebSocket
  setTimeout setInterval setImmediate Intl Temporal`.split(/\s+/);

/** What a program can learn of its surroundings without an import, by names under which it is found again. */
const surroundings = {
  ...Object.fromEntries(globals.map((name) => [name, `globalThis.${name}`])),
  "import.meta": thisModule,
  __dirname: `${thisModule}.dirname`,
  __filename: `${thisModule}.filename`,
};

/** Those names, in doubt also in a text; `localeCompare` and the like ask which language is spoken here. */
const asksSurroundings =
  /globalThis|bytewright\$module\.|__require\b|\.constructor\b|[lL]ocale[A-Z]|\bimport\((?!"\.\/)/;

async function run(
  file: string,
  texts: ReadonlyMap<string, string>,
  chunks: readonly OutputChunk[],
  own: readonly OutputChunk[],
  problems: readonly RolldownLog[],
) {
  const wrong = problems.length > 0 ? problems.map((one) => describe(file, one)) : await repeatedProperties(texts);
  if (wrong.length > 0) throw new Error(wrong.join("; "));
  const folder = mkdtempSync(join(tmpdir(), "bytewright-schema-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // A schema can end the program.
  process.once("exit", remove);
  try {
    for (const { fileName, code } of chunks) {
      mkdirSync(dirname(join(folder, fileName)), { recursive: true });
      writeFileSync(join(folder, fileName), code);
    }
    const [entry] = chunks;
    const exported = await import(pathToFileURL(join(folder, entry?.fileName ?? "")).href);
    // A promise that it has left rejected is told now, and what its timers that are due throw.
    await setTimeout(1);
    const { default: all } = exported;
    // Of CommonJS all that it exports comes as one.
    return typeof all === "object" && all !== null && !("kind" in all) ? { ...all, ...exported } : exported;
  } catch (error) {
    const text = thrownText(error);
    const isComputed = text.includes(folder);
    throw new Error(
      `${placeOf(error, own) ?? file}: ${isComputed ? "imports by a name that it computes; write the name out" : text}`,
      {
        cause: error,
      },
    );
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** The place in a schema's own files where something was thrown, or that which threw it was called: `schema/pixel.ts:12:7`. */
function placeOf(error: unknown, chunks: readonly OutputChunk[]): string | undefined {
  for (const [, url, line, column] of thrownStack(error).matchAll(/(file:\S+?):(\d+):(\d+)/g)) {
    const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId !== null && metaOf(facadeModuleId).url === url);
    if (!chunk?.map) continue;
    const found = new SourceMap(JSON.parse(chunk.map.toString())).findEntry(Number(line) - 1, Number(column) - 1);
    if ("originalLine" in found) return `${chunk.facadeModuleId}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  }
  return undefined;
}

/** The stack of what was thrown, which may be anything. */
function thrownStack(error: unknown): string {
  return attempt(() => String((error as Error).stack)) ?? "";
}

/** What is wrong with a file that cannot be packed, in one line. */
function describe(schema: string, { message, loc }: RolldownLog): string {
  const [text = ""] = stripVTControlCharacters(message).trim().split("\n");
  const place = loc?.file === undefined ? schema : `${loc.file}:${loc.line}:${loc.column + 1}`;
  return `${place}: ${text.replace(/^\[\w+\] /, "")}`;
}
