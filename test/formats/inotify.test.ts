import { expect, test } from "vitest";
import { InotifyMask, inotify } from "../../schema/inotify/index.ts";
import { readReal, readTable, upToNul } from "./real-file.ts";

interface Event {
  readonly e: { readonly wd: number; readonly mask: number; readonly cookie: number };
  readonly name: string;
}

/** How inotifywait writes a mask: for both ways of closing, with CLOSE behind. */
function namesOf(mask: number): string {
  const bits = Object.entries(InotifyMask).filter(([, bit]) => typeof bit === "number" && (mask & bit) !== 0);
  const names = bits.map(([name]) => name.replace("IN_", ""));
  return names.flatMap((name) => (name.startsWith("CLOSE_") ? [name, "CLOSE"] : [name])).join();
}

test("a stream of events is what inotifywait says", () => {
  const { records } = readReal("inotify/events.bin", inotify);
  const events = records as unknown as Event[];
  // inotifywait keeps it to itself that a watch is gone.
  const last = events.at(-1);
  expect(namesOf(last?.e.mask ?? 0)).toBe("IGNORED");
  const lines = events.slice(0, -1).map(({ e, name }) => `${namesOf(e.mask)} ${upToNul(name)}`.trimEnd());
  expect(lines).toEqual(readTable("inotify/events.inotifywait", "\n").map(([line]) => line));
  const [from, to] = events.filter(({ e }) => e.cookie !== 0);
  expect(from?.e.cookie).toBe(to?.e.cookie);
  expect([from, to].map((event) => namesOf(event?.e.mask ?? 0))).toEqual(["MOVED_FROM", "MOVED_TO"]);
});
