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
  return checkers.filter((check): check is Checker => check !== undefined);
});

/** What is wrong with the record at `at`, whose fixed part must fit first and the bytes up to `end`. */
export function findFault(
  layout: Layout,
  bytes: Uint8Array,
  at: number,
  le: boolean,
  end: number = bytes?.length,
): Fault | undefined {
  const { name } = layout;
  const size = leastSize(layout);
  if (!inBounds(bytes, at, size)) return outOfBounds(name, bytes, at, size);
  const found = findFirst(checkersOf(layout), viewOf(bytes), at, le, end);
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
  refuse(movedBy(at, findFault(layout, copy, 0, le)));
  return decode(copy, 0, le);
}

export function refuse(fault: Fault | undefined): void {
  if (fault !== undefined) throw new BytewrightError(fault);
}

/** A fault in a record that was copied from `at`. */
export function movedBy(at: number, found: Fault | undefined): Fault | undefined {
  return found?.offset === undefined ? found : { ...found, offset: found.offset + at };
}
