/** An order as it lies in the topic. */
export interface PostedOrder {
  /** The order's number. */
  order: string;
  /** The order's partition. */
  partition: number;
  /** The order's offset. */
  offset: bigint;
}

/** An order that has to come again. */
export interface Undone extends PostedOrder {
  /** Whether its mail is out, and only its commit failed; else its mail was refused. */
  isMailed: boolean;
}

/** What is known at the moment at which the mail for an order begins. */
interface Moment {
  /** The offset that the group had committed at the start, in the order's partition; `null` for none. */
  start: bigint | null;
  /** The offset that it has committed now. */
  place: bigint | null;
  /** The order of the partition whose mail was the last to go out; `null` for none. */
  last: PostedOrder | null;
  /** The order of the partition that has to come again; `null` for none. */
  undone: Undone | null;
  /** Whether the mail for the order is out already. */
  isMailed: boolean;
}

/**
 * Finds what is wrong about a mail that begins now.
 *
 * @param posted The order that the mail is for.
 * @param moment What is known at this moment.
 * @returns The advice; `null` when the mail may begin.
 */
export function adviceAgainst(
  { order, partition, offset }: PostedOrder,
  { start, place, last, undone, isMailed }: Moment,
): string | null {
  if (start !== null && offset < start) {
    return `Order ${order} stands at offset ${offset} of partition ${partition}, where the group's place was ${start}: it had its mail long ago, and now gets another. Where should your consumer begin?`;
  }
  if (isMailed && undone?.order !== order) {
    return `Order ${order} got a second mail, and nothing had died. ${
      undone
        ? `Order ${undone.order} had to come again, so KafkaJS handed records over again, from the last on that it takes for done. How does it learn how far your mailer has come?`
        : "Who handed it over again?"
    }`;
  }
  if (undone && undone.order !== order) {
    return undone.isMailed
      ? `The commit for order ${undone.order} was rejected, and the next mail of partition ${partition} was for order ${order}. If the mailer dies now, both get a second mail. Who hears of a commit that failed?`
      : `The mail server refused order ${undone.order}, and the next order that your mailer took from partition ${partition} was ${order}. How does KafkaJS learn that ${undone.order} has no mail?`;
  }
  if (place !== null && place > offset) {
    return `The mail for order ${order} is not out, it stands at offset ${offset} of partition ${partition}, and the group's place there is ${place}. If the mailer dies now, who will mail it?`;
  }
  const isKept = last === null || last.order === order ||
    place !== null && place > last.offset;
  return isKept
    ? null
    : `When the mail for order ${order} began, that for ${last.order} was out, and the group's place in partition ${partition} was ${
      place ?? "not committed"
    }. If the mailer dies now, both get a second mail. What should the next mail wait for?`;
}
