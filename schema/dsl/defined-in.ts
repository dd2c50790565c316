/** This folder: its own frames are not where a definition was written. */
const here = pathOf(import.meta.url).replace(/[^/]*$/, "");

/**
 * The file that called into this folder, so that a fault in a schema can name it.
 * Only engines with V8's stack format can tell; elsewhere a fault names the record alone.
 */
export function definedIn(): string | undefined {
  for (const line of (new Error().stack ?? "").split("\n").slice(1)) {
    const place = /\(?((?:file:\/\/)?\/[^()]*?):\d+:\d+\)?$/.exec(line)?.[1];
    if (place === undefined) continue;
    const path = pathOf(place);
    if (!path.startsWith(here)) return path;
  }
  return undefined;
}

/** A path in the stack may hold a `%` of its own; a URL has it escaped. */
function pathOf(place: string): string {
  return place.startsWith("file://") ? decodeURI(place.slice("file://".length)) : place;
}
