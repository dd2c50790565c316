import type { Attributes, Fields, UnknownOption } from "./types.ts";

/** What is alike in structs, unions and records. `unknownOptions`: what was found of their own options. */
export function aggregate<F extends Fields>(
  options: Attributes & { readonly fields: F },
  own: readonly string[] = [],
  unknownInside: readonly UnknownOption[] = [],
) {
  const { as, doc, fields, align, packed = false, pack } = options;
  const unknownOptions = [
    ...unknownIn(options, ["fields", "as", "doc", "align", "packed", "pack", ...own]),
    ...unknownInside,
  ];
  return { as, doc, fields, align, packed, pack, definedIn: definedIn(), unknownOptions };
}

/** The options by which there is more to a struct or record than its fields. */
export const extendedBy: readonly string[] = ["parts", "grows"];

/** Those of them that say something: others are not there, and cost nothing. */
export function extended<P extends Fields>({ parts, grows }: { readonly parts?: P; readonly grows?: boolean }) {
  return { ...(parts !== undefined && { parts }), ...(grows && { grows }) };
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

/** What V8 tells of a place in a stack. */
interface CallSite {
  getScriptNameOrSourceURL(): string | null | undefined;
}

/**
 * The file that called into this folder, so that a fault in a schema can name it. Only engines with V8's stacks can tell;
 * elsewhere a fault names the record alone. Asked for with each definition: to have the engine write its stack as text
 * takes twenty times as long.
 */
export function definedIn(): string | undefined {
  const [own, ...callers] = filesOfStack();
  // This folder's own frames are not where a definition was written.
  const here = own?.replace(/[^/]*$/, "");
  const file = here === undefined ? undefined : callers.find((file) => file !== undefined && !file.startsWith(here));
  return file?.startsWith("file://") ? decodeURIComponent(file.slice("file://".length)) : file;
}

function filesOfStack(): readonly (string | undefined)[] {
  const options = Error as { prepareStackTrace?: unknown; stackTraceLimit?: number };
  const { prepareStackTrace, stackTraceLimit } = options;
  options.prepareStackTrace = (_: unknown, sites: readonly CallSite[]) => sites.map((site) => fileOf(site));
  options.stackTraceLimit = 12;
  const files: unknown = new Error().stack;
  Object.assign(options, { prepareStackTrace, stackTraceLimit });
  return Array.isArray(files) ? files : [];
}

/** Code that has no file is of the engine, or was made of a text. */
function fileOf(site: CallSite): string | undefined {
  const file = site.getScriptNameOrSourceURL();
  return file?.startsWith("/") || file?.startsWith("file://") ? file : undefined;
}
