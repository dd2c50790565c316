import { type Asked, alignmentsToAsk, tellAlignments } from "./alignments.ts";
import { Compiler, type Way } from "./compiler.ts";
import { isAny } from "./glob.ts";
import { ImportError } from "./import-error.ts";
import type { CTypes, ReadOptions } from "./model.ts";
import { readObject } from "./object-file.ts";

/** Ways to compile a header: alone, behind what others only work behind, and where there is no library of C. */
const ways: readonly Way[] = [
  [],
  ["-include", "stddef.h", "-include", "stdint.h", "-include", "sys/types.h"],
  ["-ffreestanding", "-include", "stddef.h", "-include", "stdint.h"],
];

/** How often questions that do not compile are left out: what fails may hide what else does. */
const MOST_TRIES = 10;

/** The types of a header or source in C, as a compiler lays them out. Nothing of it is run. */
export function readHeader(file: string, options: ReadOptions): CTypes {
  return Compiler.use(options, (compiler) => {
    const { object, way } = compileSomehow(compiler, file);
    const types = read(object, options);
    const { macros, isClang } = macrosOf(compiler, file, way);
    const behind = [...way, ...(isClang ? ["-ferror-limit=0"] : []), "-include", file];
    const asked = [...alignmentsToAsk(types)];
    // A macro of a member's name would ask for another.
    const names = new Set(asked.flatMap(({ name }) => name.match(/\b[A-Za-z_]\w*/g) ?? []));
    const front = [...names].map((name) => `#undef ${name}`);
    const questions = asked.map(({ name }) => `_Alignof(${name})`);
    const aligns = ask(compiler, behind, options.abi, questions, front);
    tellAlignments([...aligns].map(([index, bytes]) => [(asked[index] as Asked).record, Number(bytes)]));
    if (options.constants === undefined) return types;
    const wanted = macros.filter(isAny(options.constants));
    const values = ask(compiler, behind, options.abi, wanted);
    const constants = [...values].map(([index, value]) => ({ name: wanted[index] as string, value }));
    return { ...types, constants: [...constants, ...(types.constants ?? [])] };
  });
}

/** By the first way that works. If none does, what is wrong with the file alone is told. */
function compileSomehow(compiler: Compiler, file: string): { object: Uint8Array; way: Way } {
  let failure: string | undefined;
  for (const way of ways) {
    const made = compiler.compile(file, way);
    if (made instanceof Uint8Array) return { object: made, way };
    failure ??= made.failure;
  }
  throw new ImportError(failure as string);
}

/** What a compiler makes is an object file, or the message is about that. */
function read(object: Uint8Array, options: ReadOptions): CTypes {
  const types = readObject(object, { ...options, base: undefined });
  if (types === undefined) throw new ImportError("is compiled to what is no object file that is known");
  return types;
}

/** The macros of a file, in order, that stand for themselves: those with parameters, or with nothing, are no constants. */
function macrosOf(compiler: Compiler, file: string, way: Way): { macros: string[]; isClang: boolean } {
  const { output } = compiler.run(["-dD", "-E"], file, way);
  const macros = new Set<string>();
  let isOwn = false;
  for (const [, source, name] of output.matchAll(/^# \d+ "(.*)"|^#define (\w+) ./gm)) {
    // Those of the compiler itself are in what it calls `<built-in>`.
    if (source !== undefined) isOwn = !source.startsWith("<");
    else if (isOwn && name !== undefined) macros.add(name);
  }
  return { macros: [...macros], isClang: output.includes("#define __clang__ ") };
}

/**
 * What C says of expressions that are constant and whole, by their number. Each is a member of an enumeration of its
 * own, so that the value is in the debugging information. Those that do not compile have no answer.
 */
function ask(
  compiler: Compiler,
  way: Way,
  abi: string | undefined,
  asked: readonly string[],
  front: readonly string[] = [],
): Map<number, bigint> {
  const left = new Set(asked.keys());
  for (let tries = 0; left.size > 0 && tries < MOST_TRIES; tries++) {
    const lines = asked.map((expression, index) => (left.has(index) ? question(index, expression) : ""));
    const made = compiler.compile(compiler.write(ASKED, `${[...front, ...lines].join("\n")}\n`), way);
    if (made instanceof Uint8Array) return answersOf(read(made, { abi }));
    const failed = [...made.output.matchAll(/asked\.c:(\d+):/g)].map(([, line]) => Number(line) - 1 - front.length);
    if (!failed.some((index) => left.has(index))) break;
    for (const index of failed) left.delete(index);
  }
  return new Map();
}

const ASKED = "asked.c";

/** Where enumerations are no wider than `int`, a value that does not fit has none, rather than another. */
function question(index: number, expression: string): string {
  const name = `bytewright_${index}`;
  const isSame = `${name}_is == (${expression}) && (${name}_is < 0) == ((${expression}) < 0)`;
  return `enum ${name} { ${name}_is = (${expression}) }; _Static_assert(${isSame}, "");`;
}

function answersOf({ types }: CTypes): Map<number, bigint> {
  return new Map(
    types.flatMap((type): [number, bigint][] => {
      const [, index] = /^bytewright_(\d+)$/.exec(type.name) ?? [];
      const value = type.kind === "enumeration" ? type.members[0]?.value : undefined;
      return index === undefined || value === undefined ? [] : [[Number(index), value]];
    }),
  );
}
