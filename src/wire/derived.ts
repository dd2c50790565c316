import type { Binding } from "./binding.ts";
import { numberIn } from "./kinds/integer.ts";
import { fieldWriter } from "./kinds/struct-coder.ts";
import { countedBy, type Layout } from "./layout.ts";
import { once } from "./once.ts";
import { placesIn } from "./places.ts";

/** Writes what the header says of a record of a size. */
type WriteHeader = (staged: Binding, le: boolean, size: number) => void;

/** What a record's header has that no value holds: type, length and constants. */
export const headerWriter: (layout: Layout) => WriteHeader = /* @__PURE__ */ once((layout: Layout): WriteHeader => {
  const { before, unit } = countedBy(layout);
  const writes = placesIn(layout).flatMap(({ field }): WriteHeader[] => {
    const { derived, constant, type } = field;
    if (derived === undefined || derived === "checksum" || derived === "total") return [];
    const write = fieldWriter(field);
    const known = derived === "type" ? layout.record?.type : constant;
    return [(staged, le, size) => write(staged, 0, le, known ?? numberIn(type, (size - before) / unit))];
  });
  return (staged, le, size) => {
    for (const write of writes) write(staged, le, size);
  };
});
