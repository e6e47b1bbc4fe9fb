import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** Where a message travels: requests and their replies, or what everybody may see. */
export type Channel = "shell" | "iopub";

/** A message of the Jupyter protocol, as far as running cells needs it. */
export interface Message {
  channel: Channel;
  /** Such as `execute_reply` or `stream`. */
  type: string;
  /** The request it belongs to; empty when it names none. The kernel often names a wrong one. */
  parentId: string;
  /** Its fields, by the type of the message. */
  content: Record<string, unknown>;
}

const DELIMITER = "<IDS|MSG>";
const PROTOCOL_VERSION = "5.3";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Signs and encodes what is sent to one kernel, and verifies and decodes what comes from it. */
export class MessageCodec {
  #key: string;
  #session: string = crypto.randomUUID();

  /** @param key The secret that the kernel was started with. */
  constructor(key: string) {
    this.#key = key;
  }

  /**
   * Encodes a request.
   *
   * @param id What its answers will carry as `parentId`.
   * @param type Such as `execute_request`.
   * @param content Its fields.
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
   * Decodes what came in.
   *
   * @param channel Where it came in.
   * @param frames As received, with whatever stands before the delimiter.
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
