// Where to go after signing in. Only our own paths: an address from outside must not ride along.

const ORIGIN = "http://own.invalid";

/** The path to go on to; "/" for anything that is not a path of ours. */
export function safeThen(text: string | null): string {
  if (text === null || !text.startsWith("/")) return "/";
  try {
    const url = new URL(text, ORIGIN);
    const own = url.origin === ORIGIN && !SIGN_IN_PAGES.includes(url.pathname);
    return own ? url.pathname + url.search + url.hash : "/";
  } catch {
    return "/";
  }
}

const SIGN_IN_PAGES = ["/signin", "/enter"];

/** The sign-in page that leads back to `path`. */
export function signInAddress(path: string): string {
  const then = safeThen(path);
  return then === "/" ? "/signin" : `/signin?then=${encodeURIComponent(then)}`;
}
