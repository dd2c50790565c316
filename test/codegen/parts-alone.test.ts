import { rmSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, expect, test } from "vitest";
import type { AnyCodec } from "../../src/wire/index.ts";
import { generateFrom } from "../support/generate-from.ts";

const { folder } = await generateFrom(new URL("fixtures/parts.ts", import.meta.url));
afterAll(() => rmSync(folder, { recursive: true }));

/** What one module exports, in a bundle that has nothing else: it must bring along all that its layout needs. */
async function alone(name: string, file: string): Promise<AnyCodec> {
  const code = `export { ${name} as codec } from ${JSON.stringify(join(folder, file))};`;
  const only = {
    name: "only",
    resolveId: (id: string) => (id === "only" ? id : null),
    load: (id: string) => (id === "only" ? code : null),
  };
  const build = await rolldown({ input: "only", plugins: [only], treeshake: { moduleSideEffects: false } });
  const { output } = await build.generate({ format: "esm" });
  await build.close();
  const { codec } = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  return codec;
}

test.each([
  [
    "TlvNest",
    "tlv-nest.ts",
    {
      depth: 1,
      inner: [
        { $name: "tlv_number", value: 1 },
        { $name: "tlv_nest", depth: 2, inner: [] },
      ],
    },
  ],
  ["BoxCounted", "box-counted.ts", { first: [1], second: Uint8Array.of(1), name: "n", at: { x: 1, y: 2 } }],
  ["BoxGrows", "box-grows.ts", { a: 1, b: 2, c: 3, $rest: Uint8Array.of(9) }],
  ["NoteOne", "note-one.ts", { name: "GNU\0", desc: new Uint8Array(3) }],
  ["CloneLike", "clone-like.ts", { flags: 1n, pidfd: 2n }],
])("%s by itself", async (name, file, value) => {
  const codec = await alone(name, file);
  const bytes = codec.encode(value);
  expect(codec.decode(bytes)).toMatchObject(value);
  expect(codec.check(codec.view(bytes))).toBeUndefined();
  expect(JSON.parse(JSON.stringify(codec.view(bytes)))).toBeTypeOf("object");
  expect(codec.encode(codec.create())).toBeInstanceOf(Uint8Array);
});
