import fc from "fast-check";
import { expect, test } from "vitest";
import { dynamicStruct } from "../../../src/dynamic/index.ts";
import { fromJSON, type Json, toJSON } from "../../../src/inspect/index.ts";
import { jsonAt, parseFieldPath, replaceIn } from "../../../src/inspect/json/field-path.ts";
import type { AnyCodec, TypeLayout } from "../../../src/wire/index.ts";
import { arbitraryPlainStruct } from "../../dynamic/arbitrary-plain-struct.ts";
import { runs } from "../../support/all-runs.ts";
import { arbitraryValue } from "../../support/arbitrary-value.ts";
import { each, kinds } from "../support/kinds.ts";

test.each([
  ["task", { record: "task", index: 0, steps: [] }],
  ["task[3]", { record: "task", index: 3, steps: [] }],
  ["task[0].a.b[2].c", { record: "task", index: 0, steps: ["a", "b", 2, "c"] }],
  ["task.a[1][2]", { record: "task", index: 0, steps: ["a", 1, 2] }],
  ["u.$member", { record: "u", index: 0, steps: ["$member"] }],
])("%s", (text, path) => {
  expect(parseFieldPath(text)).toEqual(path);
});

test.each(["", ".", "a.", "a..b", "a[", "a[-1]", "a[x]", "1a", "a b", "a.b c", "a[99999999999]", "a[0]b"])(
  "%j is no path",
  (text) => {
    expect(parseFieldPath(text)).toBeUndefined();
  },
);

type Steps = readonly (string | number)[];

/** Everything in JSON, with the steps that lead to it. */
function* placesIn(json: Json, steps: Steps = []): Generator<readonly [Steps, Json]> {
  if (steps.length > 0) yield [steps, json];
  if (typeof json !== "object" || json === null) return;
  for (const key of Array.isArray(json) ? json.keys() : Object.keys(json)) {
    yield* placesIn((json as { [key: string]: Json })[key] as Json, [...steps, key]);
  }
}

/** Whatever stands in a value, written where it stands, gives the same value. */
function expectKept(codec: AnyCodec, value: object): void {
  const { layout } = codec;
  const type: TypeLayout = { kind: layout.kind, layout };
  const json = toJSON(codec, value);
  for (const [steps, found] of placesIn(json)) {
    expect(jsonAt(json, steps, "x")).toEqual(found);
    if (String(steps.at(-1)).startsWith("$")) continue;
    const isOdd = typeof found === "string" && found.startsWith('"');
    const text = typeof found === "string" && !isOdd ? found : JSON.stringify(found);
    expect(replaceIn(type, json, steps, text, "x"), steps.join(".")).toEqual(json);
  }
}

test("what a path leads to can be written back: every kind", () => {
  const codec = kinds.codecNamed("kind_each") as AnyCodec;
  expectKept(codec, fromJSON(codec, each));
});

test("what a path leads to can be written back: any struct", () => {
  const valued = arbitraryPlainStruct.chain((definition) => {
    const codec = dynamicStruct({ ...definition, name: "any" });
    return fc.tuple(fc.constant(codec), arbitraryValue(codec.layout));
  });
  fc.assert(
    fc.property(valued, ([codec, value]) => expectKept(codec, codec.create(value))),
    runs(200),
  );
});
