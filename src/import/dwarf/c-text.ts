import { baseName } from "../base-names.ts";
import { At, Tag } from "./constants.ts";
import type { Entry, Unit } from "./unit.ts";
import { numberOf, textOf } from "./values.ts";

/** Deeper ones are shown as `...`. */
const MOST_DEPTH = 24;

/** Finds the entry at a place. */
export type Find = (at: number) => { readonly unit: Unit; readonly entry: Entry };

/** How C writes a type around what is declared: `void (*)(int)`, where `inner` is `*`. */
export function typeText(find: Find, at: number | undefined, inner: string, depth = 0): string {
  if (at === undefined) return beside("void", inner);
  if (depth > MOST_DEPTH) return beside("...", inner);
  const { unit, entry } = find(at);
  const target = targetOf(entry);
  const around = (text: string) => typeText(find, target, text, depth + 1);
  switch (entry.tag) {
    case Tag.pointer:
      return around(`*${inner}`);
    case Tag.const:
    case Tag.volatile: {
      const word = entry.tag === Tag.const ? "const" : "volatile";
      const isPointer = target !== undefined && find(target).entry.tag === Tag.pointer;
      return isPointer ? around(beside(word, inner)) : `${word} ${around(inner)}`;
    }
    case Tag.restrict:
    case Tag.atomic:
      return around(inner);
    case Tag.array:
      return around(`${grouped(inner)}[]`);
    case Tag.subroutine: {
      const taken = [...unit.children(entry, parameters)].map((one) =>
        one.tag === Tag.formalParameter ? typeText(find, targetOf(one), "", depth + 1) : "...",
      );
      return around(`${grouped(inner)}(${taken.join(", ") || "void"})`);
    }
    default:
      return beside(nameOf(entry), inner);
  }
}

const parameters: ReadonlySet<number> = new Set([Tag.formalParameter, Tag.unspecifiedParameters]);
const keywords: { readonly [tag: number]: string } = {
  ...{ [Tag.struct]: "struct ", [Tag.class]: "struct ", [Tag.union]: "union ", [Tag.enumeration]: "enum " },
};

/** An entry by its name, as C writes it. */
export function nameOf(entry: Entry): string {
  const { tag } = entry;
  const name = textOf(entry, At.name);
  if (name === undefined) return `${keywords[tag] ?? ""}{...}`;
  return tag === Tag.base ? baseName(name) : `${keywords[tag] ?? ""}${name}`;
}

/** Where the type is that an entry is of; without one it is `void`. */
export function targetOf(entry: Entry): number | undefined {
  return numberOf(entry, At.type);
}

function beside(text: string, inner: string): string {
  return inner === "" ? text : `${text} ${inner}`;
}

function grouped(inner: string): string {
  return inner.startsWith("*") ? `(${inner})` : inner;
}
