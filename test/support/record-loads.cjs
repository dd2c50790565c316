// Preloaded into a program: notes each module that it loads, in the file that LOADED names.
const { appendFileSync } = require("node:fs");
const Module = require("node:module");

const note = (name) => appendFileSync(process.env.LOADED, `${name}\n`);

const { _load, _resolveFilename } = Module;
Module._load = function (request, parent, ...rest) {
  note(_resolveFilename(request, parent, false));
  return _load.call(this, request, parent, ...rest);
};
// Modules that are imported: hooks run on a thread of their own.
const hooks = `
  import { appendFileSync } from "node:fs";
  export async function load(url, context, next) {
    appendFileSync(process.env.LOADED, url + "\\n");
    return next(url, context);
  }`;
Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
