import type { Attributes, Fields, UnknownOption } from "./types.ts";

/** What is alike in structs, unions and records. `unknownOptions`: what was found of their own options. */
export function aggregate<F extends Fields>(
  options: Attributes & { readonly fields: F },
  own: readonly string[] = [],
  unknownInside: readonly UnknownOption[] = [],
) {
  const { doc, fields, align, packed = false } = options;
  const unknownOptions = [...unknownIn(options, ["fields", "doc", "align", "packed", ...own]), ...unknownInside];
  return { doc, fields, align, packed, definedIn: definedIn(), unknownOptions };
}

/**
 * What was given of options, or of those inside one of them, that a builder does not know, and so leaves out: most often
 * a misspelt name. It is a fault of the schema, told with all others.
 */
export function unknownIn(options: object | undefined, known: readonly string[], inside = ""): UnknownOption[] {
  const prefix = inside === "" ? "" : `${inside}.`;
  const unknown = Object.keys(options ?? {}).filter((name) => !known.includes(name));
  return unknown.map((name) => ({ name: prefix + name, known: known.map((one) => prefix + one) }));
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
