import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ckpt, complaintOf, scratchFolder } from "./run.ts";

const commands = ["checkpoint", "restart", "verify", "inspect", "decode", "encode", "get", "set", "diff"];

/** [arguments, what the complaint says] */
const mistakes: readonly (readonly [readonly string[], string])[] = [
  [[], "no command; see --help"],
  [["help", "bogus"], "unknown command 'bogus'; see --help"],
  [["verfy"], "unknown command 'verfy' (Did you mean verify?)"],
  [["verify"], "missing required argument 'file'"],
  [["verify", "--no-such", "x"], "unknown option '--no-such'"],
  [["verify", "--kernel"], "argument missing"],
  [["verify", "--kernel", "six", "x"], 'kernel version "six" is not of the form A.B.C'],
  [["verify", "-", "-"], "- can be read only once"],
  [["verify", "--kernel", "256.6.37", "x"], 'kernel version "256.6.37" is past 255.255.255'],
  [["restart", "--kernel", "2.6.37.1", "x"], 'kernel version "2.6.37.1" is not of the form A.B.C'],
  [["checkpoint"], "required option '--output <file>' not specified"],
  [["checkpoint", "--output", "x", "--pid", "-1"], "a process is a number"],
  [["checkpoint", "--output", "x", "--pid", "1e3"], "a process is a number"],
  [["checkpoint", "--output", "x", "extra"], "too many arguments"],
  [["restart"], "missing required argument 'file'"],
  [["restart", "x", "y"], "a command must stand behind --"],
  [["restart", "--", "x", "y"], "a command must stand behind --"],
  [["restart", "x", "y", "--", "z"], "a command must stand behind --"],
  [["restart", "x", "--log", "--", "true"], "a file's name is missing"],
  [["inspect", "x", "y"], "too many arguments"],
  [["decode"], "missing required argument 'file'"],
  [["encode", "x"], "required option '--output <file>' not specified"],
  [["get", "x"], "missing required argument 'path'"],
  [["get", "x", "a..b"], "'a..b' is no path like"],
  [["set", "x", "a.b"], "what is set is PATH = VALUE"],
  [["set", "x", "a.b", "=", "1", "2"], "what is set is PATH = VALUE"],
  [["set", "-", "a.b=1"], "a file is changed in place"],
  [["inspect", "x", "--offset", "-1"], "it is a whole number, 0 or more"],
  [["inspect", "x", "--offset", "1e3"], "it is a whole number, 0 or more"],
  [["inspect", "x", "--count", "0"], "there is nothing to read then"],
  [["inspect", "x", "--json", "--summary"], "cannot be used with option"],
  [["inspect", "x", "--hex", "--json"], "cannot be used with option"],
  [["diff", "x"], "missing required argument 'b'"],
  [["diff", "-", "-"], "- can be read only once"],
];

test.each(mistakes)("ckpt %j is a usage error", (args, complaint) => {
  const run = ckpt(args);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe("");
  expect(complaintOf(run)).toContain(complaint);
});

describe("--help", () => {
  test.each(commands)("of %s shows an example", (command) => {
    const run = ckpt([command, "--help"]);
    expect(run.code).toBe(0);
    expect(run.stderr).toBe("");
    expect(run.stdout).toContain(`Usage: ckpt ${command} `);
    expect(run.stdout).toMatch(new RegExp(`Examples?:\n  \\$ ckpt .*\\b${command}\\b`));
  });

  test("lists all commands", () => {
    const { stdout, code } = ckpt(["--help"]);
    expect(code).toBe(0);
    expect(ckpt(["help"])).toMatchObject({ code: 0, stdout, stderr: "" });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
  });
});

test("--version tells the package's version", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  for (const option of ["--version", "-V"]) {
    expect(ckpt([option])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
  }
});

test("a name that looks like an option is the name", () => {
  const cwd = scratchFolder();
  for (const name of ["-V", "--version", "-h"]) {
    expect(ckpt(["checkpoint", "--output", name], { cwd })).toMatchObject({ code: 0, stdout: "1\n" });
  }
  expect(readdirSync(cwd).sort()).toEqual(["--version", "-V", "-h"]);
});
