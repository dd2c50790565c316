// A thread that writes records, and lengths and counts that are wrong, over one another until it is told to stop.
const { parentPort, workerData } = require("node:worker_threads");

const { bytes, stop, records, places } = workerData;
const stopped = new Int32Array(stop);
const numbers = [0, 1, 3, 8, 40, 0xff, 0xffff, 100_000];
let random = 1;

parentPort.postMessage("writing");
while (Atomics.load(stopped, 0) === 0) {
  for (let i = 0; i < 100; i++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    const one = random >>> 10;
    if (one % 3 === 0 || places.length === 0) bytes.set(records[one % records.length]);
    else
      bytes.set(
        numberIn(places[one % places.length], numbers[(one >> 4) % numbers.length]),
        places[one % places.length].at,
      );
  }
}

function numberIn({ size, order }, number) {
  const little = [0, 8, 16, 24, 32, 40, 48, 56]
    .slice(0, size)
    .map((bits) => (bits < 32 ? (number >>> bits) & 0xff : 0));
  return order === "big" ? little.reverse() : little;
}
