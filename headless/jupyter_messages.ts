import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** The channel of a message: `shell` carries requests and replies, `iopub` what the kernel publishes. */
export type Channel = "shell" | "iopub";

/** A message of the Jupyter protocol, as far as running cells needs it. */
export interface Message {
  /** The channel it travels on. */
  channel: Channel;
  /** Its type, such as `execute_reply` or `stream`. */
  type: string;
  /** Id of the request it belongs to; empty when it names none. The kernel often names a wrong one. */
  parentId: string;
  /** Its fields, which depend on the type. */
  content: Record<string, unknown>;
}

const DELIMITER = "<IDS|MSG>";
const PROTOCOL_VERSION = "5.3";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Signs and encodes the messages to one kernel, and verifies and decodes the messages from it. */
export class MessageCodec {
  #key: string;
  #session: string = crypto.randomUUID();

  /**
   * Creates the codec for one kernel.
   *
   * @param key The secret from the kernel's connection file.
   */
  constructor(key: string) {
    this.#key = key;
  }

  /**
   * Encodes a request.
   *
   * @param id Id of the request, which its answers carry as `parentId`.
   * @param type Type of the request, such as `execute_request`.
   * @param content Fields of the request.
   * @returns The frames to send.
   *
   * Source: Jupyter, "Messaging in Jupyter", the wire protocol.
   */
  encode(
    id: string,
    type: string,
    content: Record<string, unknown>,
  ): Uint8Array[] {
    const header = {
      msg_id: id,
      msg_type: type,
      session: this.#session,
      username: "",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    const parts = [header, {}, {}, content].map((part) =>
      encoder.encode(JSON.stringify(part))
    );
    return [
      encoder.encode(DELIMITER),
      encoder.encode(this.#sign(parts)),
      ...parts,
    ];
  }

  /**
   * Decodes a message that came in.
   *
   * @param channel The channel on which the message came in.
   * @param frames The frames as received, including those before the delimiter.
   * @returns The message; `null` when it is not signed with the kernel's key.
   */
  decode(channel: Channel, frames: Uint8Array[]): Message | null {
    const delimiter = frames.findIndex((frame) =>
      frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
    );
    const [signature, ...parts] = frames.slice(delimiter + 1, delimiter + 6);
    if (delimiter < 0 || !signature || parts.length < 4) return null;
    if (!isEqual(signature, encoder.encode(this.#sign(parts)))) return null;
    const [header, parent, , content] = parts.map((part) =>
      JSON.parse(decoder.decode(part))
    );
    return {
      channel,
      type: header.msg_type,
      parentId: parent.msg_id ?? "",
      content,
    };
  }

  #sign(parts: Uint8Array[]): string {
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length &&
    timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
