import type { Binding } from "../binding.ts";
import type { Fault } from "../errors.ts";
import type { Told, TypeLayout } from "../layout.ts";
import { mostElements } from "../limits.ts";
import { lengthOf, roomFor } from "../lists.ts";
import { wrongCount, wrongValue } from "../values.ts";
import { inside, type Where } from "../where.ts";
import {
  type Coder,
  coderOf,
  faultInside,
  type Kind,
  type Read,
  useKind,
  type Values,
  valuesOf,
  type Write,
} from "./kind.ts";
import { checkerOf } from "./struct.ts";

type ArrayLayout = Extract<TypeLayout, { kind: "array" }>;
/** What lists of fixed and of any length have in common. */
export type ListLayout = Pick<ArrayLayout, "element" | "stride">;

export function array(element: TypeLayout, length: number, stride: number): ArrayLayout {
  useKind(arrayKind);
  return { kind: "array", element, stride, length };
}

type TakeList = (list: readonly unknown[], length: number, where: Where) => unknown[];

export function listTaker({ element }: ListLayout): TakeList {
  const take = valuesOf(element).taker(element);
  return (list, length, where) => {
    const items = roomFor<unknown>(length);
    const here = inside(where, 0);
    for (let i = 0; i < length; i++) {
      here.key = i;
      items[i] = take(list[i], here);
    }
    return items;
  };
}

/** Elements are completed if they are made of parts; numbers and text are left as they are given. */
export function completed(element: TypeLayout, given: unknown, where: Where, told: unknown): unknown {
  if (!Array.isArray(given) || !("layout" in element || "element" in element)) return given;
  return createList(element, given, where, told);
}

function createList(element: TypeLayout, list: readonly unknown[], where: Where, told: unknown): unknown[] {
  const { create } = valuesOf(element);
  const length = Math.max(0, lengthOf(list, mostElements));
  return Array.from({ length }, (_, i) => create(element, list[i], inside(where, i), told));
}

/** Looks into each element, of which there are as many as `count` says. */
type CheckList = (v: DataView, p: number, le: boolean, count: number, told?: Told) => Fault | undefined;

export function listChecker({ element, stride }: ListLayout): CheckList | undefined {
  const check = checkerOf({ kind: "field", name: "", offset: 0, size: stride, type: element });
  if (check === undefined) return undefined;
  return (v, p, le, count, told) => {
    for (let i = 0; i < count; i++) {
      const found = check(v, p + i * stride, le, 0, told);
      if (found !== undefined) return faultInside(found, `[${i}]`);
    }
    return undefined;
  };
}

export const arrayKind: Kind<ArrayLayout> = {
  kind: "array",
  checker(type) {
    const check = listChecker(type);
    return check && ((v, p, le, _, told) => check(v, p, le, type.length, told));
  },
};

export const arrayValues: Values<ArrayLayout> = {
  kind: "array",
  taker(type) {
    const take = listTaker(type);
    return (given, where) => {
      if (!Array.isArray(given)) throw wrongValue(where, given, "a list");
      const { length } = given;
      if (length !== type.length) throw wrongCount(where, length, type.length);
      return take(given, length, where);
    };
  },
  create({ element, length }, given, where, told) {
    if (given === undefined || given === null) return createList(element, Array.from({ length }), where, told);
    return completed(element, given, where, told);
  },
};

type ReadList = (b: Binding, p: number, le: boolean, length: number, told?: Told) => unknown[];

function listOf(read: Read, stride: number): ReadList {
  return (b, p, le, length, told) => {
    const list = roomFor<unknown>(length);
    for (let i = 0; i < length; i++) list[i] = read(b, p + i * stride, le, 0, told);
    return list;
  };
}

export function listReader({ element, stride }: ListLayout): ReadList {
  return listOf(coderOf(element).reader(element), stride);
}

/** What a view gives of a list: views of structs, a copy of numbers and texts. */
export function listLooker({ element, stride }: ListLayout, record: string): ReadList {
  const coder = coderOf(element);
  const isSeen = "layout" in element || "element" in element;
  return listOf((isSeen && coder.look?.(element, record)) || coder.reader(element), stride);
}

export function listWriter({ element, stride }: ListLayout): Write {
  const write = coderOf(element).writer(element);
  return (b, p, le, taken) => {
    const list = taken as readonly unknown[];
    for (let i = 0; i < list.length; i++) write(b, p + i * stride, le, list[i]);
  };
}

export const arrayCoder: Coder<ArrayLayout> = {
  kind: "array",
  values: arrayValues,
  reader(type) {
    const read = listReader(type);
    return (b, p, le, _, told) => read(b, p, le, type.length, told);
  },
  writer: listWriter,
  look(type, record) {
    const look = listLooker(type, record);
    return (b, p, le, _, told) => look(b, p, le, type.length, told);
  },
};
