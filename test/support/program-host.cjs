// Runs the programs for one request after the other, in a folder with two named pipes: see program-host.ts.
const { closeSync, openSync, readSync, rmSync, writeSync } = require("node:fs");
const { run } = require("../../src/cli/bin/run.js");

const folder = process.argv[2];
const requests = openSync(`${folder}/requests`, "r");
const answers = openSync(`${folder}/answers`, "w");

/** The next line, undefined when nobody is left to write one. */
function nextRequest() {
  const chunk = Buffer.alloc(65_536);
  let text = "";
  while (!text.endsWith("\n")) {
    const count = readSync(requests, chunk);
    if (count === 0) return undefined;
    text += chunk.toString("utf8", 0, count);
  }
  return JSON.parse(text);
}

/** Opens a file in place of a standard stream, whose number is the lowest then. */
function replace(stream, path, flags) {
  closeSync(stream);
  if (openSync(path, flags) !== stream) throw new Error(`${path} is not ${stream}`);
}

/** Makes standard input a pipe that holds these bytes, and nothing behind them. */
function replaceInput(bytes) {
  const pipe = `${folder}/input`;
  // What has been left in the pipe is gone with its last reader.
  replace(0, "/dev/null", "r");
  const writer = openSync(pipe, "r+");
  writeSync(writer, bytes);
  replace(0, pipe, "r");
  closeSync(writer);
}

async function answer({ name, args, cwd, input }) {
  process.chdir(cwd);
  replaceInput(Buffer.from(input, "base64"));
  replace(1, `${folder}/stdout`, "w");
  replace(2, `${folder}/stderr`, "w");
  for (const output of [process.stdout, process.stderr]) output.removeAllListeners("error");
  process.argv.splice(2, process.argv.length, ...args);
  process.exitCode = undefined;
  await run(name);
  // What has been left to the event loop is closed and written.
  await new Promise((resolve) => setImmediate(resolve));
  return `${process.exitCode}\n`;
}

(async () => {
  for (let request = nextRequest(); request !== undefined; request = nextRequest()) {
    writeSync(answers, await answer(request));
  }
  rmSync(folder, { recursive: true });
  process.exit();
})();
