import { accessSync, constants, lstatSync, readlinkSync, type Stats, statSync } from "node:fs";
import { constants as system } from "node:os";
import { dirname, isAbsolute } from "node:path";

/** Where output goes. */
export type OutputTarget =
  /** a descriptor that is open already */
  | { readonly kind: "descriptor"; readonly fd: number }
  /** a device or a pipe; or what cannot be written to, which opening it tells */
  | { readonly kind: "device"; readonly path: string }
  /** a file, which may not exist yet */
  | { readonly kind: "file"; readonly path: string; readonly existing: Stats | undefined };

/**
 * What a name stands for: `-` and names like /dev/stdout for a descriptor, symbolic links for what they lead to.
 *
 * @throws what the system says of the name
 */
export function resolveOutput(name: string): OutputTarget {
  const fd = descriptorOf(name);
  if (fd !== undefined) return { kind: "descriptor", fd };
  const existing = statSync(name, { throwIfNoEntry: false });
  // No file can have the other names: the system would say so only when the output is complete.
  const canBeFile = existing === undefined ? !/^$|\/$/.test(name) : existing.isFile();
  if (!canBeFile) return { kind: "device", path: name };
  const path = followLinks(name);
  // Replacing a file asks for the folder's permission only.
  if (existing !== undefined) accessSync(path, constants.W_OK);
  return { kind: "file", path, existing };
}

/** What opening these names anew would not do: go on where the descriptor stands, or take a socket. */
function descriptorOf(name: string): number | undefined {
  if (name === "-" || name === "/dev/stdout") return 1;
  if (name === "/dev/stderr") return 2;
  const [, fd] = /^\/(?:dev|proc\/(?:thread-)?self)\/fd\/(\d+)$/.exec(name) ?? [];
  return fd === undefined ? undefined : Number(fd);
}

/** The end of a chain of links, which need not exist. That the chain has an end is known by now. */
function followLinks(name: string): string {
  if (!lstatSync(name, { throwIfNoEntry: false })?.isSymbolicLink()) return name;
  const target = readlinkSync(name);
  if (isReplaced(target)) {
    const error = new Error(`EILSEQ: illegal byte sequence, readlink '${name}'`);
    throw Object.assign(error, { code: "EILSEQ", errno: -system.errno.EILSEQ, syscall: "readlink", path: name });
  }
  // Not joined: the folder behind a `..` is the system's to find.
  return followLinks(isAbsolute(target) ? target : `${dirname(name)}/${target}`);
}

/** Whether a name may be another file's: Node makes U+FFFD of bytes that are no UTF-8. */
export function isReplaced(name: string): boolean {
  return name.includes("\ufffd");
}
