/** Loopback servers take any free port, so that their port says nothing about the site. */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])$/;

/** The origin pattern of a page: scheme and host, any port on loopback; the whole address where there is no origin. */
export function originPattern(url: string): string {
  const parsed = parse(url);
  if (!parsed || parsed.origin === 'null') return url.split(/[#?]/)[0];
  return LOOPBACK.test(parsed.hostname) ? `${parsed.protocol}//${parsed.hostname}:*` : parsed.origin;
}

/** True when one of the patterns allows the page. `*` stands for any page, `*.` for any subdomain, `:*` for any port. */
export function inScope(scope: readonly string[], url: string): boolean {
  return scope.some((pattern) => pattern === '*' || pattern === originPattern(url) || matches(pattern, url));
}

function matches(pattern: string, url: string): boolean {
  const parsed = parse(url);
  const [, scheme, wild, host, port] = /^([a-z]+:)\/\/(\*\.)?([^/:*]+|\[[^\]]+\])(?::(\*|\d+))?$/i.exec(pattern) ?? [];
  if (!parsed || !scheme || parsed.protocol !== scheme.toLowerCase()) return false;
  const name = host.toLowerCase();
  const sameHost = wild ? parsed.hostname.endsWith(`.${name}`) : parsed.hostname === name;
  return sameHost && (port === '*' || parsed.port === (port ?? ''));
}

function parse(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
