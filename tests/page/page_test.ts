/** The page of a real JupyterLab in Chromium, worked through as a reader does. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { Browser } from "course/browser/browser.ts";
import type { Page } from "course/browser/page.ts";
import { chromium, ignore, where } from "../course/browser_fixture.ts";
import { brokers } from "../support/broker.ts";
import { makeCheckout } from "../tools/checkout.ts";
import { openCourse } from "../tools/open_course.ts";

Deno.test({
  name: `the page of JupyterLab sees the reader${where}`,
  ignore,
  fn: async (t) => {
    await using checkout = await makeCheckout("venv", "packages");
    await using course = await openCourse(checkout, {
      KAFKA_BROKERS: brokers.join(","),
    });
    await using browser = await Browser.launch(chromium!);
    await using page = await browser.openPage(1100, 700);
    const chapter = new OpenChapter(page, `${checkout.root}/notebooks`);

    await t.step("JupyterLab opens on the chapters, none solved", async () => {
      await page.goTo(course.url);
      await page.until(
        "document.querySelectorAll('.wb-course li').length === 14",
        "the chapters",
      );
      assertStringIncludes(
        await page.evaluate(
          "document.querySelectorAll('.wb-course li')[2].innerText",
        ),
        "0 of 4",
      );
    });

    await t.step("what a cell shows is told after it has run", async () => {
      await page.evaluate(
        "document.querySelectorAll('.wb-course li button')[2].click()",
      );
      await chapter.open("02_keys");
      await chapter.run("setup"); // before its kernel is there
      assertEquals(await chapter.isFolded("text-turns-notice"), true);
      await page.evaluate(
        `${
          chapter.place("predict-turns")
        }.querySelector(".wb-prediction textarea").focus()`,
      );
      await page.type("three for each desk");
      await chapter.run("demo-turns");
      assertEquals(await chapter.isFolded("text-turns-notice"), false);
      assertStringIncludes(
        await chapter.text("text-turns-notice"),
        "You expected: three for each desk",
      );
    });

    await t.step(
      "the picture is in the window when the cell has run",
      async () => {
        await page.until(
          `(() => {
          const { top, bottom } = ${
            chapter.place("demo-turns")
          }.querySelector(".jp-OutputArea").getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        })()`,
          "the picture in the window",
        );
      },
    );

    await t.step("a cell that does not parse says where", async () => {
      await chapter.run("exercise-key-of");
      await chapter.write(
        "exercise-key-of",
        "function keyOf(event) {\n  return String(event.order;\n}",
      );
      await chapter.run("exercise-key-of");
      const said = await chapter.output("exercise-key-of", "Nothing of this");
      assertStringIncludes(said, "SyntaxError: ')' expected. (line 2)");
      assertStringIncludes(said, "2 |   return String(event.order;");
    });

    await t.step("a check judges nothing older than its answer", async () => {
      await chapter.run("check-key-of");
      assertStringIncludes(
        await chapter.output("check-key-of", "Open."),
        "The cell above did not run to its end",
      );
      await chapter.write(
        "exercise-key-of",
        "function keyOf(event) {\n  return String(event.order);\n}",
      );
      await chapter.run("check-key-of");
      assertStringIncludes(
        await chapter.output("check-key-of", "Open."),
        "The cell above has changed since it ran",
      );
    });

    await t.step("an exercise that is solved is marked", async () => {
      await chapter.run("exercise-key-of");
      await chapter.run("check-key-of");
      await chapter.output("check-key-of", "Solved.");
    });

    await t.step("the teardown ends in a card", async () => {
      await chapter.run("teardown");
      const card = await chapter.output("teardown", "Next:");
      assertStringIncludes(card, "1 of 4 exercises solved. Next: 3. Order");
    });

    await t.step("a second Stop ends an endless wait", async () => {
      await chapter.write("exercise-salt", "await new Promise(() => {});");
      await chapter.begin("exercise-salt");
      await chapter.untilPrompt("exercise-salt", "[*]");
      await chapter.stop();
      await page.until(
        "document.body.innerText.includes('Press Stop once more')",
        "a word about the second Stop",
      );
      assertEquals(await chapter.prompt("exercise-salt"), "[*]:");
      await chapter.stop();
      await chapter.untilPrompt("exercise-salt", "[ ]");
    });

    await t.step("a name that is gone says which cells to run", async () => {
      await chapter.run("demo-turns");
      assertStringIncludes(
        await chapter.output("demo-turns", "Run All Above"),
        "cluster is made by a cell above that has not run",
      );
    });

    await t.step("a cell links to the inspector beside it", async () => {
      await chapter.write(
        "exercise-salt",
        'const { inspect } = await import("inspector");\nawait inspect.topics();',
      );
      await chapter.run("exercise-salt");
      await chapter.output("exercise-salt", "Show in the inspector");
      await page.evaluate(
        `${
          chapter.place("exercise-salt")
        }.querySelector(".jp-OutputArea a").click()`,
      );
      await page.until(
        "document.querySelector('.wb-inspector iframe')",
        "the inspector",
      );
    });

    await t.step("Tab knows the methods of a client", async () => {
      await chapter.write("exercise-salt", "cluster.admin.");
      await page.press("Tab");
      await page.until(
        "document.querySelector('.jp-Completer')?.innerText.includes('createTopics')",
        "createTopics among the completions",
      );
    });
  },
});

/** A chapter's notebook in the page; its cells go by their ids. */
class OpenChapter {
  #page: Page;
  #folder: string;
  #ids: string[] = [];

  constructor(page: Page, folder: string) {
    this.#page = page;
    this.#folder = folder;
  }

  /** Waits until the notebook is there; its kernel may still be starting. */
  async open(name: string): Promise<void> {
    const text = await Deno.readTextFile(`${this.#folder}/${name}.ipynb`);
    this.#ids = JSON.parse(text).cells.map(({ id }: { id: string }) => id);
    await this.#page.until(this.place("setup"), `the notebook ${name}`);
  }

  /** JavaScript that gives the element of a cell. */
  place(id: string): string {
    return `document.querySelectorAll(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell")[${
      this.#ids.indexOf(id)
    }]`;
  }

  text(id: string): Promise<string> {
    return this.#page.evaluate(`${this.place(id)}.innerText`);
  }

  isFolded(id: string): Promise<boolean> {
    return this.#page.evaluate(
      `${this.place(id)}.classList.contains("wb-waiting")`,
    );
  }

  /** Replaces the text of a code cell, whose editor has the cursor then. */
  async write(id: string, text: string): Promise<void> {
    await this.#focus(id);
    await this.#page.evaluate("document.execCommand('selectAll')");
    await this.#page.type(text);
  }

  /** Presses the Run button in a code cell, which does what Shift+Enter does. */
  async begin(id: string): Promise<void> {
    await this.#focus(id);
    await this.#page.until(
      `${this.place(id)}.classList.contains("jp-mod-active")`,
      `${id} to be the active cell`,
    );
    await this.#pressButton("run-cell-and-select-next");
  }

  /** Runs a code cell to its end. */
  async run(id: string): Promise<void> {
    const before = await this.prompt(id);
    await this.begin(id);
    await this.#page.until(
      `!/\\*/.test(${this.#promptOf(id)}) && ${this.#promptOf(id)} !== ${
        JSON.stringify(before)
      }`,
      `${id} to end`,
    );
  }

  prompt(id: string): Promise<string> {
    return this.#page.evaluate(this.#promptOf(id));
  }

  async untilPrompt(id: string, prompt: string): Promise<void> {
    await this.#page.until(
      `${this.#promptOf(id)}.includes("${prompt}")`,
      `${prompt} at ${id}`,
    );
  }

  /** Waits until a cell's output has these words; returns all of it. */
  async output(id: string, words: string): Promise<string> {
    const shown = `${this.place(id)}.querySelector(".jp-OutputArea").innerText`;
    await this.#page.until(
      `${shown}.includes(${JSON.stringify(words)})`,
      `"${words}" at ${id}`,
    );
    return await this.#page.evaluate(shown);
  }

  /** Presses the Stop button. */
  async stop(): Promise<void> {
    await this.#pressButton("interrupt-kernel");
  }

  async #pressButton(command: string): Promise<void> {
    await this.#page.evaluate(
      `document.querySelector(".jp-NotebookPanel:not(.lm-mod-hidden) [data-command='notebook:${command}']")
        .dispatchEvent(new MouseEvent("mousedown", { bubbles: true }))`,
    );
  }

  #promptOf(id: string): string {
    return `${this.place(id)}.querySelector(".jp-InputPrompt").innerText`;
  }

  async #focus(id: string): Promise<void> {
    await this.#page.evaluate(
      `${this.place(id)}.querySelector(".cm-content").focus()`,
    );
  }
}
