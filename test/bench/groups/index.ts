import type { Group } from "../group.ts";
import { decodeGroup } from "./decode.ts";
import { encodeFreshGroup, encodeGroup } from "./encode.ts";
import { growthGroup } from "./growth.ts";
import { inspectGroup } from "./inspect.ts";
import { aligned, fourAligned, odd } from "./kinds.ts";
import { coldGroup, unchangedGroup, verifyGroup } from "./programs.ts";
import { scanGroup } from "./scan.ts";
import { writeFieldGroup } from "./write-field.ts";

/** All groups, in the order of the goals. */
export const groups: readonly Group[] = [
  decodeGroup("task", aligned),
  decodeGroup("task", odd),
  decodeGroup("header", aligned),
  decodeGroup("header", odd),
  decodeGroup("groupinfo", fourAligned),
  encodeGroup("task", aligned),
  encodeGroup("task", odd),
  encodeGroup("header", aligned),
  encodeGroup("header", odd),
  encodeGroup("groupinfo", fourAligned),
  encodeFreshGroup("task"),
  encodeFreshGroup("header"),
  encodeFreshGroup("groupinfo"),
  writeFieldGroup,
  scanGroup,
  inspectGroup,
  verifyGroup,
  coldGroup,
  unchangedGroup,
  growthGroup,
];
