import { afterEach, describe, expect, test, vi } from "vitest";
import { checkpointBytes } from "../../src/ckpt/checkpoint/index.ts";
import { DebugLevel, debug, debugFromEnvironment } from "../../src/ckpt/debug.ts";
import { restartBytes } from "../../src/ckpt/restart/index.ts";
import { ordinaryImage, ordinarySource } from "../vectors/vectors.ts";

afterEach(() => vi.unstubAllEnvs());

test.each([
  [undefined, 0],
  ["", 0],
  ["0", 0],
  ["7", 7],
  ["0x4", 4],
  ["0XFFFF", 0xffff],
  ["65535", 0xffff],
  ["all", 0],
  ["-1", 0],
  ["4 ", 0],
])("CKPT_DEBUG=%s asks for mask %d", (value, mask) => {
  vi.stubEnv("CKPT_DEBUG", value);
  expect(debugFromEnvironment().mask).toBe(mask);
});

describe("lines", () => {
  const linesOf = (mask: number, run: (to: { mask: number; print(line: string): void }) => void) => {
    const lines: string[] = [];
    run({ mask, print: (line) => void lines.push(line) });
    return lines;
  };

  test("say who and where", () => {
    const [line] = linesOf(1, function someRun(to) {
      debug(to, DebugLevel.BASE, "8 records");
    });
    expect(line).toMatch(new RegExp(`^\\[${process.pid}:${process.pid}:c/r:someRun:\\d+\\] 8 records$`));
  });

  test("hold no control characters of their data", () => {
    const [line] = linesOf(1, (to) => debug(to, 1, "\x1b[31m\n\u009b"));
    expect(line).toMatch(/\] \\x1b\[31m\\x0a\\x9b$/);
    const [turned] = linesOf(1, (to) => debug(to, 1, "\u202etxt.exe\u2028"));
    expect(turned).toMatch(/\] \\u\{202e\}txt\.exe\\u\{2028\}$/);
  });

  const restart = (mask: number, bytes = ordinaryImage()) =>
    linesOf(mask, (to) => {
      try {
        restartBytes({ bytes, kernel: "2.6.37", debug: to });
      } catch {}
    });

  test("of a restart, by level", () => {
    expect(restart(0)).toEqual([]);
    expect(restart(DebugLevel.RW)).toHaveLength(8);
    expect(restart(DebugLevel.RW)[1]).toMatch(/:c\/r:readHeader:\d+\] ckpt_hdr_buffer at 0x38: type 3, 73 bytes$/);
    for (const mask of [DebugLevel.BASE, DebugLevel.SYS, 3]) {
      expect(restart(mask)).toEqual([expect.stringMatching(/\] restart: 363 bytes$/)]);
    }
    expect(restart(7)).toHaveLength(9);
    expect(restart(1, ordinaryImage().subarray(0, 4))).toEqual([
      expect.stringMatching(/\] restart: EPIPE: at 0x0: ckpt_hdr_header.h takes 8 bytes, 4 are left$/),
    ]);
  });

  test("of a checkpoint, by level", () => {
    const checkpoint = (mask: number, pid = 1) =>
      linesOf(mask, (to) => {
        try {
          checkpointBytes({ pid, debug: to, ...(pid === 1 && { source: ordinarySource() }) });
        } catch {}
      });
    expect(checkpoint(0)).toEqual([]);
    expect(checkpoint(4)).toHaveLength(8);
    expect(checkpoint(4)[5]).toMatch(/\] ckpt_hdr_task at 0x11b: 40 bytes$/);
    expect(checkpoint(2)).toEqual([expect.stringMatching(/\] checkpoint \d+ of process 1: 363 bytes$/)]);
    expect(checkpoint(2, 2 ** 30)).toEqual([
      expect.stringMatching(/\] checkpoint: ESRCH: there is no process 1073741824$/),
    ]);
  });
});
