#!/usr/bin/env node
const { run } = require("./run.js");

// Everything has been written, and a signal that came while Node takes itself down would change the exit code.
run("ckpt").then(() => process.exit());
