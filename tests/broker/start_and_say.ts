/**
 * Run by tests as a process of its own: starts a broker, prints what it got as JSON, and stays until it is killed.
 *
 * Arguments: folder; whether the folder goes with the broker ("ephemeral" or "lasting"); the owner's process id, 0 for
 * none; without it, this process is the owner.
 */
import { startBroker } from "broker/broker.ts";

const [folder, kind, owner = Deno.pid] = Deno.args;
const broker = await startBroker({
  folder,
  port: 0,
  ephemeral: kind === "ephemeral",
  ...Number(owner) > 0 && { ownerPid: Number(owner) },
});
console.log(JSON.stringify({ pid: broker.pid, started: broker.started }));
setInterval(() => {}, 60_000);
