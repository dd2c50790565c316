import type { Attributes, Fields } from "./types.ts";

/**
 * What was given, or nothing where that is no object. A schema can be wrong in any way: its check tells all that is,
 * which an exception here would keep it from.
 */
export function given<T extends object>(options: T): Partial<T> {
  return typeof options === "object" && options !== null ? options : {};
}

/** What is alike in structs, unions and records. */
export function aggregate<F extends Fields>(options: Attributes & { readonly fields: F }) {
  const { doc, fields, align, packed = false } = given(options);
  return { doc, fields: fields as F, align, packed, definedIn: definedIn() };
}

/** Freezes data made of plain objects and arrays, all the way down, however deep that is. */
export function deepFreeze<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    // The elements of typed arrays cannot be frozen.
    if (typeof one !== "object" || one === null || Object.isFrozen(one) || ArrayBuffer.isView(one)) continue;
    Object.freeze(one);
    for (const value of Object.values(one)) open.push(value);
  }
  return value;
}

/**
 * The file that called into this folder, so that a fault in a schema can name it.
 * Only engines with V8's stack format can tell; elsewhere a fault names the record alone.
 */
export function definedIn(): string | undefined {
  const [own, ...callers] = String(new Error().stack).split("\n").slice(1).map(fileOf);
  // This folder's own frames are not where a definition was written.
  const here = own?.replace(/[^/]*$/, "");
  return here === undefined ? undefined : callers.find((file) => file !== undefined && !file.startsWith(here));
}

/** `at f (/a (1)/b.ts:2:3)` or `at /a (1)/b.ts:2:3`: what is in a path can look like what is around it. */
const frame = /^\s*at (?:async )?(?:[^/]*? \()?((?:file:\/\/)?\/.*):\d+:\d+\)?$/;

/** The file in a line of a stack. A path there may hold a `%` of its own; a URL has it escaped. */
function fileOf(line: string): string | undefined {
  const place = frame.exec(line)?.[1];
  return place?.startsWith("file://") ? decodeURIComponent(place.slice("file://".length)) : place;
}
