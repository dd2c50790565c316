import { copyBytes } from "../binding.ts";
import { BytewrightError } from "../errors.ts";
import { tooManyElements, valueChanged } from "../faults.ts";
import { bytesSize, cloneBytes } from "../is-bytes.ts";
import { type FlexibleLayout, type IntegerLayout, keyOf, type TypeLayout } from "../layout.ts";
import { longestText, mostElements } from "../limits.ts";
import { lengthOf } from "../lists.ts";
import { sizedRecords, sizeTaken } from "../sizes.ts";
import { getWholeText, putText, textSize } from "../text.ts";
import { badText, describe, rangeOf, refusal, wrongBytes, wrongValue } from "../values.ts";
import { pathOf, type Where } from "../where.ts";
import { completed, listLooker, listReader, listTaker, listWriter } from "./array.ts";
import { char } from "./char.ts";
import { type Counted, useCounted, useSized } from "./hooks.ts";
import { integerName, integerTaker, u8 } from "./integer.ts";
import { type Coder, type Kind, useKind, type Values } from "./kind.ts";

type More = Pick<FlexibleLayout, "count" | "each" | "eachView">;

/** `element[]`: as many as a field says or as fit. */
export function flexibleList(element: TypeLayout, stride: number, more: More = {}): FlexibleLayout {
  useKind(flexibleKind);
  useSized(sizedRecords);
  return { kind: "flexible", as: "list", element, stride, ...more };
}

export function flexibleBytes(count?: string, element: TypeLayout = u8): FlexibleLayout {
  return { ...flexibleList(element, 1, count === undefined ? {} : { count }), as: "bytes" };
}

export function flexibleText(count?: string): FlexibleLayout {
  return { ...flexibleBytes(count, char), as: "string" };
}

const shapes = {
  bytes: [bytesSize, "a Uint8Array", () => new Uint8Array(0)],
  string: [(given: unknown) => (typeof given === "string" ? 0 : -1), "a string", () => ""],
  list: [(given: unknown) => lengthOf(given), "a list", () => []],
} as const;

/**
 * The elements that are given for a flexible array, asked for once.
 * @throws BytewrightError if it is no array of its kind
 */
function elementsGiven({ as }: FlexibleLayout, given: unknown, where: Where): number {
  const [sizeOf, expected] = shapes[as];
  const size = sizeOf(given);
  if (size < 0) throw as === "bytes" ? wrongBytes(where, given) : wrongValue(where, given, expected);
  if (as !== "string") return size;
  const bytes = textSize(given as string);
  if (bytes < 0 || bytes > longestText) throw badText(where, bytes, longestText);
  return bytes;
}

/** What `length` elements say. */
function elementsTaker(type: FlexibleLayout): (given: unknown, length: number, where: Where) => unknown {
  if (type.as === "string") return (given) => given;
  if (type.as === "bytes") {
    return (given, length, where) => {
      // What was read since they were counted may have taken their memory away.
      if (bytesSize(given) !== length) throw valueChanged(where.record, pathOf(where));
      return cloneBytes(given as Uint8Array, length);
    };
  }
  const take = listTaker(type);
  return (given, length, where) => {
    const elements = length * (type.each ?? 1);
    if (elements > mostElements) {
      throw new BytewrightError(tooManyElements(where.record, pathOf(where), undefined, elements, "list"));
    }
    return take(given as readonly unknown[], length, where);
  };
}

/** A count comes from its array; one that is given must agree. */
function countTaker(type: IntegerLayout, array: string): (given: unknown, length: number, where: Where) => unknown {
  const take = integerTaker(integerName(type), false, rangeOf(type.signed, Math.min(type.size * 8, 53)));
  return (given, length, where) => {
    const count = type.big ? BigInt(length) : length;
    if (given !== undefined && given !== count) {
      throw refusal("wrong-count", where, describe(given), `${length}, the number of elements of ${array}`);
    }
    take(length, where);
    return count;
  };
}

/** How many elements an array has, as C counts them: of a string, its bytes. */
function lengthGiven(array: unknown): number {
  if (typeof array === "string") return textSize(array);
  const length = (array as { readonly length?: unknown } | null | undefined)?.length;
  return Number.isSafeInteger(length) ? (length as number) : 0;
}

const arrays: Counted = {
  taker({ type, counts }, own) {
    if (type.kind === "flexible") {
      const take = elementsTaker(type);
      return (given, here, { length }) => take(given, length ?? elementsGiven(type, given, here), here);
    }
    if (counts === undefined) return undefined;
    const i = own.findIndex(({ name }) => name === counts);
    if (i < 0) return undefined;
    const array = own[i]?.type as FlexibleLayout;
    const take = countTaker(type as IntegerLayout, counts);
    return (given, here, parts) => {
      parts.length = elementsGiven(array, parts.values[i], { ...here, key: counts });
      return take(given, parts.length, here);
    };
  },
  told({ type, counts }, own, around) {
    const array = counts === undefined ? undefined : own.find(({ name }) => name === counts);
    if (array === undefined) return undefined;
    const count = lengthGiven(around[keyOf(array)]);
    return (type as IntegerLayout).big ? BigInt(count) : count;
  },
  sizeTaken,
};

/** How many elements there are, the struct around it knows. */
export const flexibleKind: Kind<FlexibleLayout> = { kind: "flexible" };

export const flexibleValues: Values<FlexibleLayout> = {
  kind: "flexible",
  taker(type) {
    const take = elementsTaker(type);
    return (given, where) => take(given, elementsGiven(type, given, where), where);
  },
  create: (type, given, where, told) => completed(type.element, given ?? shapes[type.as][2](), where, told),
  use: () => useCounted(arrays),
};

export const flexibleCoder: Coder<FlexibleLayout> = {
  kind: "flexible",
  values: flexibleValues,
  reader(type) {
    if (type.as === "bytes") return (b, p, _, elements = 0) => copyBytes(b.bytes, p, p + elements);
    if (type.as === "string") return (b, p, _, elements = 0) => getWholeText(b.bytes, p, p + elements);
    const read = listReader(type);
    return (b, p, le, elements = 0, told) => read(b, p, le, elements, told);
  },
  writer(type) {
    if (type.as === "list") return listWriter(type);
    if (type.as === "bytes") return (b, p, _, taken) => b.bytes.set(taken as Uint8Array, p);
    return (b, p, _, taken) => putText(b.bytes, p, p + textSize(taken as string), taken as string);
  },
  look(type, record) {
    if (type.as === "bytes") return (b, p, _, elements = 0) => b.bytes.subarray(p, p + elements);
    if (type.as === "string") return flexibleCoder.reader(type);
    const look = listLooker(type, record);
    return (b, p, le, elements = 0, told) => look(b, p, le, elements, told);
  },
};
