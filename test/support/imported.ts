import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { loadSchema } from "../../codegen/load.ts";
import { dynamicStruct } from "../../src/dynamic/index.ts";
import { packSchema } from "../../src/files/schema-loader.ts";
import type { AbiName } from "../../src/layout/index.ts";
import { bytewright } from "./run.ts";

/** Numbers, texts and flags by their paths in a value, as C writes paths: `at[1].y`. */
export type Leaves = { readonly [path: string]: unknown };

/** What reads bytes by a schema that `bytewright import` wrote of one type. */
export interface Imported {
  readonly size: number;
  /** what is in all bytes, which values give back as they were */
  read(bytes: Uint8Array): Leaves;
}

/** Imports a type as a user does, and loads the schema. */
export async function imported(file: string, type: string, abi: AbiName): Promise<Imported> {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-imported-"));
  const codec = await schemaOf().finally(() => rmSync(folder, { recursive: true }));

  async function schemaOf() {
    const out = join(folder, "schema.ts");
    const run = bytewright(["import", file, "--type", type, "--abi", abi, "--out", out]);
    // What would come out as bytes is told.
    expect(run).toEqual({ code: 0, stdout: "", stderr: "" });
    const { structs } = await loadSchema(await packSchema(out));
    const definition = structs.find(({ name }) => name === type);
    if (definition === undefined) throw new Error(`the schema of ${file} has no ${type}`);
    return dynamicStruct(definition, abi);
  }
  return {
    size: codec.size as number,
    read(bytes) {
      const value = codec.decode(bytes);
      expect(Buffer.from(codec.encode(value)).toString("hex")).toBe(Buffer.from(bytes).toString("hex"));
      return leavesOf(value);
    },
  };
}

function leavesOf(value: unknown, path = ""): Leaves {
  if (typeof value !== "object" || value === null) return { [path]: value };
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  const entries = Object.entries(value).filter(([name]) => !name.startsWith("$"));
  const parts = entries.map(([name, inner]) => {
    if (isList) return leavesOf(inner, `${path}[${name}]`);
    return leavesOf(inner, path === "" ? name : `${path}.${name}`);
  });
  return Object.assign({}, ...parts);
}
