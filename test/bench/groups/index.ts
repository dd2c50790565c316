import type { Group } from "../group.ts";
import { decodeGroup } from "./decode.ts";
import { encodeFreshGroup, encodeGroup } from "./encode.ts";
import { netlinkGroup, pcapGroup, pngGroup } from "./formats.ts";
import { growthGroup } from "./growth.ts";
import { hiddenClassesGroup } from "./hidden-classes.ts";
import { inspectGroup } from "./inspect.ts";
import { aligned, kinds, odd } from "./kinds.ts";
import { mixedGroups } from "./mixed.ts";
import { coldGroup, editedGroup, verifyGroup } from "./programs.ts";
import { scanGroup } from "./scan.ts";
import { scanWithoutLengthsGroup } from "./scan-without-lengths.ts";
import { twoBuffersGroup } from "./two-buffers.ts";
import { importGroup, layoutGroup } from "./types.ts";
import { writeFieldGroup } from "./write-field.ts";

const { task, header, groupinfo16, groupinfo200, hpage } = kinds;
const places = [aligned, odd];

/** All groups, in the order of the goals. */
export const groups: readonly Group[] = [
  ...[task, header, groupinfo16].flatMap((kind) => places.map((place) => decodeGroup(kind, place))),
  ...[task, header, groupinfo16, groupinfo200, hpage].flatMap((kind) =>
    places.map((place) => encodeGroup(kind, place)),
  ),
  ...[task, header].map(encodeFreshGroup),
  twoBuffersGroup,
  hiddenClassesGroup,
  ...mixedGroups,
  writeFieldGroup,
  scanGroup,
  scanWithoutLengthsGroup,
  pcapGroup,
  netlinkGroup,
  pngGroup,
  inspectGroup,
  verifyGroup,
  importGroup,
  layoutGroup,
  coldGroup,
  editedGroup,
  growthGroup,
];
