import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { textIn } from "../../codegen/index.ts";
import { layOutFrom, layoutsOf } from "../../src/cli/bytewright/laid-out.ts";
import { type Comparison, compareWith, recordsByName } from "../../src/compare/index.ts";
import { readTypes } from "../../src/import/read.ts";
import type { AbiName } from "../../src/layout/index.ts";
import { oneIn } from "../support/all-runs.ts";
import { runCompiler, skipsWithoutCompilerFor } from "../support/c-compiler.ts";

const folder = mkdtempSync(join(tmpdir(), "bytewright-compiled-"));
afterAll(() => rmSync(folder, { recursive: true }));

const pathOf = (schema: string) => fileURLToPath(new URL(`../../schema/${schema}/index.ts`, import.meta.url));

/** What a schema says beside what a compiler makes of some C. */
async function compare(
  schema: string,
  c: string,
  abi: AbiName,
  others: { readonly [name: string]: string } = {},
  more: readonly string[] = ["-ffreestanding"],
): Promise<Comparison> {
  const object = join(folder, "out.o");
  const options = ["-g", "-fno-eliminate-unused-debug-types", ...more, "-w", "-c", "-o", object];
  const { status, stderr } = runCompiler(abi, options, c);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const types = readTypes(object, { abi });
  const layouts = layoutsOf(await layOutFrom(pathOf(schema), abi));
  return compareWith(layouts, recordsByName(types), new Map(Object.entries(others)));
}

const headers = new Map(
  await Promise.all(["ckpt", "ckpt-v23"].map(async (name) => [name, await textIn("c", pathOf(name))] as const)),
);
const headerOf = (schema: string) => headers.get(schema) as string;
const seven: readonly AbiName[] = ["x86_64", "i386", "aarch64", "arm", "riscv64", "ppc64", "s390x"];

describe.each(seven.map((abi, i) => [abi, i] as const))("%s", (abi, i) => {
  const schemas = [
    ["ckpt", 9],
    ["ckpt-v23", 80],
  ] as const;
  test.skipIf(skipsWithoutCompilerFor(abi)).each(oneIn(2, schemas, i))(
    "what the compiler makes of the header of %s is what the schema says",
    async (schema, least) => {
      const { compared, missing, differences } = await compare(schema, headerOf(schema), abi);
      expect({ missing, differences }).toEqual({ missing: [], differences: [] });
      expect(compared.length).toBeGreaterThanOrEqual(least);
    },
  );
});

test.skipIf(skipsWithoutCompilerFor("x86_64"))("what a compiler makes of another header is told", async () => {
  const header = headerOf("ckpt").replaceAll(/_Static_assert\([^;]*;/g, "");
  const { differences } = await compare("ckpt", header.replace("uint16_t major;", "uint32_t major;"), "x86_64");
  expect(differences.map(({ type, field, what }) => `${type}.${field}: ${what}`).slice(0, 3)).toEqual([
    "ckpt_hdr_header.major: offset",
    "ckpt_hdr_header.major: size",
    "ckpt_hdr_header.minor: offset",
  ]);
});

const hosted = ["-m64"];

describe("the system's headers say what the schemas do", () => {
  test.skipIf(skipsWithoutCompilerFor("x86_64", hosted)).each([
    ["elf", "#include <elf.h>", {}, 10],
    [
      "netlink",
      "#include <linux/netlink.h>\n#include <linux/rtnetlink.h>\n#include <linux/if_addr.h>\n#include <linux/if_link.h>",
      {
        ...{ rtm_newlink: "ifinfomsg", rtm_newaddr: "ifaddrmsg", rtm_newroute: "rtmsg", nlmsg_error: "nlmsgerr" },
        ...{ ifla_stats: "rtnl_link_stats", ifla_stats64: "rtnl_link_stats64", ifla_map: "rtnl_link_ifmap" },
        ...{ ifla_inet6_cacheinfo: "ifla_cacheinfo" },
      },
      12,
    ],
    ["inotify", "#include <sys/inotify.h>", {}, 1],
    ["dirent64", "#define _GNU_SOURCE\n#include <dirent.h>", { linux_dirent64: "dirent64" }, 1],
    ["utmp", "#include <utmp.h>", {}, 2],
  ])("%s", async (schema, c, others, least) => {
    const found = await compare(schema, c, "x86_64", others, hosted);
    expect(found.differences).toEqual([]);
    expect(found.compared.length).toBeGreaterThanOrEqual(least);
  });
});
