/** Holds each link to Kafka's documentation to kafka_docs.json: the pages and anchors of the version that the course teaches. */
import { assert, assertEquals } from "@std/assert";
import { KAFKA_VERSION } from "broker/jars.ts";
import { commandLine, prepareRuntime } from "broker/runtime.ts";
import { readSources } from "../support/sources.ts";
import docs from "./kafka_docs.json" with { type: "json" };

/** A page as `kafka_docs.json` lists it. */
interface Page {
  /** Repository and file that its headings were read from. */
  source: string;
  anchors: string[];
  /** For a page of configs: the class whose `main` prints them. */
  printedBy?: string;
}

const PAGES: Record<string, Page> = docs.pages;
const SITE = `https://kafka.apache.org/${
  KAFKA_VERSION.split(".").slice(0, 2).join("")
}/`;
const TABLE = "tests/notebooks/kafka_docs.json";

const read = (path: string): string =>
  Deno.readTextFileSync(new URL(`../../${path}`, import.meta.url));

/** What readers see: a page of claims is made of the chapters. */
const TEXTS = [
  ...readSources("chapters"),
  ...[
    "chapters/glossary.json",
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/coverage.md",
  ].map((path) => ({ path, text: read(path) })),
];

const linksIn = (text: string): string[] => [
  ...new Set(text.match(/https?:\/\/kafka\.apache\.org[^\s)"'`<>\]]*/g)),
];

const printed = new Map<string, Promise<Set<string>>>();

/** The anchors of the configs that a class of the pinned Kafka prints for the documentation. */
function printedAnchors(mainClass: string): Promise<Set<string>> {
  const ready = printed.get(mainClass) ?? print(mainClass);
  printed.set(mainClass, ready);
  return ready;
}

async function print(mainClass: string): Promise<Set<string>> {
  const [program, ...args] = commandLine(await prepareRuntime(), {
    mainClass,
    args: [],
    heapMegabytes: 128,
    jvmOptions: ["-Xlog:disable"],
  });
  const { success, stdout, stderr } = await new Deno.Command(program!, { args })
    .output();
  assert(success, new TextDecoder().decode(stderr));
  const html = new TextDecoder().decode(stdout);
  return new Set(
    [...html.matchAll(/id="(\w+configs_[^"]+)"/g)].map(([, id]) => id!),
  );
}

/** What is wrong with a link, and what to write instead; `null` for a good one. */
async function faultOf(link: string): Promise<string | null> {
  if (!link.startsWith(SITE)) {
    return `${link} is not of the Kafka that the course teaches: link to a page of ${SITE} that ${TABLE} lists`;
  }
  const [path, anchor] = link.slice(SITE.length).split("#");
  const page = Object.hasOwn(PAGES, path!) ? PAGES[path!] : undefined;
  if (!page) {
    return `${link} is no page of ${TABLE}: link to one that it lists, or add the page with its headings`;
  }
  if (anchor === undefined || page.anchors.includes(anchor)) return null;
  if (page.printedBy) {
    if ((await printedAnchors(page.printedBy)).has(anchor)) return null;
    return `${link} names no config that Kafka ${KAFKA_VERSION} has: look for it on ${SITE}${path}`;
  }
  return `${link} names no heading of its page: take one of ${
    page.anchors.join(", ") || "none, for it has no heading"
  }`;
}

async function faultsIn(text: string): Promise<string[]> {
  const faults = await Promise.all(linksIn(text).map(faultOf));
  return faults.filter((fault) => fault !== null);
}

Deno.test("kafka_docs.json lists the pages of the Kafka that the course teaches", () => {
  assertEquals(
    docs.version,
    KAFKA_VERSION.split(".").slice(0, 2).join("."),
    `read the pages of ${SITE} again, and bring ${TABLE} and the links up to date`,
  );
});

for (const { path, text } of TEXTS.filter(({ text }) => linksIn(text).length)) {
  Deno.test(`${path} links to pages and anchors that Kafka's documentation has`, async () => {
    assertEquals(await faultsIn(text), []);
  });
}

const LOST = {
  "an address without a version":
    "https://kafka.apache.org/documentation/#semantics",
  "another version":
    "https://kafka.apache.org/24/documentation.html#intro_consumers",
  "a page that there is not": `${SITE}design/log/`,
  "a heading that its page lacks": `${SITE}design/design/#consumerposition`,
  "an anchor on a page without headings":
    `${SITE}implementation/messages/#messages`,
  "a config that Kafka lacks":
    `${SITE}configuration/topic-configs/#topicconfigs_retention.msec`,
  "a config of another page":
    `${SITE}configuration/topic-configs/#producerconfigs_acks`,
};

for (const [what, link] of Object.entries(LOST)) {
  Deno.test(`a link to Kafka's documentation is refused: ${what}`, async () => {
    const [fault, ...others] = await faultsIn(`See [this](${link}).`);
    assertEquals(others, []);
    assert(fault?.startsWith(`${link} `), fault);
  });
}
