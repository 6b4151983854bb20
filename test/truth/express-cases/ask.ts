export const everyMethod = (path: string): string[] => ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].map((method) => `${method} ${path}`)

/** 'ab' asks for GET /a and GET /b. */
export const letters = (text: string): string[] => [...text].map((one) => `GET /${one}`)
