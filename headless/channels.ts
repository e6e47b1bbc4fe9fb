import type { KernelConnection } from "./connection.ts";
import {
  type Channel,
  type Message,
  MessageCodec,
} from "./jupyter_messages.ts";
import { ZmtpSocket } from "./zmtp.ts";
import { GarbledFrame } from "./zmtp_frames.ts";

const RETRY_MS = 5;

/** The connections between this client and one kernel. */
export class KernelChannels {
  /**
   * Resolves once every connection has ended: with the frame that could not be decoded, when that
   * made this side close them, else with `null`; never rejects.
   */
  readonly closed: Promise<GarbledFrame | null>;
  #sockets: Record<Channel, ZmtpSocket>;
  #codec: MessageCodec;

  private constructor(
    sockets: Record<Channel, ZmtpSocket>,
    codec: MessageCodec,
    receive: (message: Message) => void,
  ) {
    this.#sockets = sockets;
    this.#codec = codec;
    const channels = Object.keys(sockets) as Channel[];
    this.closed = Promise.all(
      channels.map((channel) => this.#pump(channel, receive)),
    ).then((reasons) => reasons.find((reason) => reason !== null) ?? null);
  }

  /**
   * Connects to a kernel that is starting.
   *
   * @param connection The ports and the key of the kernel.
   * @param receive Callback for each message that comes in.
   * @param signal Aborts the attempt, because the kernel ended or took too long.
   * @returns Channels that the caller closes.
   * @throws {Error} The reason of the signal, once it is aborted.
   */
  static async open(
    connection: KernelConnection,
    receive: (message: Message) => void,
    signal: AbortSignal,
  ): Promise<KernelChannels> {
    using opened = new DisposableStack();
    const open = async (
      port: number,
      type: "DEALER" | "SUB",
    ): Promise<ZmtpSocket> =>
      opened.use(await connectWhenReady(port, type, signal));
    const sockets = {
      shell: await open(connection.shell_port, "DEALER"),
      iopub: await open(connection.iopub_port, "SUB"),
    };
    opened.move();
    return new KernelChannels(
      sockets,
      new MessageCodec(connection.key),
      receive,
    );
  }

  /**
   * Sends a request to the kernel.
   *
   * @param type Type of the request, such as `execute_request`.
   * @param content Fields of the request.
   * @returns The request's id, which its answers carry as `parentId`.
   * @throws {Error} If the connection is gone.
   */
  async send(type: string, content: Record<string, unknown>): Promise<string> {
    const id = crypto.randomUUID();
    await this.#sockets.shell.send(this.#codec.encode(id, type, content));
    return id;
  }

  /** Closes every connection. May be called twice. */
  close(): void {
    for (const socket of Object.values(this.#sockets)) socket.close();
  }

  async #pump(
    channel: Channel,
    receive: (message: Message) => void,
  ): Promise<GarbledFrame | null> {
    try {
      for (;;) {
        const frames = await this.#sockets[channel].receive();
        const message = this.#codec.decode(channel, frames);
        if (message) receive(message);
      }
    } catch (error) {
      // When the kernel ends, the other connection may still hold messages; anything else ends both.
      if (!(error instanceof Deno.errors.ConnectionReset)) this.close();
      return error instanceof GarbledFrame ? error : null;
    }
  }
}

async function connectWhenReady(
  port: number,
  type: "DEALER" | "SUB",
  signal: AbortSignal,
): Promise<ZmtpSocket> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ZmtpSocket.connect(port, type, signal);
    } catch (error) {
      if (!notReady(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function notReady(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionRefused ||
    error instanceof Deno.errors.ConnectionReset;
}
