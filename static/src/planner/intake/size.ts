/** "12 kB", "3.4 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 950_000) return `${Math.max(1, Math.round(bytes / 1000))}\u2009kB`;
  return `${(bytes / 1e6).toFixed(1)}\u2009MB`;
}
