import type { Family } from "../../../src/wire/index.ts";

/** The line that opens an image of a family. */
export const first = (family: Family) =>
  JSON.stringify({ format: "bytewright", version: 1, family: family.name, byteOrder: family.byteOrder });

/** A line that lacks nothing it needs, and the bytes it stands for. */
export const task = {
  record: "ckpt_hdr_task",
  fields: { state: 0, exit_state: 0, exit_code: 0, exit_signal: 17, set_child_tid: "0", clear_child_tid: "7" },
};
export const taskHex = "6500000028000000000000000000000000000000110000000000000000000000" + "0700000000000000";

/** The same with another value in one field. */
export const withField = (name: string, value: unknown) => ({ ...task, fields: { ...task.fields, [name]: value } });
