import type { Cluster } from "workbook/cluster.ts";
import { measureLag } from "workbook/offsets.ts";
import { Changes } from "workbook/waiting.ts";
import { Refused } from "lab/exercises.ts";
import { adviceAgainst, type PostedOrder, type Undone } from "./mail_advice.ts";

/** How long the first mail, and the first commit after it, are held back. */
const HELD_MS = 300;
/** The order after whose mail the commit fails once. */
const UNKEPT = "1003";

/** The group whose mails are sent, and its topic. */
export interface Mailing {
  /** The group's full name. */
  group: string;
  /** The topic's full name. */
  topic: string;
  /** All orders of the topic. */
  orders: readonly PostedOrder[];
  /** By partition: the offset that the group has committed at the start; `null` for none. */
  starts: readonly (bigint | null)[];
}

/** A mail server that looks, at each mail, at the place that the group has committed. */
export class MailServer {
  /** The orders whose mail went out, in that order. */
  readonly mailed: PostedOrder[] = [];
  /** Rejects with a `Refused` as soon as something is wrong. */
  readonly refused: Promise<never>;
  #reject: (reason: Refused) => void;
  #cluster: Cluster;
  #mailing: Mailing;
  #changes = new Changes();
  /** The order whose mail is still to be refused; `null` when it has been. */
  #refuses: string | null;
  /** By partition: the order whose mail was refused, or whose commit failed, until it comes again. */
  #undone = new Map<number, Undone>();
  #isFirstCommit = true;
  #unkept: string | null = UNKEPT;
  #inHand = new Map<number, PostedOrder>();
  #last = new Map<number, PostedOrder>();
  #looked = new Set<PostedOrder>();
  #isFirst = true;
  #isClosed = false;
  #closed = Promise.withResolvers<void>();

  /**
   * @param cluster The cluster to ask for the group's place.
   * @param mailing The group, its topic and the orders in it.
   * @param refuses The order whose mail is refused once.
   */
  constructor(
    cluster: Cluster,
    mailing: Mailing,
    refuses: string,
  ) {
    this.#cluster = cluster;
    this.#mailing = mailing;
    this.#refuses = refuses;
    const refused = Promise.withResolvers<never>();
    refused.promise.catch(() => {});
    [this.refused, this.#reject] = [refused.promise, refused.reject];
  }

  /** Sends the mail for an order; a rejection that nobody waits for ends no program. */
  readonly mail = (order: string): Promise<void> => {
    if (this.#isClosed) return Promise.resolve();
    const mailed = this.#mail(order).catch((error) => {
      // A mailer that tries for ever comes to rest.
      if (error instanceof Refused) return this.#closed.promise;
      throw error;
    });
    mailed.catch(() => {});
    return mailed;
  };

  /** Ends the mails that wait, so that the mailer can end too; later ones do nothing. */
  close(): void {
    this.#isClosed = true;
    this.#closed.resolve();
  }

  /**
   * Waits until a number of mails went out.
   *
   * @param count The number of mails.
   * @param deadlineMs The longest time to wait, in milliseconds.
   * @throws {Trouble} If the deadline passes.
   */
  untilMailed(count: number, deadlineMs: number): Promise<void> {
    const isTrue = (): boolean => this.mailed.length >= count;
    return this.#changes.until(isTrue, `${count} mails`, deadlineMs);
  }

  async #mail(order: string): Promise<void> {
    const posted = this.#mailing.orders.find((each) => each.order === order);
    if (!posted) {
      throw this.#refuse(
        `mail() was called with ${
          Deno.inspect(order)
        }. It takes an order's number, such as "1001". What is a record's value before it is text?`,
      );
    }
    const { partition } = posted;
    const other = this.#inHand.get(partition);
    if (other) {
      throw this.#refuse(
        `The mail for order ${order} began while that for ${other.order} was still on its way. Which of the two may your mailer commit now?`,
      );
    }
    this.#inHand.set(partition, posted);
    if (this.#isFirst) await this.#expectMember();
    await this.#look(posted);
    this.#looked.add(posted);
    this.#changes.tell();
    if (this.#isFirst) {
      this.#isFirst = false;
      await this.#untilNext(posted);
      await this.#look(posted);
    }
    this.#inHand.delete(partition);
    if (order === this.#refuses) {
      this.#refuses = null;
      this.#undone.set(partition, { ...posted, isMailed: false });
      throw new Error(`the mail server refused order ${order}`);
    }
    this.#undone.delete(partition);
    this.#last.set(partition, posted);
    if (!this.mailed.includes(posted)) this.mailed.push(posted);
    this.#changes.tell();
  }

  async #expectMember(): Promise<void> {
    const { admin } = this.#cluster;
    const { groups: [own] } = await admin.describeGroups([this.#mailing.group]);
    if (own!.members.length > 0) return;
    throw this.#refuse(
      "A mail began, and no consumer is in the group whose name your function was given. Which group does yours state?",
    );
  }

  /**
   * Passes on a commit of the mailer. The first is held back, and one is rejected.
   *
   * @param partition The partition of the first offset that is committed.
   * @param commit The function that commits.
   * @throws {Error} If this is the one, or the real one fails.
   */
  async commit(
    partition: number,
    commit: () => Promise<void>,
  ): Promise<void> {
    const last = this.#last.get(partition);
    if (this.#isFirstCommit && last) {
      this.#isFirstCommit = false;
      await this.#untilNext(last);
    }
    if (last && last.order === this.#unkept) {
      this.#unkept = null;
      this.#undone.set(partition, { ...last, isMailed: true });
      throw new Error("the broker did not answer");
    }
    await commit();
  }

  /** Waits for the next mail of a partition: a mailer that waits, as it should, has nothing else to do. */
  #untilNext({ partition, order }: PostedOrder): Promise<void> {
    const isSeen = (): boolean =>
      this.#looked.values().some((each) =>
        each.partition === partition && each.order !== order
      );
    return this.#changes.until(isSeen, "the next mail", HELD_MS)
      .catch(() => {});
  }

  /** Looks where a successor would go on if the mailer died now. */
  async #look(posted: PostedOrder): Promise<void> {
    const { group, topic, starts } = this.#mailing;
    const { partition } = posted;
    const lags = await measureLag(this.#cluster, group, topic);
    const place = lags[partition]!.committed;
    const undone = this.#undone.get(partition);
    const isKept = undone?.isMailed && place !== null && place > undone.offset;
    if (isKept) this.#undone.delete(partition); // the mailer has committed again
    const advice = adviceAgainst(posted, {
      start: starts[partition] ?? null,
      place,
      last: this.#last.get(partition) ?? null,
      undone: this.#undone.get(partition) ?? null,
      isMailed: this.mailed.includes(posted),
    });
    if (advice) throw this.#refuse(advice);
  }

  #refuse(advice: string): Refused {
    const reason = new Refused(advice);
    this.#reject(reason);
    return reason;
  }
}
