import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Kernel } from "headless/kernel.ts";
import { KernelDied } from "headless/kernel_process.ts";
import { folderWith } from "./fixtures.ts";

Deno.test("start() runs the kernel in the folder and with the variables it is given", async () => {
  await using folder = await folderWith({
    "near.ts": `export const near = "beside the notebook";`,
  });
  await using kernel = await Kernel.start({
    cwd: folder.path,
    env: { KAFKA_BROKERS: "127.0.0.1:1" },
  });
  await kernel.execute(`import { near } from "./near.ts";`);
  assertEquals(
    await kernel.evaluate(
      `[near, Deno.env.get("KAFKA_BROKERS"), Deno.noColor]`,
    ),
    ["beside the notebook", "127.0.0.1:1", true],
  );
});

Deno.test("start() reports why a kernel does not start", async () => {
  await using folder = await folderWith({ "deno.json": "{ nonsense" });
  const died = await assertRejects(
    () => Kernel.start({ cwd: folder.path }),
    KernelDied,
  );
  assertMatch(died.message, /ended with exit code 1\n[^]*deno\.json/);
});

Deno.test("start() starts several kernels at once that know nothing of one another", async () => {
  const names = ["a", "b", "c", "d"];
  const found = await Promise.all(names.map(async (name) => {
    await using kernel = await Kernel.start();
    await kernel.execute(`globalThis.name = "${name}";`);
    return await kernel.evaluate("globalThis.name");
  }));
  assertEquals(found, names);
});

Deno.test("a kernel ends with its client, even in a busy loop and when the client is killed", async () => {
  const kernelModule = new URL("../../headless/kernel.ts", import.meta.url);
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  await using folder = await folderWith({
    "client.ts": `
      import { Kernel } from ${JSON.stringify(kernelModule.href)};
      const kernel = await Kernel.start();
      await kernel.execute(\`
        const alive = await Deno.connect({ hostname: "127.0.0.1", port: ${port} });
        for (;;);
      \`);
    `,
  });
  const client = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-lock", "--no-check", `${folder.path}/client.ts`],
  }).spawn();
  using alive = await listener.accept();
  client.kill("SIGKILL");
  await client.status;
  const timer = setTimeout(() => alive.close(), 10_000);
  assertEquals(await readToEnd(alive), "ended");
  clearTimeout(timer);
});

/** Tells whether the other side is gone, or this side was closed first. */
async function readToEnd(connection: Deno.TcpConn): Promise<string> {
  try {
    await connection.read(new Uint8Array(1));
    return "ended";
  } catch (error) {
    return error instanceof Deno.errors.ConnectionReset ? "ended" : "closed";
  }
}
