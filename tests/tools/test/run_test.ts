import { assertEquals } from "@std/assert";
import { timedOut, untilAnswered } from "workbook/waiting.ts";
import { type Checkout, makeCheckout } from "../checkout.ts";

const WITHIN_MS = 60_000;

/** Makes a checkout whose only tests are these. */
async function makeCheckoutWith(tests: string): Promise<Checkout> {
  const checkout = await makeCheckout("venv", "kafka");
  const config = JSON.parse(
    await Deno.readTextFile(`${checkout.root}/deno.json`),
  );
  config.test = {
    include: ["tests/"],
    permissions: { env: true, write: true },
  };
  await Deno.writeTextFile(
    `${checkout.root}/deno.json`,
    JSON.stringify(config),
  );
  await Deno.mkdir(`${checkout.root}/tests`);
  await Deno.writeTextFile(`${checkout.root}/tests/some_test.ts`, tests);
  return checkout;
}

Deno.test("test.ts gives the tests a broker, counts them in the last line, and ends as they do", async () => {
  await using checkout = await makeCheckoutWith(`
    Deno.test("has a broker", () => {
      if (!/^127.0.0.1:\\d+$/.test(Deno.env.get("KAFKA_BROKERS") ?? "")) throw new Error("none");
    });
    Deno.test("fails", () => { throw new Error("no"); });
    Deno.test.ignore("skipped", () => {});
  `);
  const { code, output } = await checkout.run("test.ts");
  const last = output.trimEnd().split("\n").at(-1);
  assertEquals(last, "1 passed, 1 failed, 1 skipped");
  assertEquals(code, 1);
  await checkout.hasNoProcess();
});

Deno.test("test.ts uses the brokers in KAFKA_BROKERS and starts none", async () => {
  await using checkout = await makeCheckoutWith(`
    Deno.test("has that broker", () => {
      if (Deno.env.get("KAFKA_BROKERS") !== "127.0.0.1:1") throw new Error("another");
    });
  `);
  const { code, output } = await checkout.run("test.ts", {
    KAFKA_BROKERS: "127.0.0.1:1",
  });
  assertEquals(output.trimEnd().split("\n").at(-1), "1 passed, 0 failed");
  assertEquals(code, 0);
});

for (const signal of ["SIGINT", "SIGKILL"] as const) {
  Deno.test(`test.ts leaves nothing running after ${signal}`, async () => {
    await using checkout = await makeCheckoutWith(`
      Deno.test("hangs", async () => {
        Deno.writeTextFileSync("hanging", "");
        await new Promise((resolve) => setTimeout(resolve, 600_000));
      });
    `);
    const run = checkout.start("test.ts");
    const output = run.output();
    await untilAnswered(
      () => Deno.stat(`${checkout.root}/hanging`).then(() => true, () => false),
      WITHIN_MS,
      () => timedOut(WITHIN_MS, "the test to hang"),
    );
    run.kill(signal);
    await output;
    await checkout.hasNoProcess();
  });
}
