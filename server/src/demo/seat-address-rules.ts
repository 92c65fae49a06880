// Where a simulated person's socket goes. The room server names the address that browsers come by (PUBLIC_ADDRESS), which
// a program beside the server may be unable to reach, and takes the scheme from how the program itself came.

export interface ServerAddresses {
  /** How the program comes to the server. */
  readonly url: string;
  /** The server's PUBLIC_ADDRESS: host and path, no scheme. */
  readonly publicAddress?: string | undefined;
  /** The server's PUBLIC_URL; its scheme is that of every process behind the same front. */
  readonly publicUrl?: string | undefined;
}

/** The server's own address becomes the way the program came; that of another process is one behind the front. */
export function chooseSeatAddress(named: URL, server: ServerAddresses): string {
  if (named.protocol !== "ws:" && named.protocol !== "wss:") return named.href;
  const own = server.publicAddress === undefined ? undefined : new URL(`${named.protocol}//${server.publicAddress}/`);
  if (own !== undefined && named.host === own.host && named.pathname.startsWith(own.pathname)) {
    const base = new URL(server.url);
    const scheme = base.protocol === "https:" ? "wss:" : "ws:";
    return `${scheme}//${base.host}/${named.pathname.slice(own.pathname.length)}${named.search}`;
  }
  const isFronted = named.host !== new URL(server.url).host && server.publicUrl?.startsWith("https:") === true;
  return isFronted ? named.href.replace(/^ws:/, "wss:") : named.href;
}
