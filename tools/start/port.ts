import { Trouble } from "workbook/errors.ts";

/**
 * Checks that JupyterLab can have the port that the reader asked for.
 *
 * @param port The TCP port on 127.0.0.1.
 * @throws {Trouble} If another program listens on the port, or this one is not allowed to.
 */
export function mustBeFree(port: number): void {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
  } catch (error) {
    throw new Trouble(
      `Cannot open JupyterLab on port ${port}: ${
        error instanceof Deno.errors.AddrInUse
          ? "another program listens there"
          : (error as Error).message
      }. Give another one with --port, or leave it out`,
      { cause: error },
    );
  }
}
