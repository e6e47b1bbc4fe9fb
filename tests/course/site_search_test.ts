/** The search of the exported site: what a reader types leads to the place that answers it, among the first three results. */
import { assert, assertEquals } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import type { Page } from "course/browser/page.ts";
import { checkSite, mistakesText } from "course/checks.ts";
import { unrunCourse } from "../support/exported_course.ts";
import { serveSite } from "../support/static_site.ts";
import { chromium, ignore, where } from "./browser_fixture.ts";

/** What is typed, and the heading under which the answer stands. */
const QUESTIONS: [query: string, heading: string][] = [
  [
    "advertised.listeners",
    "The broker answers, and then the client looks for it elsewhere (Docker)",
  ],
  [
    "advertised listeners",
    "The broker answers, and then the client looks for it elsewhere (Docker)",
  ],
  [
    "docker",
    "The broker answers, and then the client looks for it elsewhere (Docker)",
  ],
  ["ECONNREFUSED", "Nothing listens at the broker’s address"],
  ["KafkaJSNumberOfRetriesExceeded", "KafkaJSNumberOfRetriesExceeded"],
  ["TimeoutNegativeWarning", "TimeoutNegativeWarning"],
  ["OFFSET_OUT_OF_RANGE", "The offset is out of range"],
  ["lag does not shrink", "The lag does not shrink (poison pill)"],
  ["lag doesn't shrink", "The lag does not shrink (poison pill)"],
  ["consumer reads nothing", "The consumer reads nothing"],
  [
    "duplicates after restart",
    "Records are read twice after a restart (duplicates)",
  ],
  [
    "read twice after restart",
    "Records are read twice after a restart (duplicates)",
  ],
  [
    "out of order with keys",
    "Records are out of order though they have the same key",
  ],
  ["group stuck", "The group is stuck"],
  ["stop button", "The stop button does nothing, and the cell stays at [*]"],
  [
    "regex",
    "A subscription by a regular expression misses a new topic (regex)",
  ],
  [
    "The coordinator is not aware of this member",
    "The coordinator is not aware of this member",
  ],
  [
    "This server does not host this topic-partition",
    "This server does not host this topic-partition",
  ],
  ["leadership election", "There is no leader for this topic-partition"],
  ["NOT_ENOUGH_REPLICAS", "Too few replicas are in sync"],
  ["MESSAGE_TOO_LARGE", "The record is too large"],
  [
    "TOPIC_ALREADY_EXISTS",
    "createTopics() returns false, or says Topic creation errors",
  ],
  ["NON_EMPTY_GROUP", "The group is not empty"],
  ["poison pill", "The lag does not shrink (poison pill)"],
  ["at least once", "at least once"],
  ["at-least-once", "at least once"],
  ["exactly-once", "exactly once"],
  ["exactly once", "exactly once"],
  ["ISR", "in-sync replica"],
  ["dead letter queue", "dead-letter topic"],
];

/** The headings of the places that the first three results of a search lead to. */
async function firstThree(page: Page, search: string): Promise<string[]> {
  await page.goTo(search);
  await page.until(
    "/finished|did not match/.test(document.querySelector('.search-summary')?.innerText)",
    "the end of the search",
  );
  return await page.evaluate(`(async () => {
    const links = [...document.querySelectorAll("#search-results li > a")];
    return await Promise.all(links.slice(0, 3).map(async ({ href }) => {
      const html = await (await fetch(href)).text();
      const found = new DOMParser().parseFromString(html, "text/html");
      const place = found.getElementById(decodeURIComponent(new URL(href).hash.slice(1)));
      const heading = (place ?? found).closest?.("section")?.querySelector("h1, h2, h3")
        ?? found.querySelector("h1");
      heading.querySelector(".headerlink")?.remove();
      return heading.textContent.trim();
    }));
  })()`);
}

Deno.test({
  name: `the search of the site answers what learners ask${where}`,
  ignore,
  fn: async (t) => {
    await using course = await unrunCourse();
    const book = await course.book({ edition: "learner", solutions: "none" });
    const { folder } = await course.render(book);
    await using server = serveSite(folder);
    await using browser = await Browser.launch(chromium!);
    await using page = await browser.openPage(1280, 900);
    for (const [query, heading] of QUESTIONS) {
      await t.step(`"${query}"`, async () => {
        const address = `${server.url}site/search.html?q=${
          encodeURIComponent(query)
        }`;
        const found = await firstThree(page, address);
        assert(
          found.includes(heading),
          `expected "${heading}" but found ${JSON.stringify(found)}`,
        );
      });
    }
    await t.step("links and spelling of its pages are right", async () => {
      const found = await checkSite(`${folder}/site`, {
        chromium: null,
        say(): void {},
      });
      assertEquals(found, [], mistakesText(found, folder));
    });
  },
});
