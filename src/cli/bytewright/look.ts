import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** A folder to look at. */
export interface Place {
  readonly folder: string;
  /** whether the folders in it are looked at, too */
  readonly deep: boolean;
}

/**
 * What is in some folders, in a text that is another when a file there is another. A folder that is not there is as an
 * empty one: it may come back. Packages, hidden folders and those that are not to be looked at are left out.
 */
export function look(places: readonly Place[], except: ReadonlySet<string>): string {
  return places.map(({ folder, deep }) => lookInto(folder, deep, except)).join("");
}

function lookInto(folder: string, deep: boolean, except: ReadonlySet<string>): string {
  return list(folder)
    .map((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return `${path} ${versionOf(path)}\n`;
      if (entry.name === "node_modules" || entry.name.startsWith(".") || except.has(resolve(path))) return "";
      return deep ? lookInto(path, deep, except) : `${path} ${versionOf(path)}\n`;
    })
    .join("");
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Which file has a name, and when it was changed. */
function versionOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  } catch {
    // It is gone already, or a link to nothing.
    return "";
  }
}
