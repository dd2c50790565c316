#!/usr/bin/env node
const { run } = require("./run.js");

run("bytewright").then(() => {
  // A schema may have left a timer or a socket behind; everything has been written once standard output takes no more.
  process.stdout.write("", () => process.exit());
});
