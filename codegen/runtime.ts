import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bannerOf } from "./emit/banner.ts";
import { runtimeFolder } from "./files.ts";
import type { Job } from "./job.ts";

/** What generated code imports what it uses of the runtime by, where that is beside it. */
export function runtimeIndex(extension: Job["extension"]): string {
  return `./${runtimeFolder}/index${extension}`;
}

/** An import of some names from another module. */
const imported = /^import (?:type )?\{([^}]*)\} from "(\.[^"]+)";$/gm;
/** The path in any import or export. */
const path = /(?<=^(?:import|export|\}).*from ")(\.[^"]+)(?=";$)/gm;
const declared = /^export (?:abstract )?(?:function\*?|const|class|interface|type) ([\w$]+)/gm;

/**
 * The modules of the runtime that some code imports from and all that those import, by their names beside it: what is in
 * `kinds/bits.ts` is in `runtime/kinds-bits.ts`.
 */
export function runtimeFor(code: Iterable<string>, extension: Job["extension"]): Map<string, string> {
  const { texts, licence } = readSources();
  const homes = new Map<string, string>();
  // What is declared elsewhere under such a name is another thing.
  for (const [file = ""] of (texts.get("index.ts") as string).matchAll(path)) {
    const text = texts.get(file.slice("./".length)) as string;
    for (const [, name = ""] of text.matchAll(declared)) homes.set(name, file.slice("./".length));
  }
  const modules = new Set<string>();
  const exported = new Map<string, Set<string>>();
  for (const name of namesFrom(code, runtimeIndex(extension))) {
    const module = homes.get(name.replace(/^type /, "")) as string;
    modules.add(module);
    exported.set(module, (exported.get(module) ?? new Set()).add(name));
  }
  const files = new Map<string, string>();
  const fileOf = (file: string) => `${file.replaceAll("/", "-").replace(/\.ts$/, "")}${extension}`;
  // What is added is visited as well.
  for (const module of modules) {
    const text = (texts.get(module) as string).replaceAll(path, (to) => {
      const other = join(dirname(module), to).replaceAll("\\", "/");
      modules.add(other);
      return `./${fileOf(other)}`;
    });
    files.set(module, `${bannerOf("as part of its runtime, whose licence is in index.ts")}\n${text}`);
  }
  const lines = [...exported].map(
    ([module, names]) => `export { ${[...names].sort().join(", ")} } from "./${fileOf(module)}";\n`,
  );
  const index = `${bannerOf("of its runtime, as far as it is used")}/*\n${licence}*/\n\n${lines.sort().join("")}`;
  return new Map([
    [`${runtimeFolder}/index.ts`, index],
    ...[...files].map(([file, text]) => [`${runtimeFolder}/${file.replaceAll("/", "-")}`, text] as const),
  ]);
}

/** The names that modules import from one, each once, types with that word. */
function namesFrom(code: Iterable<string>, from: string): Set<string> {
  const imports = [...code].flatMap((text) => [...text.matchAll(imported)].filter(([, , path]) => path === from));
  const names = imports.flatMap(([text, names = ""]) =>
    names.split(",").map((name) => (text.startsWith("import type") ? "type " : "") + name.trim().replace(/ as .*/, "")),
  );
  const all = new Set(names.filter((name) => name !== ""));
  return new Set([...all].filter((name) => !all.has(name.replace(/^type /, "")) || !name.startsWith("type ")));
}

function readSources(): { readonly texts: ReadonlyMap<string, string>; readonly licence: string } {
  const root = dirname(createRequire(import.meta.url).resolve("bytewright/package.json"));
  const folder = join(root, "src/wire");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /(?<!\.d)\.ts$/.test(file));
  return {
    texts: new Map(files.sort().map((file) => [file.replaceAll("\\", "/"), readFileSync(join(folder, file), "utf8")])),
    licence: readFileSync(join(root, "LICENSE"), "utf8"),
  };
}
