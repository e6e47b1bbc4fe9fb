/** The inspector's page in Chromium, used as a reader does. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import { connect } from "workbook/cluster.ts";
import { joinGroup } from "workbook/groups.ts";
import { chromium, ignore, where } from "../course/browser_fixture.ts";
import { brokers } from "../support/broker.ts";
import { aSecond, openInspector } from "./open_inspector.ts";

/** JavaScript that gives the button with these words. */
const button = (words: string): string =>
  `[...document.querySelectorAll("button")].find(({ innerText }) => innerText === ${
    JSON.stringify(words)
  })`;

Deno.test({
  name: `the inspector shows what happens on the brokers${where}`,
  ignore,
  fn: async (t) => {
    await using inspector = await openInspector();
    await using cluster = await connect(undefined, { brokers });
    await using browser = await Browser.launch(chromium!);
    await using page = await browser.openPage(1100, 700);
    const topic = `seen-${crypto.randomUUID()}`;
    cluster.deleteOnClose({ topic });
    const producer = cluster.kafka.producer();
    await producer.connect();
    const see = (words: string): Promise<void> =>
      page.until(
        `document.body.innerText.includes(${JSON.stringify(words)})`,
        `"${words}" on the page`,
      );

    await t.step("a topic is created", async () => {
      await page.goTo(inspector.url);
      assertEquals(await page.evaluate("location.search"), "");
      await page.until(
        `${button("Create topic")}?.disabled === false`,
        "rights",
      );
      await page.evaluate(`${button("Create topic")}.click()`);
      await page.until(
        "document.activeElement.matches('dialog input')",
        "the cursor in the form",
      );
      await page.type(topic);
      await page.press("Enter");
      await page.evaluate("document.querySelector('[type=search]').focus()");
      await page.type(topic);
      await page.until(
        `document.querySelector("td a")?.innerText === "${topic}"`,
        "the topic in the list",
      );
      await page.evaluate('document.querySelector("td a").click()');
      await see("No records here");
    });

    await t.step("a record is seen within a second of its send", async () => {
      await page.evaluate(`${button("Live")}.click()`);
      await see("Waiting for records");
      await send({ value: "created" }); // opens the producer's connections
      await see("created");
      const second = await aSecond(inspector);
      const sentAt = performance.now();
      await send({ key: "1001", value: "paid" });
      await see("paid");
      const ms = performance.now() - sentAt;
      assert(ms < second, `it took ${ms} ms`);
    });

    await t.step("a hostile record is text, and hides nothing", async () => {
      await send({
        key: "<img src=x onerror=\"document.title='owned'\">",
        value: "<script>document.title='owned'</script>\u202Egpj.exe",
        headers: { "<b>": "\u001b[31m" },
      });
      await see("<script>document.title='owned'</script>U+202Egpj.exe");
      await page.evaluate(`${button("Newest")}.click()`);
      await page.until(
        "document.querySelector('.records tbody tr')",
        "the records",
      );
      await page.evaluate(
        "document.querySelector('.records tbody tr').click()",
      );
      await see("\\x1b[31m");
      assertEquals(
        await page.evaluate("document.querySelectorAll('main img').length"),
        0,
      );
      assertStringIncludes(await page.evaluate("document.title"), "Inspector");
      assertEquals(page.errors, []);
    });

    await t.step("the lag of a group falls as its consumer reads", async () => {
      const group = cluster.name("readers");
      const lag = "document.querySelector('.figures dd')?.innerText";
      let isReading = false;
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      await using member = await joinGroup(cluster, {
        group,
        topic,
        name: "ada",
        handle: () => isReading ? undefined : begun,
      });
      await page.goTo(
        `${inspector.origin}/#/groups/${encodeURIComponent(group)}`,
      );
      await page.until(`/^[1-9]/.test(${lag})`, "a lag");
      await see("nothing"); // is committed
      isReading = true;
      begin();
      await page.until(`/^0/.test(${lag})`, "no lag");
      assertEquals(member.partitions.length, 3);
    });

    async function send(
      message: {
        key?: string;
        value: string;
        headers?: Record<string, string>;
      },
    ): Promise<void> {
      await producer.send({ topic, messages: [message] });
    }
  },
});
