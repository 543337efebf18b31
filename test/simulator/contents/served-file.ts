/** What the server of files answers for one of them. */
export interface ServedFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** By way of another host, which wants no token; else at once. */
  readonly way: 'redirect' | 'direct';
  /** Packed on its way. */
  readonly gzip?: true;
  /** In its place. `ticket`: only with a token of its own. */
  readonly trouble?: 'gone' | 'refused' | 'ticket' | 'damaged';
}

/** As it goes over the wire. */
export interface FileReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}
