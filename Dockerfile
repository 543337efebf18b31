FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/finish-build.ts scripts/
COPY src src
RUN npm run build && rm dist/.tsbuildinfo && npm prune --omit=dev --omit=optional --no-audit --no-fund
COPY scripts/trim-modules.sh scripts/
RUN scripts/trim-modules.sh .


FROM node:24-bookworm-slim
# Airbyte's own images run as airbyte, number 1000, which the base image gives to a user of another name.
RUN groupmod --new-name airbyte node \
  && usermod --login airbyte --home /airbyte node \
  && install --directory --owner=airbyte --group=airbyte /airbyte
WORKDIR /airbyte/integration_code
COPY package.json spec.json LICENSE ./
COPY schemas schemas
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
RUN for program in source-zoom sync-zoom tap-zoom; do \
    ln -s /airbyte/integration_code/dist/bin/$program.js /usr/local/bin/$program || exit 1; \
  done

LABEL io.airbyte.name="airbyte/source-zoom" \
  io.airbyte.version="0.1.0" \
  org.opencontainers.image.licenses="MIT"
ENV HOME=/airbyte \
  NODE_ENV=production \
  AIRBYTE_ENTRYPOINT="/usr/local/bin/source-zoom"
USER airbyte
# Absolute: the platform starts the connector in a folder of its own.
ENTRYPOINT ["/usr/local/bin/source-zoom"]
