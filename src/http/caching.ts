const FORBIDS = /^(?:no-store|no-cache|private)(?:=.*)?$|^(?:max-age|s-maxage)="?0+"?$/i

/** Whether Cache-Control keeps a shared cache from serving the response again without asking (RFC 9111 §5.2.2). */
export const isUncacheable = (cacheControl: string): boolean =>
  cacheControl.split(',').some((directive) => FORBIDS.test(directive.trim()))
