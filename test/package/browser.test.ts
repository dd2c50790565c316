import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../readme/copy.ts";
import { bundle } from "../sizes/bundle.ts";
import { skipsWithoutProgram } from "../support/skips-without.ts";

const program = "/usr/bin/chromium";
// By its name: Debian's is a script, which needs more programs than itself.
const isMissing = skipsWithoutProgram("chromium");

const image = readFileSync(`${root}test/examples/bash.ckpt`);

/** What the page does, and tells by the console. */
const page = `
import { Ckpt, CkptHdrTask } from "bytewright/ckpt";
import { dynamicFamily } from "bytewright/dynamic";
import { ckpt } from "bytewright/schema/ckpt";
import { scanStream } from "bytewright/image";
import { fromJSON, toJSON } from "bytewright/inspect";

function codeFromText() {
  try {
    return new Function("return true")();
  } catch {
    return false;
  }
}

async function scanned() {
  const { body } = await fetch("/bash.ckpt");
  const seen = [];
  const end = await scanStream(body, Ckpt, { ckpt_hdr_task: (task, at) => void seen.push([at, task.exit_signal]) });
  return { seen, end: end.offset, reason: end.reason ?? null };
}

function received() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket("ws://" + location.host + "/records");
    socket.binaryType = "arraybuffer";
    socket.onerror = reject;
    socket.onmessage = ({ data }) => resolve(CkptHdrTask.decode(new Uint8Array(data)).exit_code);
  });
}

const init = { state: 0, exit_state: 0, exit_code: 7, exit_signal: 17, set_child_tid: 0n, clear_child_tid: 32530n };
const bytes = CkptHdrTask.encode(init);
const view = CkptHdrTask.view(bytes);
view.exit_code = 9;
const json = toJSON(CkptHdrTask, CkptHdrTask.decode(bytes));
const Dynamic = dynamicFamily(ckpt);
let fault;
try {
  Dynamic.decode(bytes.subarray(0, 39));
} catch (error) {
  fault = error.message;
}
console.log(JSON.stringify({
  code: codeFromText(),
  generated: [bytes.length, view.exit_code],
  json: [json.clear_child_tid, CkptHdrTask.encode(fromJSON(CkptHdrTask, json)).length],
  dynamic: [Dynamic.decode(bytes).exit_code, Dynamic.be.decode(Dynamic.be.encode(Dynamic.decode(bytes))).$name, fault],
  scanned: await scanned(),
  received: await received(),
}));
`;

/** Serves the page under a policy that forbids code from strings, a stream, and records by a WebSocket. */
async function serve(): Promise<Server> {
  const script = await bundle(page, root);
  const server = createServer((request, response) => {
    const self = `'self' ws://${request.headers.host}`;
    response.setHeader("Content-Security-Policy", `default-src 'none'; script-src 'self'; connect-src ${self}`);
    if (request.url === "/page.js") response.setHeader("Content-Type", "text/javascript").end(script);
    else if (request.url === "/bash.ckpt") response.end(image);
    else response.setHeader("Content-Type", "text/html").end('<script type="module" src="/page.js"></script>');
  });
  server.on("upgrade", ({ headers }, socket) => {
    // RFC 6455, 4.2.2 and 5.2
    const key = `${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    const task = image.subarray(taskAt, taskAt + 40);
    socket.write(Buffer.concat([Buffer.of(0x82, task.length), task]));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Where the task's record stands: a type of 101 and a length of 40. */
const taskAt = image.indexOf(Buffer.from("6500000028000000", "hex"));

let server: Server;

beforeAll(async () => {
  if (!isMissing) server = await serve();
});

afterAll(() => void server?.close());

test.skipIf(isMissing)("a page under script-src 'self' has codecs, views, JSON, streams and sockets", async () => {
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
  try {
    const tab = await browser.newPage();
    const told = new Promise<string>((resolve, reject) => {
      tab.on("console", (message) =>
        message.type() === "error" ? reject(new Error(message.text())) : resolve(message.text()),
      );
      tab.on("pageerror", reject);
    });
    // It may fail before anybody waits for it.
    told.catch(() => undefined);
    await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(JSON.parse(await told)).toEqual({
      code: false,
      generated: [40, 9],
      json: ["32530", 40],
      dynamic: [9, "ckpt_hdr_task", "at 0x0: ckpt_hdr_task takes 40 bytes, 39 are left"],
      scanned: { seen: [[taskAt, 17]], end: image.length, reason: null },
      received: 0,
    });
  } finally {
    await browser.close();
  }
});
