import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "../readme/copy.ts";
import { Project } from "./packed.ts";

/** What the package is for somebody who has it from the registry and knows README alone. */
describe("from a tarball", () => {
  let project: Project;
  const file = (name: string) => join(project.folder, name);
  const read = (name: string) => readFileSync(file(name), "utf8");

  beforeAll(() => {
    project = new Project();
  });

  afterAll(() => project.remove());

  test("init sets a project up, and a second run changes nothing", () => {
    writeFileSync(file(".gitattributes"), "*.bin binary");
    const said = project.run("npx", "bytewright", "init");
    expect(said).toMatch(/^schema\/shape\.ts: created\nexample\.ts: created\nbytewright\.config\.ts: created\n/);
    expect(read(".gitattributes")).toBe("*.bin binary\ngenerated/** eol=lf linguist-generated\n");
    expect(JSON.parse(read("package.json"))).toMatchObject({
      type: "module",
      scripts: { codegen: "bytewright codegen" },
    });
    const before = new Map(
      readdirSync(project.folder, { withFileTypes: true })
        .filter((one) => one.isFile())
        .map(({ name }) => [name, read(name)]),
    );
    expect(project.run("npx", "bytewright", "init")).toContain("bytewright.config.ts: is there, and stays as it is\n");
    for (const [name, text] of before) expect(read(name)).toBe(text);
  });

  test("the code that its example needs is generated, compiled and run by the lines that init prints", () => {
    const said = project.run("npx", "bytewright", "init");
    symlinkSync(join(root, "node_modules/typescript"), file("node_modules/typescript"));
    symlinkSync(join(root, "node_modules/typescript/bin/tsc6"), file("node_modules/.bin/tsc"));
    const [, next = ""] = said.split("\nNext:\n");
    let printed = "";
    for (const line of next.trim().split("\n")) printed = project.run("sh", "-c", line.trim());
    expect(printed).toMatch(/^26 \{\n {2}kind: 2,\n/);
  });

  test("a schema that is wrong is told with file, field and cure, and the old code stays", () => {
    const schema = read("schema/shape.ts");
    writeFileSync(file("schema/shape.ts"), schema.replace("bits(u16, 4)", "bits(u16, 17)"));
    const broken = project.try("npm", "run", "--silent", "codegen");
    expect(broken).toMatchObject({ code: 1, stdout: "" });
    expect(broken.stderr).toMatch(/^schema\/shape\.ts: shape\.layer: is 17 bits wide, .*; .*\n$/);
    expect(project.try("npm", "run", "--silent", "codegen:check").code).toBe(1);
    const annotated = project.try("npx", "bytewright", "codegen", "--check", "--format", "github");
    expect(annotated.stdout).toMatch(/^::error file=schema\/shape\.ts::shape\.layer: is 17 bits wide/);
    writeFileSync(file("schema/shape.ts"), "export const = 1;\n");
    const unread = project.try("npx", "bytewright", "codegen", "--check", "--format", "github");
    expect(unread.stdout).toBe("::error file=schema/shape.ts,line=1,col=14::Unexpected token\n");
    writeFileSync(file("schema/shape.ts"), schema.replace("bits(u16, 4)", "bits(u16, 5)"));
    const stale = project.try("npx", "bytewright", "codegen", "--check", "--format", "json");
    expect(stale.code).toBe(1);
    expect(JSON.parse(stale.stdout)).toMatchObject({
      upToDate: false,
      files: [
        { state: "stale", file: "generated/shape/shape.ts" },
        { state: "stale", file: "generated/shape/manifest.json" },
      ],
    });
    project.run("npm", "run", "--silent", "codegen");
    expect(project.run("npx", "bytewright", "codegen", "--check", "--format", "json")).toContain('"upToDate": true');
  });

  test("with a runtime of its own a product needs no package", () => {
    writeFileSync(
      file("bytewright.config.ts"),
      read("bytewright.config.ts").replace("importExtension", 'runtime: "standalone",\n  importExtension'),
    );
    project.run("npm", "run", "codegen");
    expect(read("generated/shape/runtime/index.ts")).toContain("MIT License");
    rmSync(file("node_modules"), { recursive: true });
    project.run("npm", "ci", "--omit=dev", "--no-audit", "--no-fund");
    expect(existsSync(file("node_modules/bytewright"))).toBe(false);
    const tsc = join(root, "node_modules/typescript/bin/tsc6");
    project.run(
      "node",
      tsc,
      "--rewriteRelativeImportExtensions",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--outDir",
      "alone",
      "example.ts",
    );
    expect(project.run("node", "alone/example.js")).toMatch(/^26 \{/);
  });
});

test("README's links work in the package, and in the repository", () => {
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
  const published = (path: string) =>
    files.some((glob) =>
      new RegExp(`^${glob.replaceAll(".", "\\.").replaceAll("**/*", ".+").replaceAll("*", "[^/]*")}$`).test(path),
    );
  for (const page of [
    "README.md",
    "schema/README.md",
    "codegen/README.md",
    "src/README.md",
    ".github/CONTRIBUTING.md",
    ".github/SECURITY.md",
  ]) {
    const text = readFileSync(join(root, page), "utf8");
    const anchors = new Set(
      [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replaceAll(/[^\w\- ]/g, "")
          .replaceAll(" ", "-"),
      ),
    );
    for (const [, link = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      const [path = "", anchor] = link.split("#");
      if (path === "") expect(anchors, `${page}: ${link}`).toContain(anchor);
      else {
        const target = join(page, "..", path);
        expect(existsSync(join(root, target)), `${page}: ${link}`).toBe(true);
        if (page === "README.md") expect(published(target), link).toBe(true);
      }
    }
  }
});
