#!/usr/bin/env bash
# Builds the image and tries what is in it against the simulator: spec, check, discover and read, as the image's
# user, with the files mounted read-only. Prints one line a check and ends with `N passed, N failed`.
#
# Builds with docker or podman where an engine answers. Elsewhere (CI machines without one) it builds with buildah,
# which is installed from Debian when it is missing and needs root, on a base image made of Debian's minimal system and
# the npm package `node`.
set -euo pipefail
cd "$(dirname "$0")/.."

image=source-zoom:test
base=$(sed -nE 's/^FROM +([^ ]+)$/\1/p' Dockerfile)
most_megabytes_over_base=40
store=${IMAGE_TEST_DIR:-/var/tmp/source-zoom-image}
files=$(mktemp -d)
passed=0
failed=0
simulator=

finish() {
  if [ -n "$simulator" ]; then kill "$simulator" 2>/dev/null || true; fi
  if [ -n "${container:-}" ]; then buildah rm "$container" >/dev/null; fi
  rm -rf "$files"
}
trap finish EXIT

# --- building -------------------------------------------------------------------------------------------------------

find_builder() {
  local engine
  for engine in docker podman; do
    if command -v $engine >/dev/null && timeout 20 $engine info >/dev/null 2>&1; then
      builder=$engine
      return
    fi
  done
  builder=buildah
  if ! command -v buildah >/dev/null || ! command -v debootstrap >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      buildah crun debootstrap fuse-overlayfs >"$files/apt.log" 2>&1 || { cat "$files/apt.log"; exit 1; }
  fi
}

# What the base image's name promises: minimal Debian, Node of that major version, npm, and the user `node`.
make_base() {
  local major tree=$store/tree npm=$store/npm authorities=/etc/ssl/certs/ca-certificates.crt
  major=$(sed -E 's/^node:([0-9]+).*/\1/' <<<"$base")
  rm -rf "$tree" && mkdir -p "$tree" "$npm"
  debootstrap --variant=minbase --include=ca-certificates bookworm "$tree" >"$store/debootstrap.log" 2>&1 ||
    { tail -20 "$store/debootstrap.log"; return 1; }
  npm install --prefix "$npm" --silent --no-save "node@$major" npm@11
  install "$npm/node_modules/node/bin/node" "$tree/usr/local/bin/node"
  mkdir -p "$tree/usr/local/lib/node_modules"
  cp -r "$npm/node_modules/npm" "$tree/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
  rm -rf "$tree"/var/cache/apt/archives/*.deb "$tree"/var/lib/apt/lists/*
  # The machine may reach the package registry only through an authority of its own.
  if [ -f $authorities ]; then cp $authorities "$tree$authorities"; fi
  chroot "$tree" groupadd --gid 1000 node
  chroot "$tree" useradd --uid 1000 --gid node --shell /bin/bash --create-home node
  local scratch
  scratch=$(buildah from scratch)
  buildah add -q "$scratch" "$tree" / >/dev/null
  buildah config --env NODE_EXTRA_CA_CERTS=$authorities --cmd node "$scratch"
  buildah commit -q "$scratch" "$base" >/dev/null
  buildah rm "$scratch" >/dev/null
  rm -rf "$tree" "$npm"
}

build() {
  if [ $builder != buildah ]; then
    $builder build --quiet --tag $image . >/dev/null
    return
  fi
  buildah inspect --type image "$base" >/dev/null 2>&1 || make_base
  buildah build --isolation chroot --pull-never --layers=false --tag $image . >"$files/build.log" 2>&1 ||
    { tail -50 "$files/build.log"; return 1; }
  container=$(buildah from --pull-never $image)
}

# --- looking into it ------------------------------------------------------------------------------------------------

# A field of the image's configuration, as JSON: `config Entrypoint`.
config() {
  local where=.Config
  if [ $builder = buildah ]; then
    buildah inspect --type image --format "{{json .OCIv1.Config.$1}}" $image
  else
    $builder image inspect --format "{{json $where.$1}}" $image
  fi
}

# Bytes of all files of an image.
size_of() {
  if [ $builder = buildah ]; then
    local mounted scratch
    scratch=$(buildah from --pull-never "$1")
    mounted=$(buildah mount "$scratch")
    du -sb "$mounted" | cut -f1
    buildah rm "$scratch" >/dev/null
  else
    $builder image inspect --format '{{.Size}}' "$1"
  fi
}

# Runs a program of the image with arguments, as the image's user, in another folder, on the host's network.
inside() {
  local program=$1
  shift
  if [ $builder = buildah ]; then
    buildah run --isolation chroot --workingdir /tmp --volume "$files:/secrets:ro" "$container" -- "$program" "$@"
  else
    $builder run --rm --read-only --network host --workdir /tmp --volume "$files:/secrets:ro" \
      --entrypoint "$program" $image "$@"
  fi
}

# --- the checks -----------------------------------------------------------------------------------------------------

check() { # name, command...
  local name=$1
  shift
  if "$@" >"$files/check.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    echo "failed  $name"
    tail -c 2000 "$files/check.log" | sed 's/^/        /'
  fi
}

# Holds when the JavaScript expression over `lines` (the JSON lines of a file) is true.
holds() { # file, expression
  node --eval "
    const lines = require('node:fs').readFileSync(process.argv[1], 'utf8').split('\n').filter(Boolean).map(JSON.parse);
    const of = (type) => lines.filter((line) => line.type === type);
    process.exit(($2) ? 0 : 1);" "$1"
}

save() { # file, command...
  local file=$files/$1
  shift
  "$@" >"$file"
}

says() { # file, expression, program, arguments...
  local file=$1 expression=$2
  shift 2
  save "$file" "$@" && holds "$files/$file" "$expression"
}

start_simulator() {
  local attempt
  npx --no-install tsx test/simulator/main.ts --users 6 >"$files/config.json" &
  simulator=$!
  for attempt in $(seq 100); do
    [ -s "$files/config.json" ] && break
    sleep 0.2
  done
  node --eval '
    const fs = require("node:fs");
    const config = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
    fs.writeFileSync(process.argv[1], JSON.stringify({ ...config, plan: "none" }));' "$files/config.json"
}

# All streams that discovery showed, as a configured catalog.
configure_catalog() {
  node --eval '
    const fs = require("node:fs");
    const { catalog } = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
    const streams = catalog.streams.map((stream) => (
      { stream, sync_mode: "full_refresh", destination_sync_mode: "overwrite" }));
    fs.writeFileSync(process.argv[2], JSON.stringify({ streams }));' "$files/discover" "$files/catalog.json"
}

is_small() {
  local own theirs
  own=$(size_of $image)
  theirs=$(size_of "$base")
  megabytes=$(((own - theirs) / 1000000))
  echo "$megabytes MB over the base"
  [ $megabytes -le $most_megabytes_over_base ]
}

is_labelled() {
  [ "$(config Labels | node -p 'JSON.parse(require("node:fs").readFileSync(0)).["io.airbyte.version"]' 2>/dev/null ||
    config Labels | sed -nE 's/.*"io.airbyte.version":"([^"]*)".*/\1/p')" = "$(node -p 'require("./package.json").version')" ] &&
    config Labels | grep -q '"io.airbyte.name":"airbyte/source-zoom"'
}

names_its_entrypoint() {
  [ "$(config Entrypoint)" = '["/usr/local/bin/source-zoom"]' ] &&
    config Env | grep -q '"AIRBYTE_ENTRYPOINT=/usr/local/bin/source-zoom"'
}

find_builder
echo "builder: $builder"
build
start_simulator
chmod -R a+rX "$files"

check 'the labels name connector and version' is_labelled
check 'AIRBYTE_ENTRYPOINT equals the entrypoint' names_its_entrypoint
check 'runs as airbyte' says user 'true' inside id -un
