import type { StatementStructures } from "ts-morph";
import { bannerOf } from "./banner.ts";
import type { Imports } from "./imports.ts";
import { printStatements } from "./print.ts";
import { rowsOf } from "./text.ts";

/** A declaration that ts-morph prints, or text. */
export type Part = string | StatementStructures;

/** The text of a module: a banner, imports, the constants for imported functions, then its parts. */
export function moduleText(parts: readonly Part[], imports: Imports, source: string): string {
  const used = namesIn(parts);
  const imported = imports.declarations(used);
  const printed = printStatements([...imported, ...parts.filter((part) => typeof part !== "string")]);
  const head = wrapImports(printed.splice(0, imported.length).join("\n"));
  const body = parts.map((part) => (typeof part === "string" ? part : shorten(printed.shift() ?? "")));
  return `${bannerOf(`from ${source}`)}\n${[head, imports.constants(used), ...body].filter((part) => part !== "").join("\n\n")}\n`;
}

/** The names in some parts: what was asked for may have been left out in the end. */
function namesIn(parts: readonly Part[]): ReadonlySet<string> {
  const text = JSON.stringify(parts).replaceAll("\\n", " ");
  return new Set(text.match(/[\w$]+/g));
}

/** Accessors of one statement in a line each, one below another. */
function shorten(text: string): string {
  return text
    .replace(/^( {2}(?:override )?(?:get|set) .*\{)\n {4}(.*)\n(?: {4}(.*)\n)? {2}\}$/gm, (_, head, first, second) =>
      second === undefined ? `${head} ${first} }` : `${head} ${first} ${second} }`,
    )
    .replace(/\}\n\n(?= {2}(?:override )?(?:get|set) )/g, "}\n");
}

/** Names in rows where an import does not fit into one. */
function wrapImports(text: string): string {
  return text.replace(/^(import (?:type )?)\{ (.{95,}) \} from/gm, (_, start: string, names: string) => {
    const rows = rowsOf(names.split(", "), ", ", 109).map((row) => `  ${row},\n`);
    return `${start}{\n${rows.join("")}} from`;
  });
}
