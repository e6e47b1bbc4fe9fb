/** What the reader finds in JupyterLab's own terminals. */
import { assertEquals } from "@std/assert";
import { within } from "workbook/waiting.ts";
import { makeCheckout } from "../checkout.ts";
import { openCourse } from "../open_course.ts";

const WITHIN_MS = 30_000;

Deno.test("a terminal of the page runs the Deno that runs the course, whatever the reader's PATH and profile say", async () => {
  await using checkout = await makeCheckout("venv", "kafka");
  await using course = await openCourse(checkout, {
    PATH: "/usr/bin:/bin",
    SHELL: "/bin/sh",
  });
  const { host, searchParams } = new URL(course.url);
  const token = searchParams.get("token");
  const response = await fetch(`http://${host}/api/terminals?token=${token}`, {
    method: "POST",
  });
  const { name } = await response.json();
  const said = await within(
    WITHIN_MS,
    sayIn(
      `ws://${host}/terminals/websocket/${name}?token=${token}`,
      'echo "[$(command -v deno)] [$(deno --version | head -n 1)]"\r',
      /\[(\/[^\]]*)\] \[deno (\S+)/,
    ),
    () => new Error("the terminal did not answer"),
  );
  assertEquals(said.slice(1), [
    `${checkout.root}/.workbook/jupyter/bin/deno`,
    Deno.version.deno,
  ]);
});

/** Types a line into a terminal, and waits for an answer of this form. */
async function sayIn(
  address: string,
  line: string,
  expected: RegExp,
): Promise<RegExpMatchArray> {
  const socket = new WebSocket(address);
  const answered = Promise.withResolvers<RegExpMatchArray>();
  let output = "";
  socket.onerror = (event) => answered.reject(event);
  socket.onmessage = ({ data }) => {
    const [kind, text] = JSON.parse(data);
    if (kind === "setup") socket.send(JSON.stringify(["stdin", line]));
    if (kind === "stdout") output += text;
    const found = output.match(expected);
    if (found) answered.resolve(found);
  };
  try {
    return await answered.promise;
  } finally {
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    await closed;
  }
}
