import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { DevTools } from "./devtools.ts";
import { Page } from "./page.ts";

/** Options that keep Chromium from connecting to any host but this machine. */
const FLAGS = [
  "--headless=new",
  "--remote-debugging-pipe",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-dev-shm-usage",
  "--disable-extensions",
  "--disable-sync",
  "--mute-audio",
  "--no-default-browser-check",
  "--no-first-run",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** A Chromium process with an empty profile; disposing of it ends the process and removes the profile. */
export class Browser implements AsyncDisposable {
  #child: ChildProcess;
  #devtools: DevTools;
  #profile: string;
  #ended: Promise<void>;

  private constructor(child: ChildProcess, profile: string) {
    this.#child = child;
    this.#profile = profile;
    const [, , , commands, answers] = child.stdio;
    this.#devtools = new DevTools(commands as Writable, answers as Readable);
    this.#ended = new Promise((resolve) => child.once("exit", () => resolve()));
  }

  /**
   * Starts Chromium.
   *
   * @param program Path of Chromium, as `findChromium` gives it.
   * @returns A browser that the caller disposes of.
   * @throws {Error} If the process ends instead of answering.
   */
  static async launch(program: string): Promise<Browser> {
    const profile = await Deno.makeTempDir({ prefix: "workbook-chromium-" });
    const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`], {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    const browser = new Browser(child, profile);
    try {
      await browser.#devtools.send("Browser.getVersion");
    } catch (cause) {
      await browser[Symbol.asyncDispose]();
      throw new Error(
        `Cannot start "${program}": expected it to answer but it ended`,
        { cause },
      );
    }
    return browser;
  }

  /**
   * Opens an empty page, which shares no cookies or storage with the others.
   *
   * @param width Width of the window, in px.
   * @param height Height of the window, in px.
   * @returns A page that the caller may dispose of; it closes with the browser.
   */
  async openPage(width: number, height: number): Promise<Page> {
    const { browserContextId } = await this.#devtools.send(
      "Target.createBrowserContext",
    );
    const { targetId } = await this.#devtools.send("Target.createTarget", {
      url: "about:blank",
      browserContextId,
      width,
      height,
    });
    const { sessionId } = await this.#devtools.send("Target.attachToTarget", {
      targetId,
      flatten: true,
    });
    return await Page.attach(this.#devtools, String(sessionId), {
      browserContextId: String(browserContextId),
      width,
      height,
    });
  }

  /** Ends the process and removes the profile. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#devtools.send("Browser.close").catch(() => {});
    await this.#ended;
    await Deno.remove(this.#profile, { recursive: true }).catch(() => {});
  }
}
