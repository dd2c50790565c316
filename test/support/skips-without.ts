import { spawnSync } from "node:child_process";

const lacking = new Set<string>();

/**
 * Whether tests that need something are skipped, which is said once for each file. Where the variable CI says that
 * everything is set up, the lack is a failure, unless it is of something `extra` that is not set up there.
 */
export function skipsWithout(what: string, isThere: () => boolean, extra = false): boolean {
  if (lacking.has(what)) return true;
  if (isThere()) return false;
  if (process.env.CI && !extra) throw new Error(`tests need ${what}`);
  lacking.add(what);
  console.warn(`skipping tests that need ${what}`);
  return true;
}

/** The same for a program that tests run. */
export function skipsWithoutProgram(name: string): boolean {
  return skipsWithout(name, () => spawnSync(name, ["--version"]).status === 0);
}
