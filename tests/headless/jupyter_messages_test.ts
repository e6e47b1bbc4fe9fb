import { assertEquals } from "@std/assert";
import { MessageCodec } from "headless/jupyter_messages.ts";

const encoder = new TextEncoder();

Deno.test("decode() reads what encode() wrote with the same key", () => {
  const frames = new MessageCodec("key").encode("id", "execute_request", {
    code: "1 + ä",
  });
  const identity = encoder.encode("client");
  assertEquals(new MessageCodec("key").decode("shell", [identity, ...frames]), {
    channel: "shell",
    type: "execute_request",
    parentId: "",
    content: { code: "1 + ä" },
  });
});

Deno.test("decode() passes over a message that is signed with another key, or changed", () => {
  const codec = new MessageCodec("key");
  const frames = codec.encode("id", "status", { execution_state: "idle" });
  assertEquals(new MessageCodec("other").decode("iopub", frames), null);
  const changed = frames.with(-1, encoder.encode("{}"));
  assertEquals(codec.decode("iopub", changed), null);
  assertEquals(codec.decode("iopub", frames.slice(1)), null);
});
