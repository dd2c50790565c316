import { inBounds, viewOf } from "./binding.ts";
import { BytewrightError, type Fault } from "./errors.ts";
import { outOfBounds } from "./faults.ts";
import { headerField } from "./header-field.ts";
import { sized, telling, variants } from "./kinds/hooks.ts";
import { type Checker, numberChecker } from "./kinds/kind.ts";
import { checkersIn, findFirst } from "./kinds/struct.ts";
import { countedBy, type Layout, leastSize, type RecordType } from "./layout.ts";
import { once } from "./once.ts";

/** In this order: type, what tells the record from others, length and bounds of the whole, fields, elements. */
const checkersOf = /* @__PURE__ */ once((layout: Layout): readonly Checker[] => {
  const { record } = layout;
  const must = (of: "type" | "length", expected: RecordType | undefined) => {
    const told = headerField(layout, of);
    const isRight = (found: number | bigint) => Number(found) === expected;
    return told && numberChecker(told.path, told, `wrong-${of}`, expected as RecordType, isRight);
  };
  const whole = sized?.checkers(layout);
  const { before, unit } = countedBy(layout);
  const checkers = [
    telling?.checker(layout) ?? must("type", record?.type),
    variants && record?.when ? variants.checker(record.when) : undefined,
    whole?.[0] ?? must("length", (leastSize(layout) - before) / unit),
    ...checkersIn(layout),
    whole?.[1],
  ];
  return checkers.filter((check) => check !== undefined);
});

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
  refuse(findFault(layout, bytes, at, le));
  // Another thread has written to the bytes meanwhile: they are looked at once more where it cannot.
  const copy = new Uint8Array(bytes.subarray(at));
  refuse(faultInCopy(layout, copy, at, le));
  return decode(copy, 0, le);
}

export function refuse(fault: Fault | undefined): void {
  if (fault !== undefined) throw new BytewrightError(fault);
}

/** What is wrong with a record that was copied from `at`. */
export function faultInCopy(layout: Layout, copy: Uint8Array, at: number, le: boolean): Fault | undefined {
  const found = findFault(layout, copy, 0, le);
  return found?.offset === undefined ? found : { ...found, offset: found.offset + at };
}
