import type { Admin } from "kafkajs";
import { within } from "workbook/deadlines.ts";
import { kafkaErrorName } from "workbook/kafka_errors.ts";

/** How a topic is spread over brokers. */
export interface Layout {
  partitions: number;
  /** How many brokers hold a copy of a partition, and so may come to lead it. */
  brokers: number;
}

const FRESH_MS = 1_000;
const ASK_AGAIN_MS = 2_000;

/** Knows topics' layouts, and asks again when what it knows is a second old. */
export class Layouts {
  #admin: Admin;
  #known = new Map<string, { layout: Layout; askedAt: number }>();

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  /**
   * Looks up a topic's layout.
   *
   * @param topic The topic's full name.
   * @param atLeast How many partitions are needed; asks again when fewer are known.
   * @returns The layout; what was known before, when nobody answers now.
   * @throws KafkaJS's error if there is no such topic, or nothing is known of it yet.
   */
  async of(topic: string, atLeast: number): Promise<Layout> {
    const known = this.#known.get(topic);
    const now = performance.now();
    const isFresh = known && now - known.askedAt < FRESH_MS;
    if (isFresh && known.layout.partitions >= atLeast) return known.layout;
    try {
      const asking = this.#ask(topic);
      const layout = await (known
        ? within(ASK_AGAIN_MS, asking, () =>
          new Error("no answer"))
        : asking);
      this.#known.set(topic, { layout, askedAt: now });
      return layout;
    } catch (error) {
      const isGone = kafkaErrorName(error) === "UNKNOWN_TOPIC_OR_PARTITION";
      if (known && !isGone) return known.layout;
      throw error;
    }
  }

  async #ask(topic: string): Promise<Layout> {
    const { topics } = await this.#admin.fetchTopicMetadata({
      topics: [topic],
    });
    const partitions = topics[0]!.partitions;
    return {
      partitions: partitions.length,
      brokers: new Set(partitions.flatMap(({ replicas }) => replicas)).size,
    };
  }
}
