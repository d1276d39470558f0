# Aetia without a database of its own: set NEO4J_URI, or use compose.yaml.
FROM node:20-bookworm-slim AS build
WORKDIR /aetia
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit
COPY tsconfig.json ./
COPY schema schema
COPY server server
COPY admin admin
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 AETIA_DATA=/data
WORKDIR /aetia
COPY package.json package-lock.json tsconfig.json ./
COPY schema schema
COPY server server
COPY seed seed
COPY admin admin
COPY --from=build /aetia/node_modules node_modules
COPY --from=build /aetia/.cache/web .cache/web
# Exports and backups go here unless a command says otherwise.
RUN mkdir --mode=700 /data && chown node:node /data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# As `npm start` has it.
CMD ["node", "--max-semi-space-size=64", "server/start.js"]
