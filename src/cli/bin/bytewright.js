#!/usr/bin/env node
import { run } from "./run.js";

await run(new URL("../../../dist/src/cli/bytewright/main.js", import.meta.url));
