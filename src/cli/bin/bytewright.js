#!/usr/bin/env node
const { run } = require("./run.js");

run("bytewright").then(() => {
  // A schema may have left a timer or a socket behind; what has been written is there once these have had their turn.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => {});
  process.stdout.write("", () => process.stderr.write("", () => process.exit()));
});
