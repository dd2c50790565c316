import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type NamedType, type RecordType, readTypes } from "../../src/import/index.ts";
import { compareWith, describePlaces, typesIn } from "../support/c-types.ts";
import { type Command, objectOf, skipsWithoutCompiler } from "../support/compiled.ts";

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));
const source = readFileSync(`${folder}sample.c`, "utf8");
const systemV = "letter@0 five@5:8 twenty@20:32 flag@1:52 words@8";
const windows = "letter@0 five@5:32 twenty@20:37 flag@1:64 words@12";

interface Fixture {
  readonly file: string;
  readonly abi: string;
  readonly size: number;
  readonly places: string;
  readonly compiler: Command;
}

const fixtures: readonly Fixture[] = [
  {
    ...{ file: "elf-x86_64.o", abi: "x86_64", size: 112, compiler: ["gcc", "-m64"] },
    places: `${systemV} precise@64 inner@80(x@80 y@82 @88(real@88 whole@88)) callback@96 colour@104 tail@108`,
  },
  {
    ...{ file: "elf-s390x.o", abi: "s390x", size: 104, compiler: ["s390x-linux-gnu-gcc"] },
    places: `${systemV} precise@56 inner@72(x@72 y@74 @80(real@80 whole@80)) callback@88 colour@96 tail@100`,
  },
  ...["wasm32.o", "wasm32.wasm"].map(
    (file): Fixture => ({
      ...{ file, abi: "wasm32", size: 80, compiler: ["clang-19", "--target=wasm32"] },
      places: `${systemV} precise@32 inner@48(x@48 y@50 @56(real@56 whole@56)) callback@64 colour@68 tail@72`,
    }),
  ),
  {
    ...{ file: "macho-arm64.o", abi: "apple_arm64", size: 96, compiler: ["clang-19", "--target=arm64-apple-macos"] },
    places: `${systemV} precise@56 inner@64(x@64 y@66 @72(real@72 whole@72)) callback@80 colour@88 tail@92`,
  },
  ...["coff-mingw64.o", "pe-mingw64.exe"].map(
    (file): Fixture => ({
      ...{ file, abi: "mingw64", size: 96, compiler: ["x86_64-w64-mingw32-gcc"] },
      places: `${windows} precise@48 inner@64(x@64 y@66 @72(real@72 whole@72)) callback@80 colour@88 tail@92`,
    }),
  ),
  {
    ...{ file: "coff-mingw32.o", abi: "mingw32", size: 72, compiler: ["i686-w64-mingw32-gcc"] },
    places: `${windows} precise@36 inner@48(x@48 y@50 @56(real@56 whole@56)) callback@64 colour@68 tail@72`,
  },
  {
    ...{ file: "coff-msvc64.o", abi: "msvc64", size: 80, compiler: ["clang-19", "--target=x86_64-pc-windows-msvc"] },
    places: `${windows} precise@40 inner@48(x@48 y@50 @56(real@56 whole@56)) callback@64 colour@72 tail@76`,
  },
];

describe.each(fixtures)("$file", ({ file, abi, size, places, compiler }) => {
  const types = readTypes(folder + file, { abi });
  const sample = types.types.find((type) => type.name === "sample") as NamedType & RecordType;

  test("everything is where C has it", () => {
    expect([types.abi, sample.size, describePlaces(sample)]).toEqual([abi, size, places]);
    expect(sample.origin).toEqual({ file: expect.stringMatching(/^(\.\/)?sample\.c$/), line: 4 });
  });

  test("types are told as C writes them", () => {
    const typeOf = (name: string) => sample.members.find((member) => member.name === name)?.type;
    const word = { kind: "integer", name: "unsigned long", signed: false, size: /mingw|msvc|32$/.test(abi) ? 4 : 8 };
    const row = { kind: "array", element: word, count: 2 };
    expect(typeOf("words")).toEqual({ kind: "array", element: row, count: 3 });
    expect(typeOf("callback")).toMatchObject({ kind: "pointer", target: "void (*)(int, const char *)" });
    expect(typeOf("flag")).toEqual({ kind: "integer", name: "_Bool", size: 1, signed: false });
    expect(typeOf("tail")).toMatchObject({ kind: "array", count: undefined, element: { name: "char", size: 1 } });
    expect(typeOf("colour")).toMatchObject({
      ...{ kind: "enumeration", name: "colour", size: 4, signed: true },
      members: [
        { name: "RED", value: 0n },
        { name: "GREEN", value: -2n },
      ],
    });
    expect(types.types.find((type) => type.name === "wide")).toMatchObject({
      ...{ kind: "typedef", type: { kind: "integer", name: "unsigned long long", size: 8, signed: false } },
    });
  });

  test.skipIf(skipsWithoutCompiler(compiler))("the compiler says the same", () => {
    expect(compareWith(compiler, source, types, abi !== "s390x").wrong).toEqual([]);
    const again = typesIn(objectOf([...compiler, "-g", "-gdwarf"], source), { abi });
    const found = again.types.find((type) => type.name === "sample") as NamedType & RecordType;
    expect(describePlaces(found)).toBe(places);
  });
});
