/** This folder: its own frames are not where a definition was written. */
const here = import.meta.url.replace(/[^/]*$/, "");

/**
 * The file that called into this folder, so that a fault in a schema can name it.
 * Only engines with V8's stack format can tell; elsewhere a fault names the record alone.
 */
export function definedIn(): string | undefined {
  for (const line of (new Error().stack ?? "").split("\n").slice(1)) {
    const place = /\(?((?:file:\/\/)?\/[^()]*?):\d+:\d+\)?$/.exec(line)?.[1];
    if (place === undefined) continue;
    const url = place.startsWith("file://") ? place : `file://${place}`;
    if (!url.startsWith(here)) return decodeURI(url.slice("file://".length));
  }
  return undefined;
}
