import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "rolldown";
import { root } from "./root.ts";
import { inScratch } from "./scratch.ts";

/** What a web page gets of a module with this text, in a package that has bytewright: one minified file. */
export async function bundle(text: string, folder: string = root): Promise<string> {
  const entry = join(folder, "entry.js");
  const { output } = await build({
    input: entry,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? text : null),
      },
    ],
    // A page has no use for comments, those for bundlers included.
    output: { minify: true, comments: { annotation: false } },
    write: false,
  });
  return output[0].code;
}

/** The same, of a package that does not say that its modules have no effects but what they export. */
export async function bundleUnmarked(text: string): Promise<string> {
  return await inScratch(async (folder) => {
    const { sideEffects, ...rest } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    writeFileSync(join(folder, "package.json"), JSON.stringify(rest));
    for (const part of ["dist/generated", "dist/src"]) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
    return await bundle(text, folder);
  });
}

export function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}
