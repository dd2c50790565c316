import { readFileSync } from "node:fs";
import { readBtf } from "../../../src/import/btf/index.ts";
import type { CTypes, RecordType } from "../../../src/import/model.ts";
import { writeSchema } from "../../../src/import/schema/index.ts";
import { select } from "../../../src/import/schema/select.ts";
import { settle } from "../../../src/import/schema/settle.ts";
import { abis, isAbiName, layOut } from "../../../src/layout/index.ts";
import type { Entry } from "../entry.ts";
import { mutateBytes } from "../mutate-bytes.ts";
import { demand, demandOneLine, outcomeOf } from "../oracle.ts";
import type { Random } from "../random.ts";
import { sourceFile } from "../source-file.ts";

const samples = ["le", "be"].map(
  (order) => new Uint8Array(readFileSync(sourceFile(`../import/fixtures/records.${order}.btf`))),
);

/** Types that a file tells of come out as they are, or as bytes, or are told to be left out; or the file is refused. */
const btf: Entry<Uint8Array> = {
  name: "import-btf",
  make: (random) => mutateBytes(random.pick(samples), random, random.pick(samples)),
  run(bytes) {
    const read = outcomeOf(() => readBtf(bytes), "ImportError", "BytewrightError");
    if ("error" in read) demandOneLine(read.error.message);
    else demandSchema(read.value);
  },
};

const sizes = [0, 1, 2, 3, 4, 8, 16, 24, 31, 32, 63, 64, 65, 128, 4096, 2 ** 31, 2 ** 32, 2 ** 53];
const names = [
  "a",
  "a",
  "b",
  "constructor",
  "__proto__",
  "toString",
  "_1",
  "delete",
  "array",
  "object",
  "a b",
  "",
  undefined,
];

/** As types that readers make, with anything in them. */
const types: Entry<CTypes> = {
  name: "import-types",
  make(random) {
    const made = structuredClone(readBtf(random.pick(samples)));
    for (let i = random.below(12); i >= 0; i--) spoilOne(made, random);
    return made;
  },
  run: demandSchema,
};

/** Changes something of some type: a name, a place, a size. */
function spoilOne(all: CTypes, random: Random): void {
  let one: object = random.pick(all.types);
  for (let depth = random.below(4); depth > 0; depth--) {
    const inside = Object.values(one)
      .flat()
      .filter((value): value is object => typeof value === "object" && value !== null);
    one = inside.length > 0 ? random.pick(inside) : one;
  }
  const key = random.pick(Object.keys(one));
  const value: unknown = Reflect.get(one, key);
  if (typeof value === "number") Reflect.set(one, key, random.pick(sizes));
  // Only what has members may lack a name, and what is a member.
  const mayLack = "members" in one || "at" in one;
  if (key === "name") Reflect.set(one, key, random.pick(names) ?? (mayLack ? undefined : "x"));
  if (key === "members" && "size" in one)
    Reflect.set(one, "align", { bytes: random.pick([1, 2, 4, 64]), isExact: random.oneIn(2) });
  if (key === "at") Reflect.set(one, "width", random.pick([undefined, 1, 3, 8, 64]));
}

function demandSchema(types: CTypes): void {
  const wanted = outcomeOf(() => select(types, []), "ImportError");
  if ("error" in wanted || !isAbiName(types.abi)) return;
  for (const { definition } of settle(types, wanted.value).made) {
    if (definition.kind === "enumeration") continue;
    const theirs = sizesOf(types);
    const { size } = layOut(definition, abis[types.abi]);
    demand(theirs.has(size), `${definition.name} takes ${size} bytes, as nothing does`);
  }
  const { files, told } = writeSchema(types, { names: [], source: "file" });
  for (const line of told) demandOneLine(line);
  for (const text of files.values()) demand(text.startsWith("// Written by"), "no schema", text);
}

function sizesOf({ types }: CTypes): ReadonlySet<number> {
  const found = new Set<number>();
  const seen = new Set<object>();
  const visit = (one: object): void => {
    if (seen.has(one)) return;
    seen.add(one);
    if ("members" in one) found.add((one as RecordType).size);
    for (const value of Object.values(one)) if (typeof value === "object" && value !== null) visit(value);
  };
  visit(types);
  return found;
}

export const importEntries: readonly Entry[] = [btf, types];
