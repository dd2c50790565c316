import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { rolldown } from "rolldown";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import webpack from "webpack";
import { root } from "../readme/copy.ts";
import { makesAllRuns, oneIn } from "../support/all-runs.ts";
import { Project } from "./packed.ts";

const strict = {
  ...{
    strict: true,
    noEmit: true,
    target: "es2022",
    types: [],
    verbatimModuleSyntax: true,
    allowImportingTsExtensions: true,
  },
  ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true, declaration: true },
  ...{ noUnusedLocals: true, noUnusedParameters: true, skipLibCheck: false },
  ...{ noPropertyAccessFromIndexSignature: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true },
};
const since55 = { isolatedDeclarations: true };
const since58 = { ...since55, erasableSyntaxOnly: true };

const compilers = [
  ["5.4", "typescript-5.4/bin/tsc", {}],
  ["5.4 that is not strict", "typescript-5.4/bin/tsc", { strict: false, exactOptionalPropertyTypes: false }],
  ["6", "typescript/bin/tsc6", since58],
  ["7", "@typescript/native/bin/tsc", since58],
] as const;
const resolutions = [
  ["NodeNext", { module: "nodenext" }],
  ["bundlers", { module: "esnext", moduleResolution: "bundler" }],
] as const;

/** Plain and interpreted records, both byte orders, enumerations, and unions. */
const schema = ["ckpt", "elf", "netlink", "png"].map((name) => `export * from "bytewright/schema/${name}";\n`).join("");

const main = `import { CkptHdrTask, Netlink, PngGama } from "./generated/all/index.ts";

const init = { state: 0, exit_state: 0, exit_code: 0, exit_signal: 17, set_child_tid: 0n, clear_child_tid: 1n };
console.log(CkptHdrTask.decode(CkptHdrTask.encode(init)).exit_signal, PngGama.encode({ gamma: 45455 }).length, Netlink.name);
`;
const printed = "17 16 netlink\n";

describe("what is generated is taken by", () => {
  let project: Project;
  const file = (name: string) => join(project.folder, name);

  beforeAll(() => {
    project = new Project();
    writeFileSync(file("all.ts"), schema);
    writeFileSync(file("main.ts"), main);
    project.run("npm", "pkg", "set", "type=module");
    // Not among the repository's own: its command would be taken for theirs.
    if (makesAllRuns)
      project.run("npm", "install", "--no-save", "--no-audit", "--no-fund", "typescript-5.4@npm:typescript@5.4.5");
    const args = ["bytewright", "codegen", "--schema", "all.ts", "--import-extension", "ts"];
    project.run("npx", ...args);
    project.run("npx", ...args, "--out", "standalone", "--runtime", "standalone");
  });

  afterAll(() => project.remove());

  const all = compilers.flatMap(([version, path, more]) =>
    resolutions.map(([name, how]) => [version, name, path, { ...more, ...how }] as const),
  );

  test.each(oneIn(8, all, 1))("TypeScript %s, with modules as %s have them", (_version, _name, path, more) => {
    const config = {
      compilerOptions: { ...strict, ...more },
      files: ["generated/all/index.ts", "standalone/index.ts"],
    };
    writeFileSync(file("tsconfig.json"), JSON.stringify(config));
    const [own, shared] = [file("node_modules"), join(root, "node_modules")];
    expect(project.try("node", join(path.startsWith("typescript-5.4") ? own : shared, path), "-p", ".")).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });

  const bundlers: { readonly [name: string]: (out: string) => Promise<unknown> } = {
    esbuild: (out) =>
      esbuild.build({ entryPoints: [file("main.ts")], bundle: true, format: "esm", outfile: out, logLevel: "silent" }),
    async rolldown(out) {
      const bundle = await rolldown({ input: file("main.ts") });
      await bundle.write({ file: out });
      await bundle.close();
    },
    vite: (out) =>
      build({
        ...{ root: project.folder, configFile: false, logLevel: "silent" },
        build: {
          lib: { entry: file("main.ts"), formats: ["es"], fileName: "vite" },
          outDir: join(out, ".."),
          emptyOutDir: false,
        },
      }),
    webpack(out) {
      // It takes JavaScript, which a compiler has made.
      const tsc = join(root, "node_modules/@typescript/native/bin/tsc");
      project.run(
        "node",
        tsc,
        "--ignoreConfig",
        "--rewriteRelativeImportExtensions",
        "--module",
        "nodenext",
        "--target",
        "es2023",
        "--outDir",
        "js",
        "main.ts",
      );
      const options = {
        entry: file("js/main.js"),
        mode: "production",
        output: { path: join(out, ".."), filename: "webpack.js" },
      } as const;
      return new Promise<void>((resolve, reject) => {
        webpack(options, (error, stats) =>
          (error ?? stats?.hasErrors()) ? reject(error ?? stats?.toString()) : resolve(),
        );
      });
    },
  };

  test.each(Object.entries(bundlers))("%s", async (name, bundle) => {
    mkdirSync(file("bundled"), { recursive: true });
    await bundle(file(`bundled/${name}.js`));
    expect(project.run("node", `bundled/${name}.js`)).toBe(printed);
  });
});
