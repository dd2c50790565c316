/** All records of an image but those of open files, and what they hold. */

export * from "./credentials.ts";
export * from "./files.ts";
export * from "./image.ts";
export * from "./inet.ts";
export * from "./ipc.ts";
export * from "./memory.ts";
export * from "./namespaces.ts";
export * from "./network.ts";
export * from "./objects.ts";
export * from "./pids.ts";
export * from "./signals.ts";
export * from "./sockets.ts";
export * from "./task.ts";
export * from "./terminals.ts";
export * from "./x86.ts";
