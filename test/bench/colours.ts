import picocolors from "picocolors";

/** Colours for a person at a terminal; picocolors alone would colour the output of a continuous integration, too. */
export const colours = picocolors.createColors(process.stdout.isTTY === true && picocolors.isColorSupported);
