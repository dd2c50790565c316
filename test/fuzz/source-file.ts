/** A file of the project by its path from this folder, whether these tests are compiled or not. */
export function sourceFile(path: string): URL {
  const folder = import.meta.url.includes("/dist/test/fuzz/") ? "../../../test/fuzz/" : "./";
  return new URL(path, new URL(folder, import.meta.url));
}
