import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { skipsWithout } from "./skips-without.ts";

/** Whom programs run as that must not have the rights of the one who tests. */
export const anotherUser: { readonly uid: number; readonly gid: number } = { uid: 65534, gid: 65534 };

const program = fileURLToPath(new URL("../../src/cli/bin/ckpt.js", import.meta.url));

/** Whether tests as another user are skipped: only root can become one, who may not be let into root's folders. */
export const skipsWithoutAnotherUser: boolean =
  process.getuid?.() !== 0 ||
  skipsWithout(
    "another user who can run what is here",
    () => spawnSync(process.execPath, [program, "--version"], anotherUser).status === 0,
  );
