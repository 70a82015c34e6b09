import { isSafeMethod, type RequestRule } from '../../tools/index.js';

export interface FenceOptions {
  /** Page that exploration begins on; its host and port are inside. */
  url: string;
  /** Host names that are inside as well, whatever the port. */
  allow: readonly string[];
  /** Requests that change something may be sent. */
  sandbox: boolean;
}

/**
 * What exploration may reach. The rules on risk and links decide what is pressed; this holds below them, at the network, for what they
 * misjudge: nothing but reading leaves the browser, and nothing goes to another host.
 */
export class Fence {
  /** Requests that were held back because they would have changed something, such as `POST http://...`. */
  readonly writes: string[] = [];
  /** Hosts that were asked for and are outside, and how often. */
  readonly outside = new Map<string, number>();
  readonly #options: FenceOptions;

  constructor(options: FenceOptions) {
    this.#options = options;
  }

  /** True for an address that may be opened. */
  readonly allows = (url: string): boolean => {
    if (!URL.canParse(url)) return false;
    const [target, start] = [new URL(url), new URL(this.#options.url)];
    if (target.protocol === 'file:') return start.protocol === 'file:';
    if (!/^(?:https?|wss?):$/.test(target.protocol)) return false;
    return target.host === start.host || this.#options.allow.includes(target.hostname);
  };

  /** For `SessionOptions.allowRequest`. */
  readonly rule: RequestRule = ({ url, method }) => {
    if (/^(?:data|blob|about):/.test(url)) return true;
    if (!this.allows(url)) {
      const { host } = new URL(url);
      this.outside.set(host, (this.outside.get(host) ?? 0) + 1);
      return false;
    }
    if (this.#options.sandbox || isSafeMethod(method)) return true;
    this.writes.push(`${method} ${url}`);
    return false;
  };
}
