import { Trouble } from "workbook/errors.ts";
import {
  askBroker,
  compactArray,
  compactString,
  int32,
} from "workbook/wire.ts";

const LIST_OFFSETS = 2;
const ANSWER_WITHIN_MS = 5_000;
const NO_TAGS = 0;
const LATEST = [...int32(-1), ...int32(-1)]; // -1 in 64 bits

/**
 * Returns the high watermark of partition 0 of a topic: the offset up to which consumers can read it.
 *
 * It queries the leader alone, so that frozen brokers keep nobody waiting.
 *
 * @param leader The leader's address, as `host:port`.
 * @param topic The topic's full name.
 * @returns The offset after the last record that consumers can read.
 * @throws {Trouble} If the broker refuses, or there is no answer within 5 s.
 *
 * Source: Kafka protocol guide, "ListOffsets API".
 *
 * @example Nothing readable yet
 * ```ts ignore
 * await readableEnd(cluster.brokers[0], clicks); // 0
 * ```
 */
export async function readableEnd(
  leader: string,
  topic: string,
): Promise<number> {
  const partition = [...int32(0), ...int32(-1), ...LATEST, NO_TAGS];
  const body = [
    ...int32(-1), // a consumer
    0, // uncommitted transactions, too
    ...compactArray([
      [...compactString(topic), ...compactArray([partition]), NO_TAGS],
    ]),
    NO_TAGS,
  ];
  const request = { api: LIST_OFFSETS, version: 6, body };
  const answer = await askBroker(leader, request, ANSWER_WITHIN_MS);
  if (!answer) throw unreadable(topic, "no answer");
  answer.skip(4); // throttle time
  answer.arrayLength(); // our one topic
  answer.string();
  answer.arrayLength(); // its one partition
  answer.int32();
  const code = answer.int16();
  if (code !== 0) throw unreadable(topic, `error ${code}`);
  answer.skip(8 + 4); // timestamp, and the upper half of the offset
  return answer.int32();
}

function unreadable(topic: string, found: string): Trouble {
  return new Trouble(
    `Cannot read the high watermark of "${topic}": expected an offset from its leader but found ${found}. Look whether broker 1 is well, and run the check again`,
  );
}
