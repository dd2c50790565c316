import type { Layout, TypeLayout } from "../../src/wire/index.ts";

/** What happens at one read of a value: another answer, once or from then on, or something else meanwhile. */
export interface Change {
  readonly at: number;
  readonly stays?: boolean;
  answer?(plain: unknown, other: unknown): unknown;
  meanwhile?(): void;
}

/** How often a value was read, and what it has answered that it does not hold. */
export interface Reads {
  count: number;
  readonly answers: unknown[];
}

type Value = { readonly [key: string]: unknown };

/** A value that another one can take the place of while it is read: each property, list length and element is asked for. */
export function changing(value: object, other: unknown, change: Change, reads: Reads): object {
  return new Proxy(value, {
    get(target, key) {
      const plain: unknown = Reflect.get(target, key);
      if (typeof key === "symbol" || typeof plain === "function") return plain;
      const at = reads.count++;
      if (at === change.at) change.meanwhile?.();
      const twin = isObject(other) ? (other as Value)[key] : undefined;
      const changes = change.answer !== undefined && (at === change.at || (change.stays === true && at > change.at));
      const answer = changes ? change.answer?.(plain, twin) : plain;
      if (changes) reads.answers.push(answer);
      return isObject(answer) ? changing(answer, changes ? answer : twin, change, reads) : answer;
    },
  });
}

/** Not bytes: these must be a true Uint8Array. */
function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

const notNumbers = [-1, 2 ** 40, 0.5, Number.NaN, -(1n << 70n), undefined, "5", {}];

/** Something else than a field can hold; `one` chooses. */
export function junk(plain: unknown, one: number): unknown {
  if (Array.isArray(plain)) return [[...plain, ...plain, 1], plain.slice(1), plain.map(() => -1), undefined][one % 4];
  if (ArrayBuffer.isView(plain)) return [new Uint8Array(plain.byteLength + 40), new Uint8Array(0), [1], null][one % 4];
  if (typeof plain === "string") return ["\ud800", "x".repeat(2000), 5, undefined][one % 4];
  return notNumbers[one % notNumbers.length];
}

/** What a value holds, as text; but for unions, whose members overlap, and what follows from something else. */
export function leavesOf(layout: Layout, value: unknown): string[] {
  return layout.members.flatMap((member) => {
    if (member.kind === "padding" || member.type.kind === "union" || (member.counts ?? member.tags) !== undefined)
      return [];
    if (member.name === "") return member.type.kind === "struct" ? leavesOf(member.type.layout, value) : [];
    return isObject(value) && member.name in value ? leavesIn(member.type, (value as Value)[member.name]) : [];
  });
}

function leavesIn(type: TypeLayout, value: unknown): string[] {
  if (type.kind === "struct") return leavesOf(type.layout, value);
  if (type.kind === "union") return [];
  const isList = Array.isArray(value) && "element" in type;
  return isList ? value.flatMap((item) => leavesIn(type.element, item)) : textsOf(value);
}

/** Each number, text and byte string in something. */
export function textsOf(value: unknown): string[] {
  if (isObject(value)) return Object.values(value).flatMap(textsOf);
  if (ArrayBuffer.isView(value)) return [Buffer.from(value as Uint8Array).toString("hex")];
  const single = typeof value === "number" ? [String(Math.fround(value))] : [];
  return [typeof value === "string" ? JSON.stringify(value) : String(value), ...single];
}
