/**
 * Ends the kernel when its client is gone, however it went: the client holds the other end of the
 * kernel's stdin and never writes to it. In a worker, because a cell may be in a busy loop.
 */
const nothing = new Uint8Array(1);
while (Deno.stdin.readSync(nothing) !== null);
// The whole group, so that nothing that a cell has started goes on; in a worker, Deno.exit() would end the worker alone.
Deno.kill(-Deno.pid, "SIGKILL");
