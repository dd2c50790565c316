import { isUnread } from "../program/is-unread.ts";

/** Nobody need read what is written (`| head`); that it cannot be written for another reason is a failure. */
export function watchOutput(): { hasFailed(): Promise<boolean> } {
  let failed = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (isUnread(error) || failed) return;
    failed = true;
    process.stderr.write(`bytewright: standard output: ${error.message}\n`);
  });
  process.stderr.on("error", () => {});
  return {
    // Errors are told when what was written before has had its turn.
    hasFailed: () => new Promise((resolve) => process.stdout.write("", () => setImmediate(() => resolve(failed)))),
  };
}
