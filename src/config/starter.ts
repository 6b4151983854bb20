/** What `verblint init` writes. */
export const STARTER = `{
  "$schema": "https://unpkg.com/verblint/verblint.schema.json",

  // recommended; strict shows information as well; for all, information counts as a warning
  "extends": "recommended",

  // error, warn, info or off; "verblint rules" lists the rules, "verblint explain RULE" tells about one
  "rules": {
    // "stub-501": "warn"
  },

  // Globs and folders that are left out
  "ignore": [
    // "legacy", "**/*.sample"
  ],

  // Other severities for what stands in some files
  "overrides": [
    // { "files": ["sites-available/old-*"], "rules": { "trace-enabled": "off" } }
  ],

  // What the files are for, where it is not the newest version
  // "nginx": { "version": "1.22", "prefix": "deploy/nginx", "pathMap": { "/etc/nginx": "deploy/nginx" } },
  // "apache": { "version": "2.4" },
  // "express": { "version": 4, "passes": ["@acme/*", "./lib/metrics.ts"] },

  // The folder of the application that answers at an upstream's address
  "backends": {
    // "http://api:3000": "services/api"
  },

  // What must stay as it is: held against the site at every run. An OpenAPI document may be named instead: "expect": "openapi.yaml"
  "expect": {
    // "GET /health": 200,
    // "DELETE https://shop.example/admin": { "status": 405, "allow": ["GET", "HEAD"] }
  }
}
`
