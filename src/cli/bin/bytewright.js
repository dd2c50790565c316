#!/usr/bin/env node
import { run } from "./run.js";

await run(new URL("../../../dist/src/cli/bytewright/main.js", import.meta.url));
// A schema may have left a timer or a socket behind; everything has been written once standard output takes no more.
process.stdout.write("", () => process.exit());
