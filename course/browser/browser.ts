import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { DevTools } from "./devtools.ts";
import { Page } from "./page.ts";

/** Chromium shall talk to this machine only: not to its maker, and not where a page sends it. */
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

/** A Chromium of our own, with an empty profile; closing it ends the process and removes the profile. */
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
   * @param program Its path, as `findChromium` gives it.
   * @returns The browser; the caller closes it.
   * @throws {Error} If it ends instead of answering.
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
   * Opens an empty page, which shares nothing with the others.
   *
   * @param width Of the window in px.
   * @param height Of the window in px.
   * @returns The page; it closes with the browser, or before.
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#devtools.send("Browser.close").catch(() => {});
    await this.#ended;
    await Deno.remove(this.#profile, { recursive: true }).catch(() => {});
  }
}
