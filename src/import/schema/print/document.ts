/**
 * Text that is laid out as the repository's formatter does it: on one line where that fits, else with what is in brackets
 * on lines of its own.
 */
export type Text = string | Brackets | readonly Text[];

export interface Brackets {
  readonly open: "(" | "{" | "[";
  readonly items: readonly Item[];
  /** on lines of its own, whether it fits or not */
  readonly isOpen?: boolean;
}

export interface Item {
  readonly text: Text;
  /** what is said of it on lines in front of it */
  readonly comment?: string | undefined;
}

const width = 120;
const closing = { "(": ")", "{": "}", "[": "]" } as const;

export function call(name: string, ...args: readonly Text[]): Text {
  return [name, { open: "(", items: args.map((text) => ({ text })) }];
}

/** `{ key: value, … }` without those that are undefined. */
export function object(entries: { readonly [key: string]: Text | undefined }): Brackets {
  const items = Object.entries(entries).flatMap(([key, value]) =>
    value === undefined ? [] : [{ text: [`${key}: `, value] }],
  );
  return { open: "{", items };
}

/** Lays text out behind `before` characters of a line, with `after` behind it, inside `indent` spaces. */
export function layText(text: Text, indent: number, before: number, after: number): string {
  const flat = isForced(text) ? undefined : flatten(text);
  if (flat !== undefined && before + flat.length + after <= width) return flat;
  if (typeof text === "string") return text;
  if (!("open" in text)) return layAll(text, indent, before, after);
  const { open, items } = text;
  const [front, last] = [items.slice(0, -1).map((one) => one.text), items.at(-1)?.text];
  // Where the last argument alone is an object, its brackets stand beside the call's.
  if (open === "(" && last !== undefined && isObject(last) && !front.some((one) => isObject(one) || isForced(one))) {
    const line = front.map((one) => `${flatten(one)}, `).join("");
    if (before + line.length + 2 <= width) return `(${line}${layText(last, indent, width, 0)})`;
  }
  const inner = indent + 2;
  const spaces = " ".repeat(inner);
  const lines = items.map(({ text, comment }) => {
    const said = comment?.replaceAll(/^.*/gm, `${spaces}// $&`).concat("\n") ?? "";
    return `${said}${spaces}${layText(text, inner, inner, 1)},\n`;
  });
  return `${open}\n${lines.join("")}${" ".repeat(indent)}${closing[open]}`;
}

/** One behind another; what is in the last brackets that have something in them is on lines of its own. */
function layAll(all: readonly Text[], indent: number, before: number, after: number): string {
  let line = "";
  for (const [i, one] of all.entries()) {
    const column = line.includes("\n") ? line.length - line.lastIndexOf("\n") - 1 : before + line.length;
    const rest = all
      .slice(i + 1)
      .reduce((sum: number, next) => sum + (isForced(next) ? 1 : flatten(next).length), after);
    line += layText(one, indent, column, rest);
  }
  return line;
}

function isObject(text: Text): text is Brackets {
  return typeof text !== "string" && "open" in text && text.open === "{";
}

function isForced(text: Text): boolean {
  if (typeof text === "string") return false;
  if (!("open" in text)) return text.some(isForced);
  return text.isOpen === true || text.items.some((item) => item.comment !== undefined || isForced(item.text));
}

function flatten(text: Text): string {
  if (typeof text === "string") return text;
  if (!("open" in text)) return text.map(flatten).join("");
  const inside = text.items.map((item) => flatten(item.text)).join(", ");
  const space = text.open === "{" && inside !== "" ? " " : "";
  return text.open + space + inside + space + closing[text.open];
}
