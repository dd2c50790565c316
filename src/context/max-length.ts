/** A record's length is read as a signed number by the kernel, so none is longer. */
export const MAX_LENGTH: number = 0x7fffffff;
