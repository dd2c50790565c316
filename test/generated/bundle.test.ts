import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { expect, test } from "vitest";

const generated = fileURLToPath(new URL("../../dist/generated/", import.meta.url));

/** What stands in a bundle only if it has the kind, or another thing that only some layouts have. */
const marks = {
  constant: "wrong-constant",
  hole: "kind:`padding`",
  "member without a name": "isLifted:!0",
  text: "a lone surrogate",
  bytes: "`byteOffset`",
  list: "a list`",
  float: "getFloat32",
  bits: "<<32n",
  "flexible array": "the number of elements of",
  union: "leave one of the two out",
  "tagged union": "$member",
};

async function bundle(text: string): Promise<string> {
  const entry = `${generated}entry.js`;
  const { output } = await build({
    input: entry,
    logLevel: "silent",
    plugins: [
      { name: "entry", resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? text : null) },
    ],
    output: { minify: true },
    write: false,
  });
  return output[0].code;
}

function kindsIn(text: string): string[] {
  return Object.entries(marks).flatMap(([kind, mark]) => (text.includes(mark) ? [kind] : []));
}

test("a bundle of the runtime has every kind", async () => {
  expect(kindsIn(await bundle('export * from "../src/wire/index.js";'))).toEqual(Object.keys(marks));
});

test("a bundle of one codec of integers has no other kind", async () => {
  const text = await bundle('export { CkptHdrTask } from "./ckpt/index.js";');
  expect(text).toContain("does not fit");
  expect(kindsIn(text)).toEqual([]);
});

test("a bundle that only decodes has nothing that encodes", async () => {
  const text = await bundle('export { decodeCkptHdrTask } from "./ckpt/index.js";');
  expect(text).toContain("are left");
  expect(kindsIn(text)).toEqual([]);
  expect(text).not.toContain("setUint32");
  expect(text).not.toContain("an object");
});
