import type { Cluster } from "workbook/cluster.ts";
import { readToEnd } from "workbook/consumers.ts";
import { check, Refused, type Verdict } from "lab/exercises.ts";
import type { ConsumerRecord } from "workbook/records.ts";
import { createTopic } from "workbook/topics.ts";
import { eventOf, EVENTS } from "./lives.ts";

type Report = { turned: string[]; apart: string[] };

/** By partition, in the order of offsets; 1009 crosses from offset 9 to 10, and one record of 1010 is there twice. */
const WRITTEN = [
  "1004 shipped, 1001 created, 1003 created, 1001 paid, 1007 created, 1001 shipped, 1007 paid, 1008 created, 1008 shipped, 1009 created, 1009 paid",
  "1002 paid, 1002 created, 1003 paid, 1005 created, 1002 shipped, 1008 paid, 1010 created, 1010 created, 1010 shipped, 1010 paid",
  "1006 created, 1004 created, 1006 shipped, 1003 shipped, 1006 paid",
].map((partition) => partition.split(", "));
const TURNED = ["1002", "1006", "1010"];
const APART = ["1003", "1004", "1008"];

/**
 * Checks exercise 3: which orders are out of sequence, and of which nobody can tell.
 *
 * @param cluster The cluster to check on.
 * @param examine The reader's answer.
 * @returns The verdict.
 */
export function checkExamine(
  cluster: Cluster,
  examine: (records: ConsumerRecord[]) => Report,
): Promise<Verdict> {
  return check("examine", async () => {
    const partitions = await store(cluster);
    const reports = readings(partitions).map((records) => {
      const report = examine(records);
      checkShape(report);
      return report;
    });
    for (const { turned, apart } of reports) {
      checkReport({ turned, apart }, partitions);
      checkNames({ turned, apart }, partitions);
    }
    return `Read in ${reports.length} different sequences, and the same report each time: ${
      inWords(TURNED)
    } are turned, ${
      inWords(APART)
    } are apart. The others are in sequence as far as they have come.`;
  });
}

function inWords(orders: string[]): string {
  return `${orders.slice(0, -1).join(", ")} and ${orders.at(-1)}`;
}

async function store(cluster: Cluster): Promise<ConsumerRecord[][]> {
  const topic = await createTopic(cluster, "check-audit", {
    partitions: WRITTEN.length,
  });
  const producer = cluster.kafka.producer();
  await producer.connect();
  const began = Date.now() - 60_000;
  await producer.send({
    topic,
    messages: WRITTEN.flatMap((values, partition) =>
      values.map((value) => ({
        value,
        partition,
        // By their timestamps all orders are in sequence.
        timestamp: String(
          began + EVENTS.findIndex((event) => value.endsWith(event)) * 1_000,
        ),
      }))
    ),
  });
  const records = await readToEnd(cluster, topic);
  return WRITTEN.map((_, partition) =>
    records.filter((record) => record.partition === partition)
  );
}

/** Three of the sequences in which a consumer may read the partitions. */
function readings(partitions: ConsumerRecord[][]): ConsumerRecord[][] {
  const longest = Math.max(...partitions.map(({ length }) => length));
  const inTurn = Array.from(
    { length: longest },
    (_, i) => partitions.flatMap((records) => records[i] ?? []),
  );
  return [partitions.flat(), partitions.toReversed().flat(), inTurn.flat()];
}

function checkShape(report: unknown): void {
  const { turned, apart } = (report ?? {}) as Partial<Report>;
  if (Array.isArray(turned) && Array.isArray(apart)) return;
  throw new Refused(
    `examine returned ${
      Deno.inspect(report)
    }. Two lists were asked for, \`turned\` and \`apart\`, each with the numbers of orders.`,
  );
}

function checkReport(report: Report, partitions: ConsumerRecord[][]): void {
  const calledTurned = APART.find((order) => report.turned.includes(order));
  if (calledTurned) {
    throw new Refused(
      `You call ${calledTurned} turned. Its events are: ${
        eventsOf(calledTurned, partitions)
      }. Another reader meets these partitions the other way round. Who of the two is right?`,
    );
  }
  const missedApart = APART.find((order) => !report.apart.includes(order));
  if (missedApart) {
    throw new Refused(
      `You find nothing about ${missedApart}. Its events are: ${
        eventsOf(missedApart, partitions)
      }. Would you swear to their sequence, and by what?`,
    );
  }
  const missedTurned = TURNED.find((order) => !report.turned.includes(order));
  if (missedTurned) {
    throw new Refused(
      `You did not name ${missedTurned} as turned. Its events are: ${
        eventsOf(missedTurned, partitions)
      }. That is what every reader gets, whatever the timestamps say. What did you go by?`,
    );
  }
  const blamed = [...report.turned, ...report.apart].find((order) =>
    ![...TURNED, ...APART].includes(order)
  );
  if (blamed !== undefined) {
    throw new Refused(
      `You name ${blamed}. Its events are: ${
        eventsOf(String(blamed), partitions)
      }. What is wrong with that, so far?`,
    );
  }
}

function checkNames(report: Report, partitions: ConsumerRecord[][]): void {
  for (const [list, orders] of Object.entries(report)) {
    const twice = orders.find((order, i) => orders.indexOf(order) !== i);
    if (twice === undefined) continue;
    throw new Refused(
      `\`${list}\` names ${twice} ${
        orders.filter((order) => order === twice).length
      } times: ${orders.join(", ")}. Its events are: ${
        eventsOf(String(twice), partitions)
      }. Does your report go through orders, or through records?`,
    );
  }
}

function eventsOf(order: string, partitions: ConsumerRecord[][]): string {
  const own = partitions.flat().filter((record) =>
    eventOf(record).order === order
  );
  return own.map((record) =>
    `${
      eventOf(record).event
    } at offset ${record.offset} of partition ${record.partition}`
  ).join(", ") || "none";
}
