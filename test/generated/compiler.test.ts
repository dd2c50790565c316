import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordDeclarations } from "../../codegen/c/declarations.ts";
import { Ckpt } from "../../generated/ckpt/index.ts";
import { CkptV23 } from "../../generated/ckpt-v23/index.ts";
import { ckpt } from "../../schema/ckpt/index.ts";
import { ckptV23 } from "../../schema/ckpt-v23/index.ts";
import type { FamilyDefinition } from "../../schema/dsl/index.ts";
import type { AbiName } from "../../src/layout/index.ts";
import type { AnyCodec, Family } from "../../src/wire/index.ts";
import { arbitraryValue } from "../support/arbitrary-value.ts";
import { runCompiler } from "../support/c-compiler.ts";
import { scalarsOf, toInitializer } from "../support/c-values.ts";
import { skipsWithout } from "../support/skips-without.ts";

/**
 * Round trips alone share one layout, and would hide a mistake that both ways make. Here C writes what we read, and
 * C reads what we write.
 */

interface Machine {
  readonly name: string;
  readonly abi: AbiName;
  readonly emulator: readonly string[];
  readonly byteOrder: "little" | "big";
}

const machines: readonly Machine[] = [
  { name: "x86-64", abi: "x86_64", emulator: [], byteOrder: "little" },
  { name: "s390x", abi: "s390x", emulator: ["qemu-s390x"], byteOrder: "big" },
];

const families: readonly [FamilyDefinition, Family, Family][] = [
  [ckpt, Ckpt as Family, Ckpt.be as Family],
  [ckptV23, CkptV23 as Family, CkptV23.be as Family],
];
const samples = 25;

for (const machine of machines) {
  const skips = skipsWithout(`to compile, link and run C for ${machine.name}`, () => canRun(machine));
  describe.skipIf(skips)(`C on ${machine.name}`, () => {
    for (const [definition, little, big] of families) {
      const family = machine.byteOrder === "little" ? little : big;
      describe.each(definition.records.map((record) => [record.name, record] as const))("%s", (name, record) => {
        const codec = family.codecNamed(name) as AnyCodec;
        const values = fc.sample(arbitraryValue(codec.layout), { numRuns: samples, seed: 7 });
        const declaration = [...recordDeclarations(record, definition).values()].join("\n");
        const derived = (value: object) => ({
          type: codec.layout.record?.type,
          length: codec.sizeOf(value),
          byteOrder: machine.byteOrder,
        });

        test("what C writes is read here", () => {
          const sizes = values.map((value) => codec.sizeOf(value));
          const objects = values.map((value, i) => {
            return `struct ${name} v${i} = ${toInitializer(codec.layout, value, derived(value))};`;
          });
          const writes = sizes.map((size, i) => `fwrite(&v${i}, 1, ${size}, stdout);`);
          const written = runC(machine, [declaration, ...objects].join("\n"), writes);
          let at = 0;
          for (const value of values) {
            expect(codec.decode(written, at)).toEqual(codec.create(value));
            expect(codec.encode(value)).toEqual(new Uint8Array(written.subarray(at, at + codec.sizeOf(value))));
            at += codec.sizeOf(value);
          }
          expect(at).toBe(written.length);
        });

        test("what is written here is read by C", () => {
          const programs = values.map((value, i) => {
            const scalars = scalarsOf(codec.layout, codec.create(value), derived(value), `(*(struct ${name} *)b${i})`);
            const bytes = codec.encode(value);
            const prints = scalars.map(({ c, format, path, text }) => ({
              code: `printf("${path}=${format}\\n", ${c});`,
              line: `${path}=${text}`,
            }));
            return {
              data: `static unsigned char b${i}[] __attribute__((aligned(16))) = { ${bytes.join(", ")} };`,
              code: prints.map(({ code }) => code).join("\n"),
              lines: prints.map(({ line }) => line),
            };
          });
          const data = [declaration, ...programs.map((program) => program.data)].join("\n");
          const printed = runC(
            machine,
            data,
            programs.map(({ code }) => code),
          )
            .toString()
            .trimEnd()
            .split("\n");
          expect(printed).toEqual(programs.flatMap(({ lines }) => lines));
        });
      });
    }
  });
}

function canRun(machine: Machine): boolean {
  try {
    return runC(machine, "", ['puts("ran");']).toString() === "ran\n";
  } catch {
    return false;
  }
}

/** Compiles a program, runs it, and gives what it writes. */
function runC({ abi, emulator }: Machine, data: string, statements: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "bytewright-c-"));
  try {
    const program = join(folder, "program");
    const main = `int main(void) {\n${statements.join("\n")}\nreturn 0;\n}`;
    const source = `#include <stdint.h>\n#include <stdio.h>\n${data}\n${main}\n`;
    const built = runCompiler(abi, ["-static", "-fno-strict-aliasing", "-w", "-o", program], source);
    if (built.status !== 0) throw new Error(built.stderr);
    const [command = program, ...args] = [...emulator, program];
    const run = spawnSync(command, args);
    if (run.status !== 0) throw new Error(`${command}: ${run.signal ?? run.status} ${run.stderr}`);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
