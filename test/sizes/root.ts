import { fileURLToPath } from "node:url";

/** The repository's folder, from where this file stands when it is compiled (dist/test/sizes). */
export const root: string = fileURLToPath(new URL("../../../", import.meta.url));
