/** What holds wherever in a value something is looked at, and where in it that is. */
export interface Where {
  /** C name of the record, for errors */
  readonly record: string;
  /** decides on whether what is given of a union agrees */
  readonly le: boolean;
  /** its name or number in what is around it; changed from one field or element to the next */
  key: string | number;
  readonly around: Where | undefined;
}

export function whereIn(record: string, key: string | number = "", le = true, around?: Where): Where {
  return { record, key, le, around };
}

/** Where something with a name or number in it is. */
export function inside(around: Where, key: string | number): Where {
  return whereIn(around.record, key, around.le, around);
}

/** The path of something: put together only when a fault tells it. */
export function pathOf({ key, around }: Where): string {
  return joinPaths(around === undefined ? "" : pathOf(around), typeof key === "number" ? `[${key}]` : key);
}

/** `list[1]` and `x`, or `list` and `[1].x`: `list[1].x`. */
export function joinPaths(path: string, inner: string): string {
  return path === "" || inner === "" || inner.startsWith("[") ? path + inner : `${path}.${inner}`;
}
