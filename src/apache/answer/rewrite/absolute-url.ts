/** is_absolute_uri: what mod_rewrite takes for a URL of its own, and no path. */
export const isAbsoluteUrl = (text: string): boolean =>
  /^(ajp|balancer|fcgi|ftp|gopher|h2c?|https?|ldaps?|mailto|news|nntp|scgi|unix|uwsgi|wss?):/i.test(text) &&
  (/^\w+:\/\//.test(text) || /^(mailto|news):/i.test(text))
