import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/** A folder to look at. */
export interface Place {
  readonly folder: string;
  /** whether all files in it and in its folders count; else its own modules alone */
  readonly whole: boolean;
}

const module = /\.(?:[cm]?[jt]sx?|json)$/;

/**
 * What is in some folders, in a text that is another when a file there is another. A folder that is not there is as an
 * empty one: it may come back. Packages, hidden folders and those that are not to be looked at are left out.
 */
export function look(places: readonly Place[], except: ReadonlySet<string>): string {
  return places.map(({ folder, whole }) => lookInto(folder, whole, except)).join("");
}

function lookInto(folder: string, whole: boolean, except: ReadonlySet<string>): string {
  return list(folder)
    .map((entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return whole || module.test(path) ? `${path} ${versionOf(path)}\n` : "";
      if (entry.name === "node_modules" || entry.name.startsWith(".") || except.has(resolve(path))) return "";
      return whole ? lookInto(path, whole, except) : `${path} ${versionOf(path)}\n`;
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
