/**
 * Runs one of Kafka's own command-line programs on the reader's broker.
 *
 * ```sh
 * deno task kafka topics --list
 * deno task kafka consumer-groups --describe --group mailer
 * ```
 */
import { kafkaCommand } from "broker/command_line.ts";
import { readConnection } from "workbook/cluster.ts";
import { runProgram } from "./processes/program.ts";

await runProgram(async () => {
  const command = await kafkaCommand(
    Deno.args,
    () => readConnection().brokers,
  );
  // Ctrl-C is for Kafka's program; when that ends, this one does.
  Deno.addSignalListener("SIGINT", () => {});
  const [program, ...args] = command;
  const { code } = await new Deno.Command(program!, { args }).spawn().status;
  Deno.exit(code);
});
