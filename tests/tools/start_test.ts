import { assertEquals } from "@std/assert";
import { makeCheckout } from "./checkout.ts";
import { openCourse } from "./open_course.ts";

Deno.test("start.ts opens the course without the settings of the reader's own Jupyter, gives a second start its address, and ends all at Ctrl-C", async () => {
  await using checkout = await makeCheckout("venv", "kafka");
  await using course = await openCourse(checkout);
  assertEquals(await statusOf(course.url), 200);
  const { origin, searchParams } = new URL(course.url);
  assertEquals(searchParams.get("token")!.length, 48);
  for (const query of ["", "?token=known"]) {
    assertEquals(await statusOf(`${origin}/api/kernels${query}`), 403);
  }
  await startKernel(course.url);
  await checkout.hasProcess("jupyter --kernel");
  await checkout.hasProcess("kafka.Kafka");

  const second = await checkout.run("start.ts");
  assertEquals(second.output, `The course is open already: ${course.url}\n`);

  course.process.kill("SIGINT");
  assertEquals((await course.process.status).code, 0);
  await checkout.hasNoProcess();
});

Deno.test("start.ts opens the course where a proxy is set, and sends the proxy nothing", async () => {
  const proxy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const asked = proxy.accept().then(() => true, () => false);
  const { port } = proxy.addr as Deno.NetAddr;
  await using checkout = await makeCheckout("venv", "kafka");
  const address = `http://127.0.0.1:${port}`;
  {
    await using _course = await openCourse(checkout, {
      HTTP_PROXY: address,
      http_proxy: address,
    });
  }
  await checkout.hasNoProcess();
  proxy.close();
  assertEquals(await asked, false);
});

Deno.test("start.ts leaves nothing running when it is killed", async () => {
  await using checkout = await makeCheckout("venv", "kafka");
  await using course = await openCourse(checkout);
  await startKernel(course.url);
  await checkout.hasProcess("jupyter --kernel");
  course.process.kill("SIGKILL");
  await checkout.hasNoProcess();
});

Deno.test("start.ts says in a sentence that the port is taken, and starts nothing", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await using checkout = await makeCheckout("venv", "kafka");
  const { port } = listener.addr as Deno.NetAddr;
  const tried = checkout.start("start.ts", ["--no-browser", `--port=${port}`]);
  const { code, stderr } = await tried.output();
  assertEquals(code, 1);
  assertEquals(
    new TextDecoder().decode(stderr),
    `Cannot open JupyterLab on port ${port}: another program listens there. Give another one with --port, or leave it out\n`,
  );
  await checkout.hasNoProcess();
});

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
}

async function startKernel(url: string): Promise<void> {
  const { origin, searchParams } = new URL(url);
  const response = await fetch(`${origin}/api/kernels`, {
    method: "POST",
    headers: { authorization: `token ${searchParams.get("token")}` },
    body: JSON.stringify({ name: "deno" }),
  });
  assertEquals(response.status, 201);
  await response.body?.cancel();
}
