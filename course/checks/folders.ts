/**
 * Gives the address under which a browser opens a file.
 *
 * @param path Absolute.
 */
export function toFileUrl(path: string): string {
  return `file://${path.split("/").map(encodeURIComponent).join("/")}`;
}
