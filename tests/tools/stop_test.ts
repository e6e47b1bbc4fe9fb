import { assertEquals } from "@std/assert";
import { KAFKA_VERSION } from "broker/jars.ts";
import { makeCheckout } from "./checkout.ts";

Deno.test("stop.ts ends the broker and the maker of its start-up cache, whatever state.json says, and says that the course is open", async () => {
  await using checkout = await makeCheckout("venv", "kafka");
  const workbook = `${checkout.root}/.workbook`;
  const kafka = `${workbook}/kafka/${KAFKA_VERSION}`;
  for (const { name } of await Array.fromAsync(Deno.readDir(kafka))) {
    if (name !== "libs") await Deno.remove(`${kafka}/${name}`);
  }
  const started = await checkout.run("broker.ts");
  assertEquals([started.code, started.errors], [0, ""]);
  await checkout.hasProcess("jvm_cache/training.ts");
  await Deno.writeTextFile(`${workbook}/broker/state.json`, '{"nodes":[{}]}');
  await Deno.mkdir(`${workbook}/jupyter`);
  using lock = await Deno.open(`${workbook}/jupyter/start.lock`, {
    create: true,
    write: true,
  });
  await lock.lock(true);

  assertEquals(await checkout.run("stop.ts"), {
    code: 0,
    output:
      'The broker stopped.\nThe cluster was not running.\nThe course is still open in JupyterLab: Ctrl-C in the terminal of "deno task start" ends it.\n',
    errors: "",
  });
  await checkout.hasNoProcess();
  const left = (await Array.fromAsync(Deno.readDir(kafka)))
    .map(({ name }) => name).filter((name) => name.startsWith("training-"));
  assertEquals(left, []);
});
