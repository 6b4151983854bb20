# docker build -t verblint . && docker run --rm -v "$PWD:/work:ro" verblint
FROM node:22-alpine AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json bundle.js verblint.schema.json ./
COPY src ./src
COPY rules ./rules
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22-alpine
RUN apk add --no-cache git
WORKDIR /verblint
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/rules ./rules
COPY --from=build /build/dist ./dist
USER node
WORKDIR /work
ENTRYPOINT ["node", "/verblint/dist/src/cli/bin.cjs"]
