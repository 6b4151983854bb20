import type { ObservedHandler } from '../../model/observed.ts'

// Written by `npm run modules`, which asks the servers.

export const OBSERVED: ObservedHandler[] = [
  {
    name: 'default-handler',
    package: 'core',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler default-handler',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler default-handler',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler None',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler None',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'server-status',
    package: 'mod_status',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler server-status',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-status',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '404': 'POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-status\nRequire all granted',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-status\nRequire all granted',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '404': 'POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'server-info',
    package: 'mod_info',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler server-info',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-info',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '404': 'POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-info\nRequire all granted',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-info\nRequire all granted',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '404': 'POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'ldap-status',
    package: 'mod_ldap',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler ldap-status',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler ldap-status',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '404': 'POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler ldap-status\nRequire all granted',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler ldap-status\nRequire all granted',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '404': 'POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'md-status',
    package: 'mod_md',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler md-status',
        seen: {
          '200': 'GET HEAD TRACE',
          '501 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler md-status',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '501 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler md-status\nRequire all granted',
        seen: {
          '200': 'GET HEAD TRACE',
          '501 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler md-status\nRequire all granted',
        none: true,
        seen: {
          '200': 'GET HEAD TRACE',
          '501 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'http2-status',
    package: 'mod_http2',
    version: '2.4.71',
    open: 'GET HEAD POST',
    says: [
      {
        text: 'SetHandler http2-status',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler http2-status',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler http2-status\nRequire all granted',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler http2-status\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'balancer-manager',
    package: 'mod_proxy_balancer',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler balancer-manager',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler balancer-manager',
        none: true,
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler balancer-manager\nRequire all granted',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler balancer-manager\nRequire all granted',
        none: true,
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'reflector',
    package: 'mod_reflector',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler reflector',
        seen: {
          '200': 'POST TRACE',
          '405 OPTIONS, POST, TRACE':
            'GET HEAD PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200 OPTIONS, POST, TRACE': 'OPTIONS',
        },
      },
      {
        text: 'SetHandler reflector',
        none: true,
        seen: {
          '200': 'POST TRACE',
          '405 OPTIONS, POST, TRACE':
            'GET HEAD PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200 OPTIONS, POST, TRACE': 'OPTIONS',
        },
      },
      {
        text: 'SetHandler reflector\nRequire all granted',
        seen: {
          '200': 'POST TRACE',
          '405 OPTIONS, POST, TRACE':
            'GET HEAD PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200 OPTIONS, POST, TRACE': 'OPTIONS',
        },
      },
      {
        text: 'SetHandler reflector\nRequire all granted',
        none: true,
        seen: {
          '200': 'POST TRACE',
          '405 OPTIONS, POST, TRACE':
            'GET HEAD PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '200 OPTIONS, POST, TRACE': 'OPTIONS',
        },
      },
    ],
  },
  {
    name: 'heartbeat',
    package: 'mod_heartmonitor',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler heartbeat',
        seen: {
          '200': 'TRACE',
          '503': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler heartbeat',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler heartbeat\nRequire all granted',
        seen: {
          '200': 'TRACE',
          '503': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler heartbeat\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'form-login-handler',
    package: 'mod_auth_form',
    version: '2.4.71',
    open: 'POST',
    says: [
      {
        text: 'SetHandler form-login-handler\nAuthType form\nAuthFormProvider file\nAuthUserFile /dev/null\nAuthName x\nSession On\nSessionCookieName s path=/',
        seen: {
          '200': 'TRACE',
          '401': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler form-login-handler\nAuthType form\nAuthFormProvider file\nAuthUserFile /dev/null\nAuthName x\nSession On\nSessionCookieName s path=/',
        none: true,
        seen: {
          '200': 'TRACE',
          '401': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler form-login-handler\nAuthType form\nAuthFormProvider file\nAuthUserFile /dev/null\nAuthName x\nSession On\nSessionCookieName s path=/\nAuthFormLoginSuccessLocation /a',
        seen: {
          '200': 'TRACE',
          '401': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler form-login-handler\nAuthType form\nAuthFormProvider file\nAuthUserFile /dev/null\nAuthName x\nSession On\nSessionCookieName s path=/\nAuthFormLoginSuccessLocation /a',
        none: true,
        seen: {
          '200': 'TRACE',
          '401': 'POST',
          '405 TRACE': 'GET HEAD PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'form-logout-handler',
    package: 'mod_auth_form',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler form-logout-handler\nAuthName x\nSession On\nSessionCookieName s path=/',
        seen: {
          '200':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler form-logout-handler\nAuthName x\nSession On\nSessionCookieName s path=/',
        none: true,
        seen: {
          '200':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler form-logout-handler\nAuthName x\nSession On\nSessionCookieName s path=/\nAuthFormLogoutLocation /a',
        seen: {
          '200': 'TRACE',
          '307': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler form-logout-handler\nAuthName x\nSession On\nSessionCookieName s path=/\nAuthFormLogoutLocation /a',
        none: true,
        seen: {
          '200': 'TRACE',
          '307': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'send-as-is',
    package: 'mod_asis',
    version: '2.4.71',
    open: 'GET HEAD',
    says: [
      {
        text: 'SetHandler send-as-is',
        seen: {
          '200': 'POST TRACE',
          '418': 'GET HEAD',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler send-as-is',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler send-as-is\nRequire all granted',
        seen: {
          '200': 'POST TRACE',
          '418': 'GET HEAD',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler send-as-is\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'imap-file',
    package: 'mod_imagemap',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler imap-file',
        seen: {
          '200': 'POST TRACE',
          '302': 'GET HEAD',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler imap-file',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler imap-file\nRequire all granted',
        seen: {
          '200': 'POST TRACE',
          '302': 'GET HEAD',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler imap-file\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'type-map',
    package: 'mod_negotiation',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler type-map',
        seen: {
          '200': 'TRACE',
          '404': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '506': 'GET HEAD',
        },
      },
      {
        text: 'SetHandler type-map',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler type-map\nRequire all granted',
        seen: {
          '200': 'TRACE',
          '404': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
          '506': 'GET HEAD',
        },
      },
      {
        text: 'SetHandler type-map\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'server-parsed',
    package: 'mod_include',
    version: '2.4.71',
    says: [
      {
        text: 'SetHandler server-parsed',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-parsed',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-parsed\nRequire all granted',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler server-parsed\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'cgi-script',
    package: 'mod_cgid',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler cgi-script\nOptions -ExecCGI',
        seen: {
          '200': 'TRACE',
          '403': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler cgi-script\nOptions -ExecCGI',
        none: true,
        seen: {
          '200': 'TRACE',
          '403': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler cgi-script\nOptions +ExecCGI',
        seen: {
          '200': 'TRACE',
          '500': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler cgi-script\nOptions +ExecCGI',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'lua-script',
    package: 'mod_lua',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler lua-script',
        seen: {
          '200': 'HEAD TRACE',
          '500': 'GET POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler lua-script',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler lua-script\nRequire all granted',
        seen: {
          '200': 'HEAD TRACE',
          '500': 'GET POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler lua-script\nRequire all granted',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'Dav On',
    package: 'mod_dav mod_dav_fs',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'Dav On',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '204': 'PUT DELETE',
          '207': 'PROPFIND',
          '400': 'PROPPATCH COPY MOVE LOCK UNLOCK',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PATCH',
          '200 COPY, DELETE, GET, HEAD, LOCK, MOVE, OPTIONS, POST, PROPFIND, PROPPATCH, PUT, TRACE, UNLOCK': 'OPTIONS',
          '405 TRACE': 'MKCOL',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'Dav On',
        none: true,
        seen: {
          '200': 'TRACE',
          '201': 'PUT MKCOL',
          '400': 'LOCK UNLOCK',
          '404': 'GET HEAD POST DELETE PROPFIND PROPPATCH COPY MOVE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PATCH',
          '200 LOCK, MKCOL, OPTIONS, PUT': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'Dav On, dav_lock',
    package: 'mod_dav mod_dav_fs mod_dav_lock',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'Dav On',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '204': 'PUT DELETE',
          '207': 'PROPFIND',
          '400': 'PROPPATCH COPY MOVE LOCK UNLOCK',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PATCH',
          '200 COPY, DELETE, GET, HEAD, LOCK, MOVE, OPTIONS, POST, PROPFIND, PROPPATCH, PUT, TRACE, UNLOCK': 'OPTIONS',
          '405 TRACE': 'MKCOL',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'Dav On',
        none: true,
        seen: {
          '200': 'TRACE',
          '201': 'PUT MKCOL',
          '400': 'LOCK UNLOCK',
          '404': 'GET HEAD POST DELETE PROPFIND PROPPATCH COPY MOVE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PATCH',
          '200 LOCK, MKCOL, OPTIONS, PUT': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'AuthType Basic',
    package: 'mod_auth_basic',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'AuthType Basic\nAuthName a\nAuthUserFile /dev/null\nRequire valid-user',
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'AuthType Basic\nAuthName a\nAuthUserFile /dev/null\nRequire valid-user',
        none: true,
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'AuthType Digest',
    package: 'mod_auth_digest',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'AuthType Digest\nAuthDigestProvider file\nAuthName a\nAuthUserFile /dev/null\nRequire valid-user',
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'AuthType Digest\nAuthDigestProvider file\nAuthName a\nAuthUserFile /dev/null\nRequire valid-user',
        none: true,
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'AuthType form',
    package: 'mod_auth_form',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'AuthType form\nAuthFormProvider file\nAuthUserFile /dev/null\nAuthName x\nSession On\nSessionCookieName s path=/\nRequire valid-user',
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'AuthType form\nAuthFormProvider file\nAuthUserFile /dev/null\nAuthName x\nSession On\nSessionCookieName s path=/\nRequire valid-user',
        none: true,
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'AllowMethods GET',
    package: 'mod_allowmethods',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'AllowMethods GET',
        seen: {
          '200': 'GET HEAD TRACE',
          '405 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'AllowMethods GET',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD',
          '405 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'Deny from all',
    package: 'mod_access_compat',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'Order allow,deny\nDeny from all',
        seen: {
          '200': 'TRACE',
          '403': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'Order allow,deny\nDeny from all',
        none: true,
        seen: {
          '200': 'TRACE',
          '403': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'Anonymous',
    package: 'mod_auth_basic mod_authn_anon',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'AuthType Basic\nAuthName a\nAuthBasicProvider anon\nAnonymous a\nRequire valid-user',
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'AuthType Basic\nAuthName a\nAuthBasicProvider anon\nAnonymous a\nRequire valid-user',
        none: true,
        seen: {
          '200': 'TRACE',
          '401': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'CheckSpelling On',
    package: 'mod_speling',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'CheckSpelling On',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'CheckSpelling On',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'Options MultiViews',
    package: 'mod_negotiation',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'Options +MultiViews',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'Options +MultiViews',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'RewriteEngine On',
    package: 'mod_rewrite',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'RewriteEngine On',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'RewriteEngine On',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'ExpiresActive On',
    package: 'mod_expires',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'ExpiresActive On\nExpiresDefault A60',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'ExpiresActive On\nExpiresDefault A60',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'Header set',
    package: 'mod_headers',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'Header set X-A b',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'Header set X-A b',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'CookieTracking On',
    package: 'mod_usertrack',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'CookieTracking On',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'CookieTracking On',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'KeptBodySize',
    package: 'mod_request',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'KeptBodySize 10',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'KeptBodySize 10',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'ReflectorHeader',
    package: 'mod_reflector',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'ReflectorHeader a',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'ReflectorHeader a',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'MetaFiles on',
    package: 'mod_cern_meta',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'MetaFiles on',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'MetaFiles on',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'UniqueId',
    package: 'mod_unique_id',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'MimeMagic',
    package: 'mod_mime_magic',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'UserDir',
    package: 'mod_userdir',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'RemoteIPHeader',
    package: 'mod_remoteip',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'RequestReadTimeout',
    package: 'mod_reqtimeout',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'CacheEnable disk',
    package: 'mod_cache mod_cache_disk',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'CacheEnable socache',
    package: 'mod_cache mod_cache_socache mod_socache_shmcb',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: '',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: '',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SSLRequireSSL',
    package: 'mod_ssl mod_socache_shmcb',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SSLRequireSSL',
        seen: {
          '200': 'TRACE',
          '403': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SSLRequireSSL',
        none: true,
        seen: {
          '200': 'TRACE',
          '403': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'LogMessage',
    package: 'mod_log_debug',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'LogMessage "a"',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'LogMessage "a"',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter DEFLATE',
    package: 'mod_deflate',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter DEFLATE',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter DEFLATE',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter BROTLI_COMPRESS',
    package: 'mod_brotli',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter BROTLI_COMPRESS',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter BROTLI_COMPRESS',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter BUFFER',
    package: 'mod_buffer',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter BUFFER',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter BUFFER',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter RATE_LIMIT',
    package: 'mod_ratelimit',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter RATE_LIMIT',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter RATE_LIMIT',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter SUBSTITUTE',
    package: 'mod_substitute',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter SUBSTITUTE',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter SUBSTITUTE',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter Sed',
    package: 'mod_sed',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter Sed',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter Sed',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter INCLUDES',
    package: 'mod_include',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter INCLUDES',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter INCLUDES',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter DATA',
    package: 'mod_data',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter DATA',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter DATA',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter CaseFilter',
    package: 'mod_case_filter',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter CaseFilter',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter CaseFilter',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'SetOutputFilter xml2enc',
    package: 'mod_xml2enc',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetOutputFilter xml2enc',
        seen: {
          '200': 'GET HEAD POST TRACE',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
      {
        text: 'SetOutputFilter xml2enc',
        none: true,
        seen: {
          '200': 'TRACE',
          '404': 'GET HEAD POST',
          '405 GET, HEAD, OPTIONS, POST, TRACE': 'PUT PATCH DELETE PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK',
          '200 GET, HEAD, OPTIONS, POST, TRACE': 'OPTIONS',
          '501 GET, HEAD, OPTIONS, POST, TRACE': 'QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_http, who answers 200',
    package: 'mod_proxy_http',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:http://127.0.0.1:8080"',
        seen: {
          '200':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:http://127.0.0.1:8080"',
        none: true,
        seen: {
          '200':
            'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK TRACE QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_http, nobody there',
    package: 'mod_proxy_http',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:http://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:http://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_fcgi, nobody there',
    package: 'mod_proxy_fcgi',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:fcgi://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:fcgi://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_scgi, nobody there',
    package: 'mod_proxy_scgi',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:scgi://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:scgi://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_uwsgi, nobody there',
    package: 'mod_proxy_uwsgi',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:uwsgi://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:uwsgi://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_ajp, nobody there',
    package: 'mod_proxy_ajp',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:ajp://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:ajp://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_ftp, nobody there',
    package: 'mod_proxy_ftp',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:ftp://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD',
          '501 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:ftp://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD',
          '501 TRACE': 'POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
  {
    name: 'proxy_wstunnel, nobody there',
    package: 'mod_proxy_wstunnel',
    version: '2.4.71',
    beside: true,
    says: [
      {
        text: 'SetHandler "proxy:ws://127.0.0.1:1"',
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
      {
        text: 'SetHandler "proxy:ws://127.0.0.1:1"',
        none: true,
        seen: {
          '200': 'TRACE',
          '503': 'GET HEAD POST PUT PATCH DELETE OPTIONS PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK QUERY PURGE *',
        },
      },
    ],
  },
]
