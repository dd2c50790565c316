import { typeName } from "../../../../codegen/emit/names.ts";
import * as vocabulary from "../../../../schema/dsl/index.ts";
import type { EnumerationDefinition } from "../../../../schema/dsl/types.ts";
import type { Definition } from "../../../layout/index.ts";
import { toPrintable } from "../../../wire/printable.ts";
import type { Made } from "../infer.ts";
import type { Settled } from "../settle.ts";
import { type Item, layText } from "./document.ts";
import { definitionText, enumerationText, type Scope } from "./expression.ts";

/** As many as an editor is at ease with. */
const mostDefinitions = 400;

/** What the first line of each file starts with: others are somebody's own. */
export const mark = "// Written by bytewright import";

/** The text of a schema's files: of one or, where there are many definitions, of those that it exports as well. */
export function filesOf({ made, notes }: Settled, source: string, file: string | undefined): Map<string, string> {
  const first = `${mark} from ${toPrintable(source)}; the next import replaces it.\n\n`;
  const names = namesOf(made);
  const most = file === undefined ? made.length : mostDefinitions;
  const parts: (readonly Made[])[] = [];
  for (let i = 0; i < made.length; i += most) parts.push(made.slice(i, i + most));
  const fileOf = (part: number) =>
    parts.length === 1 ? (file ?? "") : file!.replace(/(?=\.[cm]?[jt]s$|$)/, `-${String(part + 1).padStart(2, "0")}`);
  const homes = new Map(parts.flatMap((part, i) => part.map(({ definition }) => [definition, i] as const)));
  const files = parts.map((part, i): [string, string] => {
    const imports = new Map<string, Set<string>>();
    const take = (file: string, name: string) => {
      imports.set(file, (imports.get(file) ?? new Set()).add(name));
      return name;
    };
    const scope: Scope = {
      use: (name) => take("bytewright/schema", name),
      nameOf(definition) {
        const [name = "", home = i] = [names.get(definition), homes.get(definition)];
        return home === i ? name : take(`./${fileOf(home)}`, name);
      },
      notesOf: (definition) => notes.get(definition),
    };
    const texts = part.map((one) => exported(one, names.get(one.definition) ?? "", scope));
    return [fileOf(i), `${first}${importsOf(imports)}\n${texts.join("\n")}`];
  });
  if (parts.length === 1) return new Map(files);
  const index = files.map(([file]) => `export * from "./${file}";\n`).join("");
  return new Map([...files, [file!, first + index]]);
}

function exported({ definition, origin, why }: Made, name: string, scope: Scope): string {
  const text =
    definition.kind === "enumeration" ? enumerationText(definition, scope) : definitionText(definition, scope);
  const said = [origin && `${origin.file}:${origin.line}`, why && `Only its bytes: ${why}.`].filter(
    (one) => one !== undefined,
  );
  const comments = said.map((line) => `// ${toPrintable(line)}\n`).join("");
  return `${comments}export const ${name} = ${layText(text, 0, `export const ${name} = `.length, 1)};\n`;
}

function importsOf(imports: ReadonlyMap<string, ReadonlySet<string>>): string {
  const files = [...imports].sort(
    ([a], [b]) => (a.startsWith(".") ? 1 : 0) - (b.startsWith(".") ? 1 : 0) || naturally(a, b),
  );
  return files
    .map(([file, names]) => {
      const items = [...names].sort(naturally).map((text): Item => ({ text }));
      const after = ` from ${JSON.stringify(file)};`;
      return `import ${layText({ open: "{", items }, 0, "import ".length, after.length)}${after}\n`;
    })
    .join("");
}

/** As the formatter sorts names: numbers by their value, A, a, B, b. */
function naturally(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((text): string[] => text.match(/\d+|\D/g) ?? []);
  for (const [i, one] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (one !== other) return rank(one) - rank(other);
  }
  return left.length - right.length;
}

function rank(text: string): number {
  if (/\d/.test(text)) return Number(text) / 1e9;
  return text.toLowerCase().charCodeAt(0) * 2 + (text === text.toLowerCase() ? 1 : 0);
}

const keywords = `escape unescape arguments as async await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for from function get if implements import in instanceof interface let new null of package
  private protected public return set static super switch this throw true try typeof undefined var void while with yield`;
const reserved: ReadonlySet<string> = new Set([...keywords.split(/\s+/), ...Object.keys(vocabulary)]);

/** The constants of definitions: enumerations are named as their types, structs begin with a small letter. */
function namesOf(made: readonly Made[]): ReadonlyMap<Definition | EnumerationDefinition, string> {
  return new Map(
    made.map(({ definition }) => {
      const name = typeName(definition);
      const small = name.charAt(0).toLowerCase() + name.slice(1);
      return [definition, definition.kind === "enumeration" ? name : reserved.has(small) ? `${small}_` : small];
    }),
  );
}
