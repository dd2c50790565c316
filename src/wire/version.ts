/** Changes when code generated before can no longer run with this runtime. */
const runtimeVersion = 3;

/**
 * Called by generated code as it loads.
 * @throws Error if it was generated for another version of the runtime
 */
export function requireRuntime(version: number): void {
  if (version !== runtimeVersion) {
    throw new Error(
      `this code was generated for version ${version} of the bytewright runtime, found ${runtimeVersion}; generate it again`,
    );
  }
}
