import { expect, test } from "vitest";
import { asCkptError, CkptError, errnoOf, errnos } from "../../src/ckpt/ckpt-error.ts";
import { ReadFailed, WriteFailed } from "../../src/io/index.ts";
import { BytewrightError } from "../../src/wire/index.ts";

test.runIf(process.platform === "linux")("the numbers are Linux's", () => {
  expect(errnos).toMatchObject({ EINTR: 4, EIO: 5, EBADF: 9, EINVAL: 22, EPIPE: 32, ESTALE: 116, EDQUOT: 122 });
});

test.each([
  [{ code: "ENOSPC" }, "ENOSPC"],
  [{ code: "ERR_STREAM_DESTROYED" }, "EPIPE"],
  [{ code: "EWHATEVER" }, "EIO"],
  [{ code: "Unknown system error -122", errno: -122 }, "EDQUOT"],
  [{ code: "Unknown system error -116", errno: -116 }, "ESTALE"],
  [{ code: "Unknown system error -127", errno: -127 }, "EIO"],
  [{ code: "toString" }, "EIO"],
  [new Error("no code"), "EIO"],
  [undefined, "EIO"],
])("%j is %s", (error, errno) => {
  expect(errnoOf(error)).toBe(errno);
});

test("what stops a driver becomes its answer; what is none of its business does not", () => {
  const cause = Object.assign(new Error("disk full"), { code: "ENOSPC" });
  expect(asCkptError(new WriteFailed(cause, true), 7)).toMatchObject({ errno: "ENOSPC", message: "disk full", pos: 7 });
  expect(asCkptError(new ReadFailed(cause), 7)).toMatchObject({ errno: "ENOSPC", cause });
  const fault = {
    code: "out-of-range",
    record: "r",
    path: "f",
    offset: undefined,
    found: 300,
    expected: "u8",
  } as const;
  expect(asCkptError(new BytewrightError(fault), 7)).toMatchObject({
    errno: "EINVAL",
    message: "r.f: 300 does not fit u8",
    fault,
  });
  const own = new CkptError("ESRCH", "gone");
  expect(asCkptError(own, 7)).toBe(own);
  expect(own.pos).toBe(7);
  const bug = new TypeError("bug");
  expect(asCkptError(bug, 7)).toBe(bug);
});
