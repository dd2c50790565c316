import { expect, test } from "vitest";
import { UtmpType, utmp } from "../../schema/utmp/index.ts";
import { type Login, lineOf } from "../support/utmpdump.ts";
import { readReal, readTable } from "./real-file.ts";

type LoginRecord = Login & { readonly ut_exit: { readonly e_termination: number; readonly e_exit: number } };

test("what glibc has written is what utmpdump says", () => {
  const records = readReal("utmp/wtmp", utmp).records as unknown as LoginRecord[];
  expect(records.map(lineOf)).toEqual(readTable("utmp/wtmp.utmpdump", "\n").map(([line]) => line));
  const dead = records.find(({ ut_type }) => ut_type === UtmpType.DEAD_PROCESS);
  expect(dead?.ut_exit).toEqual({ e_termination: 15, e_exit: 1 });
});
