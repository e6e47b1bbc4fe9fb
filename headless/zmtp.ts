import { ByteReader } from "./byte_reader.ts";
import {
  decodeFrame,
  encodeMessage,
  greeting,
  GREETING_BYTES,
  readyCommand,
  type SocketType,
} from "./zmtp_frames.ts";

const SUBSCRIBE_TO_ALL = new Uint8Array([1]);

/**
 * The connecting side of a ZeroMQ connection: the part of ZMTP 3.0 that a Jupyter client needs.
 *
 * Own code, because no ZeroMQ package from npm runs in Deno: the native one crashes, and the one
 * in plain JavaScript supports WebSockets only.
 */
export class ZmtpSocket implements Disposable {
  #connection: Deno.TcpConn;
  #reader: ByteReader;
  #written: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    this.#reader = new ByteReader(connection);
  }

  /**
   * Connects to a ZeroMQ socket and performs the handshake.
   *
   * @param port The port on 127.0.0.1.
   * @param type The socket type of this side; a `SUB` subscribes to everything.
   * @param signal Aborts the attempt; a peer that is no ZeroMQ socket may never answer.
   * @returns A socket that the caller closes.
   * @throws {Deno.errors.ConnectionRefused} If nothing listens on the port.
   */
  static async connect(
    port: number,
    type: SocketType,
    signal: AbortSignal,
  ): Promise<ZmtpSocket> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const socket = new ZmtpSocket(connection);
    const giveUp = (): void => socket.close();
    signal.addEventListener("abort", giveUp);
    try {
      connection.setNoDelay(true); // a delayed acknowledgement costs 40 ms a cell
      await socket.#shakeHands(type);
      if (type === "SUB") await socket.send([SUBSCRIBE_TO_ALL]);
      signal.throwIfAborted();
      return socket;
    } catch (error) {
      socket.close();
      throw error;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  }

  async #shakeHands(type: SocketType): Promise<void> {
    await this.#write(greeting());
    await this.#write(readyCommand(type));
    await this.#reader.read(GREETING_BYTES);
    await this.#nextFrame(); // the peer's READY
  }

  /**
   * Writes one message after those that are being written.
   *
   * @param parts The frames of the message.
   * @returns Resolves once the message is written.
   * @throws {Error} If the connection is gone.
   */
  send(parts: Uint8Array[]): Promise<void> {
    return this.#write(encodeMessage(parts));
  }

  /**
   * Waits for the next message.
   *
   * @returns The frames of the message, at least one.
   * @throws {Error} If the connection ends first.
   */
  async receive(): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = [];
    for (;;) {
      const frame = await this.#nextFrame();
      if (frame.command) continue;
      parts.push(frame.data);
      if (!frame.more) return parts;
    }
  }

  /** Closes the connection; a pending `receive` rejects. May be called twice. */
  close(): void {
    try {
      this.#connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  /** Closes the connection. */
  [Symbol.dispose](): void {
    this.close();
  }

  #nextFrame(): ReturnType<typeof decodeFrame> {
    return decodeFrame((length) => this.#reader.read(length));
  }

  #write(bytes: Uint8Array): Promise<void> {
    const written = this.#written.then(async () => {
      for (let offset = 0; offset < bytes.length;) {
        offset += await this.#connection.write(bytes.subarray(offset));
      }
    });
    this.#written = written.catch(() => {});
    return written;
  }
}
