type Present<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The properties that are not undefined: optional facts are left out of a layout, not set to undefined. */
export function present<T extends object>(properties: T): Present<T> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Present<T>;
}
