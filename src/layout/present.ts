type Present<T> = { -readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The properties that are not undefined: optional facts are left out of a layout, not set to undefined. */
export function present<T extends object>(properties: T): Present<T> {
  const found: { [name: string]: unknown } = {};
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) found[name] = value;
  return found as Present<T>;
}
