import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { coffSymbol } from "../support/coff-symbol.ts";
import { type Command, skipsWithoutCompiler } from "../support/compiled.ts";
import { type Imported, imported, type Leaves } from "../support/imported.ts";
import { skipsWithout } from "../support/skips-without.ts";
import { lineOf } from "../support/utmpdump.ts";

const folder = mkdtempSync(join(tmpdir(), "bytewright-real-"));
afterAll(() => rmSync(folder, { recursive: true }));

const gcc: Command = ["gcc", "-m64"];
const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));
const formats = fileURLToPath(new URL("../formats/", import.meta.url));

/** A struct of the system's headers, and C that fills `v` from the arguments behind the first. */
interface SystemStruct {
  readonly type: string;
  readonly header: string;
  readonly includes?: readonly string[];
  readonly fill: string;
}

/** What a C program has in a struct: its bytes, and what it prints of each member. */
interface Filled {
  readonly bytes: Uint8Array;
  readonly printed: Leaves;
}

/** Imports the struct, and compiles a program that fills one and prints all that the schema has of it. */
async function program(struct: SystemStruct): Promise<{ type: Imported; run(...args: string[]): Filled }> {
  const { type: name, header, includes = [], fill } = struct;
  const path = (ending: string) => join(folder, `${name}${ending}`);
  writeFileSync(path(".h"), `#include <${header}>\n`);
  const type = await imported(path(".h"), name, "x86_64");
  const all = type.read(new Uint8Array(type.size));
  const shown = Object.entries(all).map(
    ([member, value]) => `${typeof value === "string" ? "TEXT" : "WHOLE"}(${member});`,
  );
  const source = `${["stdio.h", "string.h", header, ...includes].map((file) => `#include <${file}>\n`).join("")}
    #define WHOLE(m) (v.m < 0 ? printf("%s=%lld%c", #m, (long long)v.m, 0) : printf("%s=%llu%c", #m, (unsigned long long)v.m, 0))
    #define TEXT(m) printf("%s=%.*s%c", #m, (int)sizeof v.m, v.m, 0)
    int main(int argc, char **argv) {
      struct ${name} v;
      memset(&v, 0, sizeof v);
      ${fill}
      FILE *out = fopen(argv[1], "wb");
      if (out == NULL || fwrite(&v, sizeof v, 1, out) != 1 || fclose(out)) return 2;
      ${shown.join("\n")}
    }\n`;
  writeFileSync(path(".c"), source);
  execFileSync(gcc[0], [...gcc.slice(1), "-w", "-o", path(""), path(".c")]);
  const run = (...args: string[]): Filled => {
    const output = execFileSync(path(""), [path(".bytes"), ...args], { encoding: "utf8" });
    const lines = output.split("\0").slice(0, -1);
    const printed = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
    return { bytes: new Uint8Array(readFileSync(path(".bytes"))), printed };
  };
  return { type, run };
}

/** As C prints numbers, and flags among them. */
function asPrinted(leaves: Leaves): Leaves {
  const texts = Object.entries(leaves).map(([path, value]) => [
    path,
    String(typeof value === "boolean" ? Number(value) : value),
  ]);
  return Object.fromEntries(texts);
}

describe.skipIf(skipsWithoutCompiler([...gcc, "-include", "stdio.h", "-include", "linux/tcp.h"]))(
  "of the system's headers",
  () => {
    test("struct stat, beside what Node says of the file", async () => {
      const { type, run } = await program({
        ...{ type: "stat", header: "sys/stat.h" },
        fill: "if (stat(argv[2], &v)) return 1;",
      });
      for (const file of [join(folder, "stat.c"), folder, "/dev/null"]) {
        const { bytes, printed } = run(file);
        const read = type.read(bytes);
        expect(asPrinted(read)).toEqual(printed);
        const told = statSync(file, { bigint: true });
        const numbers = ["dev", "ino", "mode", "nlink", "uid", "gid", "rdev", "size", "blksize", "blocks"] as const;
        for (const name of numbers) expect([name, BigInt(read[`st_${name}`] as bigint)]).toEqual([name, told[name]]);
        for (const name of ["mtim", "ctim"] as const) {
          const [s, ns] = ["sec", "nsec"].map((part) => read[`st_${name}.tv_${part}`] as bigint) as [bigint, bigint];
          expect([name, s * 1_000_000_000n + ns]).toEqual([name, told[`${name}eNs`]]);
        }
      }
    });

    test("struct utmpx, beside utmpdump", async () => {
      const { type, run } = await program({
        ...{ type: "utmpx", header: "utmpx.h", includes: ["stdlib.h"] },
        fill: `FILE *in = fopen(argv[2], "rb");
        if (in == NULL || fseek(in, atoi(argv[3]) * sizeof v, SEEK_SET) || fread(&v, sizeof v, 1, in) != 1) return 1;`,
      });
      const file = join(formats, "utmp/wtmp");
      const all = new Uint8Array(readFileSync(file));
      const lines = Array.from({ length: all.length / type.size }, (_, i) => {
        const bytes = all.subarray(i * type.size, (i + 1) * type.size);
        const read = type.read(bytes) as { readonly [path: string]: never };
        expect({ bytes, printed: asPrinted(read) }).toEqual(run(file, `${i}`));
        const ut_addr_v6 = new Uint8Array(Int32Array.of(read["ut_addr_v6[0]"] ?? 0).buffer);
        const ut_tv = { tv_sec: read["ut_tv.tv_sec"] ?? 0, tv_usec: read["ut_tv.tv_usec"] ?? 0 };
        const { ut_type, ut_pid, ut_line, ut_id, ut_user, ut_host } = read as { [path: string]: never };
        return lineOf({ ut_type, ut_pid, ut_line, ut_id, ut_user, ut_host, ut_tv, ut_addr_v6 } as never);
      });
      expect(`${lines.join("\n")}\n`).toBe(readFileSync(join(formats, "utmp/wtmp.utmpdump"), "utf8"));
    });

    test.each<[type: string, how: Omit<SystemStruct, "type">, some: Leaves]>([
      [
        "tcp_info",
        {
          ...{ header: "linux/tcp.h", includes: ["netinet/in.h", "sys/socket.h", "unistd.h"] },
          fill: `int from = socket(AF_INET, SOCK_STREAM, 0), to = socket(AF_INET, SOCK_STREAM, 0);
          struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
          socklen_t size = sizeof address, length = sizeof v;
          char text[5];
          if (bind(to, (void *)&address, size) || listen(to, 1) || getsockname(to, (void *)&address, &size)) return 1;
          if (connect(from, (void *)&address, size)) return 1;
          int end = accept(to, NULL, NULL);
          if (write(from, "hello", 5) != 5 || read(end, text, 5) != 5) return 1;
          if (getsockopt(end, IPPROTO_TCP, TCP_INFO, &v, &length)) return 1;`,
        },
        { tcpi_state: 1, tcpi_bytes_received: 5n },
      ],
      [
        "perf_event_attr",
        {
          ...{ header: "linux/perf_event.h" },
          fill: `v = (struct perf_event_attr){
          .type = PERF_TYPE_SOFTWARE, .size = sizeof v, .config = -1, .sample_freq = 4000, .disabled = 1, .freq = 1,
          .precise_ip = 2, .exclude_callchain_user = 1, .sigtrap = 1, .__reserved_1 = 0x2aaaaab, .wakeup_watermark = 5,
          .bp_addr = 0xfedcba9876543210, .bp_len = 8, .clockid = -7, .sample_max_stack = 65535, .sig_data = 1 };`,
        },
        { config: 2n ** 64n - 1n, sample_period: 4000n, precise_ip: 2n, mmap_data: 0n, config1: 0xfedcba9876543210n },
      ],
      [
        "input_event",
        {
          ...{ header: "linux/input.h", includes: ["sys/time.h"] },
          fill: "gettimeofday(&v.time, NULL); v.type = EV_ABS; v.code = 0xfffe; v.value = -32768;",
        },
        { type: 3, code: 0xfffe, value: -32768 },
      ],
    ])("struct %s, beside what C prints", async (name, how, some) => {
      const { type, run } = await program({ type: name, ...how });
      const { bytes, printed } = run();
      expect(bytes).toHaveLength(type.size);
      const read = type.read(bytes);
      expect(read).toMatchObject(some);
      expect(asPrinted(read)).toEqual(printed);
    });
  },
);

/** A program that is committed and, where there is what makes it, the same made anew. */
function programs(name: string, [compiler, ...options]: Command, isExtra = false): [how: string, file: string][] {
  const anew = join(folder, name);
  const all = [...options, "-g", "-nostdlib", "-o", anew, join(fixtures, name.replace(/\.\w+$/, ".c"))];
  const make = () => spawnSync(compiler, all).status === 0;
  const isSkipped = skipsWithout(`${compiler} and its linker`, make, isExtra);
  return [["committed", join(fixtures, name)], ...(isSkipped ? [] : [["made anew", anew] satisfies [string, string]])];
}

const wasm = programs("memory.wasm", ["clang-19", "--target=wasm32", "-O1", "-Wl,--no-entry"], true);

test.each(wasm)("a struct in the memory of WebAssembly, %s, is what the module reads there", async (_, file) => {
  const type = await imported(file, "state", "wasm32");
  const { instance } = await WebAssembly.instantiate(readFileSync(file));
  const { memory, fill, ...reads } = instance.exports as Module;
  for (const seed of [0, 1, 7, 12345]) {
    const at = fill(seed);
    const read = type.read(new Uint8Array(memory.buffer, at, type.size));
    expect(asPrinted(read)).toEqual(
      asPrinted(Object.fromEntries(Object.entries(reads).map(([path, own]) => [path, own()]))),
    );
  }
});

/** Node's, which its types lack. */
declare const WebAssembly: { instantiate(bytes: Uint8Array): Promise<{ instance: { exports: unknown } }> };

/** What `memory.c` exports: beside these, what reads a member, by its path. */
type Module = { readonly memory: { readonly buffer: ArrayBuffer }; fill(seed: number): number } & {
  readonly [path: string]: () => number | bigint;
};

test.each(programs("data.exe", ["x86_64-w64-mingw32-gcc", "-Wl,-e,start"]))(
  "a struct in the data of a program for Windows, %s, is what C put there",
  async (_, file) => {
    const type = await imported(file, "shot", "mingw64");
    const { address, bytes } = coffSymbol(new Uint8Array(readFileSync(file)), "shot", type.size);
    expect(type.read(bytes)).toEqual({
      ...{
        letter: "x".charCodeAt(0),
        wide: -100_000n,
        five: 21,
        three: 5,
        twenty: -300_000n,
        forty: -400_000_000_000n,
      },
      ...{ flag: true, "text[0]": 0x41, "text[1]": 0x20ac, "text[2]": 0xd83d, "text[3]": 0xde00 },
      ...{ total: -5_000_000_000n, self: address },
      ...{ "at[0].x": -1, "at[0].y": 0.5, "at[1].x": 2, "at[1].y": -0.25 },
    });
  },
);
