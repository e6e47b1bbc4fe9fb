import type { Admin } from "kafkajs";
import { kafkaErrorName, kafkaTrouble } from "../errors.ts";

/** The full name of a topic or group that a connection has made. */
export type Made = { topic: string } | { group: string };

/** Brokers' answers when there is nothing left to delete. */
const GONE = ["UNKNOWN_TOPIC_OR_PARTITION", "GROUP_ID_NOT_FOUND"];

/** The clean-ups of a connection, which run when it is closed. */
export class CleanUps {
  #works: (() => Promise<void>)[] = [];
  #topics: string[] = [];
  #groups: string[] = [];

  /**
   * Adds a clean-up, to run before those that were added earlier.
   *
   * @param work The clean-up.
   */
  add(work: () => Promise<void>): void {
    this.#works.push(work);
  }

  /**
   * Adds the deletion of a topic or group, which follows all other clean-ups.
   *
   * @param made The topic or group; it may be gone by then, or never have come into being.
   */
  addDeletion(made: Made): void {
    if ("topic" in made) this.#topics.push(made.topic);
    else this.#groups.push(made.group);
  }

  /**
   * Runs all clean-ups, each even if others fail, and warns once of what they left behind.
   *
   * @param makeAdmin A function that makes an admin client. One that has been in use would fail at
   * every request once a topic that it knew is gone.
   * @param embedded Whether the brokers are the workbook's own. When these are down there is no
   * warning: their records are thrown away, or disturb nobody.
   */
  async run(makeAdmin: () => Admin, embedded: boolean): Promise<void> {
    const left: string[] = [];
    for (let work = this.#works.pop(); work; work = this.#works.pop()) {
      await work().catch((error) => {
        left.push(`A clean-up failed: ${error?.message ?? error}`);
      });
    }
    const admin = makeAdmin();
    const deleteAll = async (
      kind: "group" | "topic",
      made: string[],
      list: () => Promise<string[]>,
      remove: (names: string[]) => Promise<unknown>,
    ): Promise<void> => {
      if (made.length === 0) return;
      let names = made;
      try {
        await admin.connect(); // it stays connected
        const there = new Set(await list());
        names = made.filter((name) => there.has(name));
        if (names.length > 0) await remove(names);
      } catch {
        // One that can't be deleted fails the request for all, and names only itself.
        for (const name of names) {
          await admin.connect().then(() => remove([name])).catch((error) => {
            if (GONE.includes(kafkaErrorName(error) ?? "")) return;
            const { message } = kafkaTrouble(`delete ${kind} "${name}"`, error);
            const isDown = embedded && message.includes("nothing listens");
            if (!isDown) left.push(message);
          });
        }
      }
    };
    await deleteAll(
      "group",
      this.#groups.splice(0),
      async () => (await admin.listGroups()).groups.map((it) => it.groupId),
      (names) => admin.deleteGroups(names),
    );
    await deleteAll(
      "topic",
      this.#topics.splice(0),
      () => admin.listTopics(),
      (topics) => admin.deleteTopics({ topics }),
    );
    await admin.disconnect().catch(() => {}); // it may never have been connected
    if (left.length > 0) console.warn(left.join("\n"));
  }
}
