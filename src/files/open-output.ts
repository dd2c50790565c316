import { dirname } from "node:path";
import { removeAbandoned } from "./abandoned.ts";
import { syncFolder } from "./folder.ts";
import { closeQuietly, openFile } from "./open-file.ts";
import { resolveOutput } from "./output-target.ts";
import { beginReplacement, type Output } from "./replacement.ts";

/**
 * Opens a file for output. What is written goes into a temporary file beside it, which takes its place at the end:
 * synced, with the old file's owner and mode. It is removed if a signal ends the program before; what SIGKILL leaves
 * is removed by the next who writes the file. A descriptor (/dev/stdout), a device or a pipe cannot be replaced and
 * is written directly.
 *
 *     const output = openOutput("bash.ckpt");
 *     try {
 *       writeSync(output.fd, bytes);
 *       output.commit();
 *     } catch (error) {
 *       output.discard();
 *       throw error;
 *     }
 *
 * @throws what the system says of the name
 */
export function openOutput(name: string): Output {
  const target = resolveOutput(name);
  switch (target.kind) {
    case "descriptor":
      return { fd: target.fd, commit: nothing, discard: nothing };
    case "device":
      return openDevice(target.path);
    case "file": {
      removeAbandoned(target.path);
      const replacement = beginReplacement(target.path, target.existing);
      const commit = () => {
        replacement.commit();
        syncFolder(dirname(target.path));
      };
      return { ...replacement, commit };
    }
  }
}

function nothing(): void {}

function openDevice(path: string): Output {
  const file = openFile(path, "w");
  return { fd: file.fd, commit: () => file.close(), discard: () => closeQuietly(file) };
}
