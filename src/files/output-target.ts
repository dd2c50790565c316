import { accessSync, constants, lstatSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { attempt } from "./attempt.ts";

/** Where output goes. */
export type OutputTarget =
  /** a descriptor that is open already */
  | { readonly kind: "descriptor"; readonly fd: number }
  /** a device or a pipe */
  | { readonly kind: "device"; readonly path: string }
  /** a file, which may not exist yet */
  | { readonly kind: "file"; readonly path: string; readonly existing: Stats | undefined };

/** Why no file can have this name, if none can: the system says so only when the output is complete. */
export function troubleWithName(name: string): string | undefined {
  if (name === "-") return undefined;
  if (name === "") return "the output's name is empty";
  const isFolder = statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder || name.endsWith("/") ? `${name}: EISDIR: is a directory` : undefined;
}

/**
 * What a name stands for: `-` and names like /dev/stdout for a descriptor, symbolic links for what they lead to.
 *
 * @throws what the system says of the name
 */
export function resolveOutput(name: string): OutputTarget {
  if (name === "-") return { kind: "descriptor", fd: 1 };
  const existing = statSync(name, { throwIfNoEntry: false });
  const path = followLinks(name);
  const fd = ownDescriptor(path);
  if (fd !== undefined) return { kind: "descriptor", fd };
  if (existing !== undefined && !existing.isFile()) return { kind: "device", path };
  // Replacing a file asks for the folder's permission only.
  if (existing !== undefined) accessSync(path, constants.W_OK);
  return { kind: "file", path, existing };
}

/** The end of a chain of links, which need not exist. That the chain has an end is known by now. */
function followLinks(name: string): string {
  const path = join(realpathSync(dirname(name)), basename(name));
  if (ownDescriptor(path) !== undefined || isPipeOfAnother(path)) return path;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  return isLink ? followLinks(resolve(dirname(path), readlinkSync(path))) : path;
}

/** Links in /proc/PID/fd can be opened; what they say (`pipe:[4711]`) is a path only where that is a file. */
function isPipeOfAnother(path: string): boolean {
  return /^\/proc\/\d+\/(task\/\d+\/)?fd$/.test(dirname(path)) && !statSync(path).isFile();
}

function ownDescriptor(path: string): number | undefined {
  const [, process, fd] = /^(\/proc\/\d+)\/(?:task\/\d+\/)?fd\/(\d+)$/.exec(path) ?? [];
  // Where /proc shows this process: its number there is another one where /proc is of another namespace.
  const isOwn = process !== undefined && process === attempt(() => realpathSync("/proc/self"));
  return isOwn ? Number(fd) : undefined;
}
