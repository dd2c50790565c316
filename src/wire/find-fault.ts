import { copyBytes, inBounds, viewOf } from "./binding.ts";
import { BytewrightError, type Fault } from "./errors.ts";
import { outOfBounds } from "./faults.ts";
import { type Checker, kindOf, numberChecker } from "./kinds/kind.ts";
import { checkersIn, findFirst } from "./kinds/struct.ts";
import { countedBy, type Layout, leastSize } from "./layout.ts";
import { type Place, placesIn } from "./places.ts";
import { describeVariants, isVariant } from "./variant.ts";

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never;

const known: WeakMap<Layout, readonly Checker[]> = new WeakMap<Layout, readonly Checker[]>();

function checkersOf(layout: Layout): readonly Checker[] {
  const made = known.get(layout) ?? makeCheckers(layout);
  known.set(layout, made);
  return made;
}

/** In this order: type, what tells the record from others, length and bounds of the whole, fields, elements. */
function makeCheckers(layout: Layout): Checker[] {
  const { type, when } = layout.record ?? {};
  const places = placesIn(layout);
  const checkers: Checker[] = [];
  const must = (is: (place: Place) => boolean, ...[code, other, show]: Tail<Parameters<typeof numberChecker>>) => {
    const place = places.find(is);
    if (place !== undefined) checkers.push(numberChecker(place, code, other, show));
  };
  if (type !== undefined) {
    must(
      ({ field }) => field.derived === "type",
      "wrong-type",
      (found) => (Number(found) === type ? undefined : type),
      Number,
    );
  }
  if (when !== undefined) {
    const other = (found: number | bigint) => (isVariant(when, Number(found)) ? undefined : describeVariants(when));
    must(({ path }) => path === when.path, "wrong-variant", other, Number);
  }
  const [size, inside] = places.flatMap(({ field }) => kindOf(field.type).sizeCheckers?.(field.type, layout) ?? []);
  if (size !== undefined) checkers.push(size);
  else {
    const { before, unit } = countedBy(layout);
    const length = (leastSize(layout) - before) / unit;
    must(
      ({ field }) => field.derived === "length",
      "wrong-length",
      (found) => (Number(found) === length ? undefined : length),
    );
  }
  return [...checkers, ...checkersIn(layout), ...(inside ? [inside] : [])];
}

/** What is wrong with the record at `at`, whose fixed part must fit first. */
export function findFault(layout: Layout, bytes: Uint8Array, at: number, le: boolean): Fault | undefined {
  const { name } = layout;
  const size = leastSize(layout);
  if (!inBounds(bytes, at, size)) return outOfBounds(name, bytes, at, size);
  const found = findFirst(checkersOf(layout), viewOf(bytes), at, le, bytes.length);
  return found && { ...found, record: name };
}

/**
 * What decodes bytes that a generated decoder refuses.
 * @throws BytewrightError
 */
export function refuseBytes<T>(
  layout: Layout,
  decode: (bytes: Uint8Array, at: number, le: boolean) => T,
  bytes: Uint8Array,
  at: number,
  le: boolean,
): T {
  const fault = findFault(layout, bytes, at, le);
  if (fault !== undefined) throw new BytewrightError(fault);
  // Another thread has written to the bytes meanwhile: they are looked at once more where it cannot.
  const copy = copyBytes(bytes, at, bytes.length);
  const still = faultInCopy(layout, copy, at, le);
  if (still === undefined) return decode(copy, 0, le);
  throw new BytewrightError(still);
}

/** What is wrong with a record that was copied from `at`. */
export function faultInCopy(layout: Layout, copy: Uint8Array, at: number, le: boolean): Fault | undefined {
  const found = findFault(layout, copy, 0, le);
  return found?.offset === undefined ? found : { ...found, offset: found.offset + at };
}
