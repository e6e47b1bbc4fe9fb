import type { Admin } from "kafkajs";
import { kafkaErrorName, kafkaTrouble } from "../errors.ts";

/** The full name of a topic or group that a connection has made. */
export type Made = { topic: string } | { group: string };

/** One clean-up, and what it deletes from the cluster. */
interface CleanUp {
  work: (admin: Admin) => Promise<unknown>;
  /** What stays on the cluster if it fails, such as `topic "orders"`. */
  onCluster?: string;
}

/** Brokers' answers when there is nothing left to delete. */
const GONE = ["UNKNOWN_TOPIC_OR_PARTITION", "GROUP_ID_NOT_FOUND"];

/** The clean-ups of a connection, which run when it is closed. */
export class CleanUps {
  #waiting: CleanUp[] = [];

  /**
   * Adds a clean-up, to run before those that were added earlier.
   *
   * @param work The clean-up.
   */
  add(work: () => Promise<void>): void {
    this.#waiting.push({ work });
  }

  /**
   * Adds the deletion of a topic or group.
   *
   * @param made The topic or group; it may be gone by then, or never have come into being.
   */
  addDeletion(made: Made): void {
    this.#waiting.push(
      "topic" in made
        ? {
          work: (admin) => admin.deleteTopics({ topics: [made.topic] }),
          onCluster: `topic "${made.topic}"`,
        }
        : {
          work: (admin) => admin.deleteGroups([made.group]),
          onCluster: `group "${made.group}"`,
        },
    );
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
    if (this.#waiting.length === 0) return;
    const admin = makeAdmin();
    const left: string[] = [];
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      const { work, onCluster } = next;
      try {
        if (onCluster) await admin.connect(); // it stays connected
        await work(admin);
      } catch (error) {
        if (GONE.includes(kafkaErrorName(error) ?? "")) continue;
        const { message } = kafkaTrouble(`delete ${onCluster}`, error);
        if (embedded && message.includes("nothing listens")) continue;
        left.push(
          onCluster ? message : `A clean-up failed: ${reasonOf(error)}`,
        );
      }
    }
    await admin.disconnect().catch(() => {}); // it may never have been connected
    if (left.length > 0) console.warn(left.join("\n"));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
