/**
 * Run by tests as a process of its own: starts a broker, prints what it got as JSON, and stays until it is killed.
 *
 * Arguments: folder, then the owner's process id; without it, this process is the owner.
 */
import { startBroker } from "broker/broker.ts";

const [folder, owner = Deno.pid] = Deno.args;
const broker = await startBroker({
  folder,
  port: 0,
  ephemeral: true,
  ownerPid: Number(owner),
});
console.log(JSON.stringify({ pid: broker.pid, started: broker.started }));
setInterval(() => {}, 60_000);
