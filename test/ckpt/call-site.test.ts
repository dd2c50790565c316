import { expect, test } from "vitest";
import { callSite, originOf } from "../../src/ckpt/debug.ts";

const FORM = /^[A-Za-z_]\w*:\d+$/;

function report(): string {
  return callSite(report);
}

function* reportInSteps(): Generator<string> {
  yield callSite(reportInSteps);
}

test("the caller's name and line", () => {
  function someFunction(): string {
    return report();
  }
  expect(someFunction()).toMatch(/^someFunction:\d+$/);
  expect(Number(someFunction().split(":")[1])).toBeGreaterThan(0);
});

test("the caller's of a generator", () => {
  function* outer(): Generator<string> {
    yield* reportInSteps();
  }
  expect(outer().next().value).toMatch(/^outer:\d+$/);
});

test.each([
  [
    "a method",
    () =>
      new (class Thing {
        read() {
          return report();
        }
      })().read(),
    /^read:\d+$/,
  ],
  [
    "a private method",
    () =>
      new (class Thing {
        #read() {
          return report();
        }
        run() {
          return this.#read();
        }
      })().run(),
    /^read:\d+$/,
  ],
  [
    "a constructor",
    () =>
      new (class Thing {
        site = "";
        constructor() {
          this.site = report();
        }
      })().site,
    /^Thing:\d+$/,
  ],
  [
    "a method under another name",
    () => {
      const thing = {
        async: function inner() {
          return report();
        },
      };
      return thing.async();
    },
    FORM,
  ],
  ["a function without a name", () => (() => report())(), FORM],
  ["eval", () => new Function("report", "return report()")(report), FORM],
])("%s still gives NAME:LINE", (_what, run, form) => {
  expect(run()).toMatch(FORM);
  expect(run()).toMatch(form);
});

test("without a stack there is a place to say so", () => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    expect(report()).toBe("unknown:0");
  } finally {
    Error.stackTraceLimit = limit;
  }
  expect(callSite(function neverCalled() {})).toBe("unknown:0");
});

test("so there is with a program's own form of stacks", () => {
  const own = Error.prepareStackTrace;
  Error.prepareStackTrace = (_error, sites) => sites;
  try {
    expect([report(), originOf(new Error("x"))]).toEqual(["unknown:0", "unknown:0"]);
  } finally {
    Error.prepareStackTrace = own;
  }
});

test("an error's origin, which its message cannot fake", () => {
  function thrower(): Error {
    return new Error("lines\n    at fake (file.js:1:1)");
  }
  expect(originOf(thrower())).toMatch(/^thrower:\d+$/);
  expect(originOf("no error")).toBe("unknown:0");
});
