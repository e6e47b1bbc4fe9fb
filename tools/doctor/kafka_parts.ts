import list from "broker/jars.json" with { type: "json" };
import { brokerStatus } from "broker/broker.ts";
import { ensureDiskSpace, gibibytes } from "broker/disk.ts";
import { ensureOnePath } from "broker/folders.ts";
import { classPath, KAFKA_VERSION, sha256 } from "broker/jars.ts";
import { findJava } from "broker/java.ts";
import { kafkaLibs } from "broker/places.ts";
import type { Places } from "../setup/parts.ts";
import { type Diagnosis, type Part, SET_UP } from "./part.ts";

/**
 * Lists Java, Kafka, the disk and the broker as parts to examine.
 *
 * @param places The places of the checkout.
 * @returns The parts, in the order to print them.
 */
export function kafkaParts(places: Places): Part[] {
  return [
    {
      name: "Java",
      look: async () => {
        const { build, path } = await findJava();
        return { state: `${build.match(/version "([^"]+)/)?.[1]} at ${path}` };
      },
    },
    { name: "Kafka", look: lookAtJars },
    { name: "Broker", look: lookAtBroker },
    {
      name: "Disk",
      look: async () => {
        const free = await ensureDiskSpace(places.root);
        return { state: `${gibibytes(free)} free` };
      },
    },
  ];
}

async function lookAtJars(): Promise<Diagnosis> {
  const jars = list[KAFKA_VERSION];
  const libs = kafkaLibs(KAFKA_VERSION);
  ensureOnePath(libs);
  const intact = await Promise.all(
    classPath(libs, KAFKA_VERSION).split(":").map(async (path, index) => {
      const content = await Deno.readFile(path).catch(() => null);
      return content !== null && await sha256(content) === jars[index]?.sha256;
    }),
  );
  const damaged = intact.filter((jar) => !jar).length;
  return damaged === 0
    ? { state: `${KAFKA_VERSION}, ${jars.length} jars as published` }
    : {
      state: `${damaged} of ${jars.length} jars missing or damaged`,
      cure: SET_UP,
    };
}

async function lookAtBroker(): Promise<Diagnosis> {
  const given = Deno.env.get("KAFKA_BROKERS");
  if (given) return { state: `${given}, from KAFKA_BROKERS` };
  const status = await brokerStatus();
  if (status === null) {
    return { state: 'not running; "deno task start" starts it' };
  }
  const { brokers, kafka, nodeStatus } = status;
  return nodeStatus.every(({ serves }) => serves)
    ? { state: `${brokers}, Kafka ${kafka}` }
    : {
      state: `does not answer at ${brokers}`,
      cure: 'run "deno task stop", then "deno task start"',
    };
}
