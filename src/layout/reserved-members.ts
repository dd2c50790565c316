/**
 * Names that values and views give a meaning of their own, and those that an object has although nobody gave it any: no
 * member can have one of them.
 */
export const reservedMembers: ReadonlySet<string> = new Set([
  ...["prototype", "toJSON"],
  ...Object.getOwnPropertyNames(Object.prototype),
]);
