import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { oneIn } from "../../support/all-runs.ts";
import { anotherUser, skipsWithoutAnotherUser } from "../../support/another-user.ts";
import { ordinaryImage } from "../../vectors/vectors.ts";
import { ckpt, complaintOf, endOf, file, program, scratchFolder, shell, startCkpt, until } from "./run.ts";

const scratch = scratchFolder();
const image = Buffer.from(ordinaryImage());
file(scratch, "large", Buffer.concat(Array(50).fill(image)));
const json = ckpt(["decode", file(scratch, "image", image)]).stdout;
const broken = `${json}{"offset":363,"record":"no_such"}\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(scratch, "out-"));
});

const encodeTo = (output: string, input = json) => ckpt(["encode", "-", "--output", output], { input });

describe("a file", () => {
  test("appears when it is complete", () => {
    const path = join(folder, "new");
    expect(encodeTo(path)).toEqual({ code: 0, stdout: "", stderr: "", bytes: Buffer.alloc(0) });
    expect(readFileSync(path)).toEqual(image);
    expect(readdirSync(folder)).toEqual(["new"]);
  });

  test("is not there after a failure, and nothing else is", () => {
    const run = encodeTo(join(folder, "new"), broken);
    expect(run.code).toBe(1);
    expect(complaintOf(run)).toMatch(/^-: line 10: /);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is as it was after a failure", () => {
    const path = file(folder, "old", "what was there");
    const before = statSync(path);
    expect(encodeTo(path, broken).code).toBe(1);
    expect(readFileSync(path, "utf8")).toBe("what was there");
    expect(statSync(path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    expect(readdirSync(folder)).toEqual(["old"]);
  });

  test("keeps its mode", () => {
    const path = file(folder, "old", "");
    for (const mode of [0o600, 0o640, 0o777, 0o4755]) {
      chmodSync(path, mode);
      expect(encodeTo(path).code).toBe(0);
      expect(statSync(path).mode & 0o7777).toBe(mode);
    }
  });

  test("has a new file's mode if it is new", () => {
    shell("umask 027; ckpt decode ../image | ckpt encode - --output new", folder);
    expect(statSync(join(folder, "new")).mode & 0o7777).toBe(0o640);
  });

  test.runIf(process.getuid?.() === 0)("keeps its owner", () => {
    const path = file(folder, "old", "");
    chownSync(path, 65534, 65533);
    expect(encodeTo(path).code).toBe(0);
    expect(statSync(path)).toMatchObject({ uid: 65534, gid: 65533 });
  });

  test("is replaced where links lead to; other names of the old file keep it", () => {
    mkdirSync(join(folder, "sub"));
    const real = file(folder, "sub/real", "old");
    linkSync(real, join(folder, "other"));
    symlinkSync("sub/real", join(folder, "first"));
    symlinkSync("first", join(folder, "second"));
    expect(encodeTo(join(folder, "second")).code).toBe(0);
    expect(lstatSync(join(folder, "second")).isSymbolicLink()).toBe(true);
    expect(readFileSync(real)).toEqual(image);
    expect(readFileSync(join(folder, "other"), "utf8")).toBe("old");
  });

  test("is made where a link leads to nothing", () => {
    mkdirSync(join(folder, "sub"));
    symlinkSync("sub/new", join(folder, "link"));
    expect(encodeTo(join(folder, "link")).code).toBe(0);
    expect(readFileSync(join(folder, "sub/new"))).toEqual(image);
    expect(readdirSync(join(folder, "sub"))).toEqual(["new"]);
  });

  test("can have a name as long as names can be", () => {
    const path = join(folder, "x".repeat(255));
    expect(encodeTo(path).code).toBe(0);
    expect(encodeTo(path).code).toBe(0);
  });

  test("is as it was when it cannot grow any more", () => {
    const path = file(folder, "old", "what was there");
    const run = shell(
      "ckpt decode ../large >../large.json; ulimit -f 8; ckpt encode ../large.json --output old",
      folder,
    );
    expect(run.code).toBe(1);
    expect(complaintOf(run)).toBe("old: EFBIG: file too large");
    expect(readFileSync(path, "utf8")).toBe("what was there");
    expect(readdirSync(folder)).toEqual(["old"]);
  });

  test("may be what is read", () => {
    const path = file(folder, "both", json);
    expect(ckpt(["encode", path, "--output", path]).code).toBe(0);
    expect(readFileSync(path)).toEqual(image);
  });
});

describe("what cannot be written to is said in one line", () => {
  const loop = () => {
    symlinkSync("loop", join(folder, "loop"));
    return join(folder, "loop");
  };
  test.each<readonly [string, () => string, string]>(
    oneIn(2, [
      ["a folder", () => folder, "EISDIR: illegal operation on a directory"],
      ["a name that must be a folder's", () => join(folder, "new/"), "EISDIR: illegal operation on a directory"],
      ["a file in a missing folder", () => join(folder, "no/new"), "ENOENT: no such file or directory"],
      ["a file in a file", () => join(file(folder, "old", ""), "new"), "ENOTDIR: not a directory"],
      ["a loop of links", loop, "ELOOP: too many symbolic links encountered"],
      ["a full device", () => "/dev/full", "ENOSPC: no space left on device"],
    ]),
  )("%s", (_, name, complaint) => {
    const path = name();
    const checkpoint = ["checkpoint", "--output", path];
    const logging = ckpt([...checkpoint, "--log", join(scratch, "log")]);
    for (const run of [encodeTo(path), ckpt(checkpoint), logging]) {
      expect(run).toMatchObject({ code: 1, stdout: "" });
      expect(complaintOf(run)).toBe(`${path}: ${complaint}`);
    }
  });

  describe.skipIf(skipsWithoutAnotherUser)("by another user", () => {
    const asNobody = (path: string) => ckpt(["checkpoint", "--output", path], anotherUser);

    test("a folder of someone else", () => {
      chmodSync(folder, 0o755);
      chmodSync(scratch, 0o755);
      expect(complaintOf(asNobody(join(folder, "new")))).toMatch(/EACCES: permission denied$/);
      expect(readdirSync(folder)).toEqual([]);
    });

    test("a program of someone else does not run as the one who replaces it", () => {
      chmodSync(folder, 0o777);
      const path = file(folder, "old", "");
      chmodSync(path, 0o6777);
      expect(asNobody(path).code).toBe(0);
      expect(statSync(path)).toMatchObject(anotherUser);
      expect(statSync(path).mode & 0o7777).toBe(0o707);
    });

    test("a file of someone else, even where the folder could be changed", () => {
      chmodSync(folder, 0o777);
      const path = file(folder, "old", "kept");
      expect(complaintOf(asNobody(path))).toMatch(/EACCES: permission denied$/);
      expect(readFileSync(path, "utf8")).toBe("kept");
    });
  });
});

describe("what is no file is written directly", () => {
  test("a named pipe", () => {
    const run = shell("mkfifo p; cat p > got & ckpt decode ../image | ckpt encode - --output p && wait", folder);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(folder, "got"))).toEqual(image);
    expect(lstatSync(join(folder, "p")).isFIFO()).toBe(true);
  });

  test.each(["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])("%s as a pipe and as a file", (name) => {
    const line = `ckpt checkpoint --output ${name} 2>id | ckpt verify - && ckpt checkpoint --output ${name} >file && ckpt verify file`;
    const run = shell(line, folder);
    expect(run.code).toBe(0);
    expect(run.stderr).toBe("1\n");
    expect(readFileSync(join(folder, "id"), "utf8")).toBe("1\n");
    expect(readdirSync(folder).sort()).toEqual(["file", "id"]);
  });

  test("/dev/null", () => {
    expect(ckpt(["checkpoint", "--output", "/dev/null"])).toMatchObject({ code: 0, stdout: "1\n" });
  });
});

describe("what a writer that was killed has left", () => {
  const leave = async (name: string) => {
    const before = readdirSync(folder);
    const child = startCkpt(["encode", "-", "--output", join(folder, name)]);
    await until(() => readdirSync(folder).length > before.length);
    const temporary = readdirSync(folder).find((found) => !before.includes(found)) as string;
    return { child, temporary, ended: endOf(child) };
  };
  const dayAgo = Date.now() / 1000 - 25 * 60 * 60;

  test("is removed a day later by whoever writes into the folder, and nothing else is", async () => {
    const [killed, alive] = [await leave("new"), await leave("other")];
    killed.child.kill("SIGKILL");
    await killed.ended;
    utimesSync(file(folder, ".bytewright-notes.tmp", "mine"), dayAgo, dayAgo);
    const kept = [".bytewright-notes.tmp", alive.temporary];
    expect(encodeTo(join(folder, "third")).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([...kept, killed.temporary, "third"].sort());
    utimesSync(join(folder, killed.temporary), dayAgo, dayAgo);
    expect(encodeTo(join(folder, "third")).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([...kept, "third"].sort());
    alive.child.stdin?.end(json);
    expect(await alive.ended).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([".bytewright-notes.tmp", "other", "third"]);
  });
});

describe("a signal while the image is being written", () => {
  test.each(
    oneIn(3, [
      ["SIGINT", 130],
      ["SIGTERM", 143],
      ["SIGHUP", 129],
    ] as const),
  )("%s leaves what was there and nothing else", async (signal, code) => {
    const path = file(folder, "old", "what was there");
    const child = startCkpt(["encode", "-", "--output", path]);
    const ended = endOf(child);
    child.stdin?.write(json);
    await until(() => readdirSync(folder).length === 2);
    child.kill(signal);
    expect(await ended).toBe(code);
    expect(readdirSync(folder)).toEqual(["old"]);
    expect(readFileSync(path, "utf8")).toBe("what was there");
  });

  test.each([
    ["checkpoint to", ["checkpoint", "--output", "p"]],
    ["encode from", ["encode", "p", "--output", "new"]],
    ["verify", ["verify", "p"]],
  ])("while a named pipe is waited for: %s", async (_, args) => {
    shell("mkfifo p", folder);
    const child = startCkpt(args.map((arg) => (/^(p|new)$/.test(arg) ? join(folder, arg) : arg)));
    const ended = endOf(child);
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill("SIGTERM");
    // What has nothing to remove leaves the signal to the system: for a shell, both are 143.
    expect([143, "SIGTERM"]).toContain(await ended);
    expect(readdirSync(folder)).toEqual(["p"]);
  });

  test("while a named pipe is read", async () => {
    shell("mkfifo in", folder);
    const child = startCkpt(["encode", join(folder, "in"), "--output", join(folder, "new")]);
    const ended = endOf(child);
    shell("exec 3>in; printf x >&3; (exec sleep 600) 3>&3 >/dev/null 2>&1 & echo $! >../sleeper", folder);
    await until(() => readdirSync(folder).length === 2);
    child.kill("SIGTERM");
    expect(await ended).toBe(143);
    process.kill(Number(readFileSync(join(scratch, "sleeper"), "utf8")));
    expect(readdirSync(folder)).toEqual(["in"]);
    expect(existsSync(join(folder, "new"))).toBe(false);
  });
});

describe("a signal while nobody reads what is told", () => {
  /** A pipe that is full, to write to. */
  const fullPipe = () => {
    const path = join(folder, "full");
    spawnSync("mkfifo", [path]);
    // Who opens it for both waits for nobody.
    const filling = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const fd = openSync(path, constants.O_RDWR);
    for (const size of [4096, 1]) {
      try {
        for (;;) writeSync(filling, Buffer.alloc(size));
      } catch (error) {
        expect((error as NodeJS.ErrnoException).code).toBe("EAGAIN");
      }
    }
    closeSync(filling);
    return fd;
  };
  const nobody = "4194305";

  test.each<readonly [string, readonly string[], "stdout" | "stderr" | "log"]>([
    ["the identifier", ["checkpoint", "--output", "new"], "stdout"],
    ["why there is no image", ["checkpoint", "--pid", nobody, "--output", "new"], "stderr"],
    ["the same in a log", ["checkpoint", "--pid", nobody, "--output", "new", "--log", "full"], "log"],
    ["why there can be no image", ["encode", "../image", "--output", "new"], "stderr"],
    ["what is restored", ["restart", "--kernel", "any", "../image", "--", "true"], "stderr"],
  ])("%s: %j", async (_, args, where) => {
    const full = fullPipe();
    const place = (name: string) => (where === name ? full : "ignore");
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      stdio: ["ignore", place("stdout"), place("stderr")],
      detached: true,
      env: { ...process.env, TMPDIR: folder },
    });
    const ended = endOf(child);
    const hasPassed = new Promise((resolve) => setTimeout(resolve, 500, "waits"));
    expect(await Promise.race([ended, hasPassed])).toBe("waits");
    child.kill("SIGTERM");
    // On a slow machine the file may still be written, which ends the other way.
    expect([143, "SIGTERM"]).toContain(await ended);
    closeSync(full);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
