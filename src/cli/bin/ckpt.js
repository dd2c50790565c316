#!/usr/bin/env node
import { run } from "./run.js";

await run(new URL("../../../dist/src/cli/ckpt/main.js", import.meta.url));
// Everything has been written, and a signal that came while Node takes itself down would change the exit code.
process.exit();
