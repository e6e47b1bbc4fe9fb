/**
 * Where the brokers are that tests talk to: those in `KAFKA_BROKERS`, else one broker of the workbook's own that all test
 * files of this `deno test` run share. It ends, and its records go, when the run ends, however it ends.
 *
 * Use topic and group names of your own, and delete them.
 */
import { startBroker } from "broker/broker.ts";
import { workbookPath } from "broker/places.ts";

/** `host:port` of each broker. */
export const brokers: string[] =
  Deno.env.get("KAFKA_BROKERS")?.split(",").map((broker) => broker.trim()) ??
    await startTestBroker();

async function startTestBroker(): Promise<string[]> {
  // Test files run in threads of one process: the first starts the broker, the others find it in the same folder.
  const broker = await startBroker({
    folder: workbookPath("test", String(Deno.pid)),
    port: 0,
    ownerPid: Deno.pid,
    ephemeral: true,
  });
  return broker.brokers;
}
