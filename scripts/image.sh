#!/usr/bin/env bash
# Builds the Dockerfile's image and runs what is in it, with whatever can do so on this machine.
#
#   image.sh build                       builds source-zoom:test
#   image.sh run DIR PROGRAM [ARGS...]   runs a program of the image as the image's user, on the host's network, in
#                                        another folder, with DIR mounted read-only as /secrets
#   image.sh locked DIR PROGRAM ...      the same on a read-only file system
#   image.sh inspect                     the image's configuration as JSON: Labels, Env, Entrypoint, User
#   image.sh size                        bytes of the image, then those of its base image
#   image.sh save FILE                   the image as a tar file that `docker load` takes, as airbyte/source-zoom:VERSION
#
# docker or podman are used where an engine answers. Elsewhere, as on CI machines without one, buildah does it: it is
# installed from Debian when it is missing, needs root, and the base image is made of Debian's minimal system and the
# npm package `node`.
set -euo pipefail
cd "$(dirname "$0")/.."

image=source-zoom:test
base=$(sed -nE 's/^FROM +([^ ]+)$/\1/p' Dockerfile)
store=${IMAGE_DIR:-/var/tmp/source-zoom-image}
authorities=/etc/ssl/certs/ca-certificates.crt

engine() {
  local name
  for name in docker podman; do
    if command -v $name >/dev/null && timeout 20 $name info >/dev/null 2>&1; then
      echo $name
      return
    fi
  done
  echo buildah
}

# Runs a command in silence, and shows the end of what it said if it fails.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then
    tail -40 "$log" >&2
    rm "$log"
    return 1
  fi
  rm "$log"
}

install_buildah() {
  if command -v buildah >/dev/null && command -v debootstrap >/dev/null; then return; fi
  quietly apt-get update
  DEBIAN_FRONTEND=noninteractive quietly apt-get install --yes --no-install-recommends \
    buildah crun debootstrap fuse-overlayfs
}

# What the base image's name promises: minimal Debian, Node of that major version, npm, and the user `node`.
make_base() {
  local major tree=$store/tree npm=$store/npm scratch
  major=$(sed -E 's/^node:([0-9]+).*/\1/' <<<"$base")
  rm -rf "$tree" "$npm" && mkdir -p "$tree" "$npm"
  quietly debootstrap --variant=minbase --include=ca-certificates bookworm "$tree"
  quietly npm install --prefix "$npm" --no-save "node@$major" npm@11
  install "$npm/node_modules/node/bin/node" "$tree/usr/local/bin/node"
  mkdir -p "$tree/usr/local/lib/node_modules"
  cp -r "$npm/node_modules/npm" "$tree/usr/local/lib/node_modules/"
  ln -s ../lib/node_modules/npm/bin/npm-cli.js "$tree/usr/local/bin/npm"
  rm -rf "$tree"/var/cache/apt/archives/*.deb
  # The machine may reach the package registry only through an authority of its own.
  if [ -f $authorities ]; then cp $authorities "$tree$authorities"; fi
  chroot "$tree" groupadd --gid 1000 node
  chroot "$tree" useradd --uid 1000 --gid node --shell /bin/bash --create-home node
  scratch=$(buildah from scratch)
  buildah add --quiet "$scratch" "$tree" / >/dev/null
  buildah config --env NODE_EXTRA_CA_CERTS=$authorities --cmd node "$scratch"
  buildah commit --quiet "$scratch" "$base" >/dev/null
  buildah rm "$scratch" >/dev/null
  rm -rf "$tree" "$npm"
}

build() {
  if [ "$builder" != buildah ]; then
    quietly "$builder" build --tag $image .
    return
  fi
  install_buildah
  buildah inspect --type image "$base" >/dev/null 2>&1 || make_base
  quietly buildah build --isolation chroot --pull-never --layers=false --tag $image .
}

run() { # folder, program, arguments...
  if [ "$builder" != buildah ]; then
    "$builder" run --rm --network host --workdir /tmp --volume "$1:/secrets:ro" --entrypoint "$2" $image "${@:3}"
    return
  fi
  local container code=0
  container=$(buildah from --pull-never $image)
  buildah run --isolation chroot --workingdir /tmp --volume "$1:/secrets:ro" "$container" -- "${@:2}" || code=$?
  buildah rm "$container" >/dev/null
  return $code
}

locked() { # folder, program, arguments...
  if [ "$builder" != buildah ]; then
    "$builder" run --rm --read-only --network host --volume "$1:/secrets:ro" --entrypoint "$2" $image "${@:3}"
    return
  fi
  local container tree code=0
  container=$(buildah from --pull-never $image)
  tree=$(buildah mount "$container")
  mkdir -p "$tree/secrets"
  # buildah cannot run on a read-only file system: it has to write into it first.
  unshare --mount bash -c '
    mount --bind "$0" "$0" && mount --rbind /dev "$0/dev" && mount --bind "$1" "$0/secrets" &&
      mount -o remount,bind,ro "$0" && exec chroot --userspec=airbyte "$0" "${@:2}"' "$tree" "$@" || code=$?
  buildah rm "$container" >/dev/null
  return $code
}

inspect() {
  if [ "$builder" != buildah ]; then
    "$builder" image inspect --format '{{json .Config}}' $image
  else
    buildah inspect --type image $image |
      node --print 'JSON.stringify(JSON.parse(require("node:fs").readFileSync(0, "utf8")).OCIv1.config)'
  fi
}

size() { # image
  if [ "$builder" != buildah ]; then
    "$builder" image inspect --format '{{.Size}}' "$1"
    return
  fi
  local container
  container=$(buildah from --pull-never "$1")
  du --summarize --bytes "$(buildah mount "$container")" | cut -f1
  buildah rm "$container" >/dev/null
}

save() { # file
  local name
  name=airbyte/source-zoom:$(node --print 'require("./package.json").version')
  # An archive that is there already is added to, or refused.
  rm -f "$1"
  if [ "$builder" != buildah ]; then
    "$builder" tag $image "$name"
    quietly "$builder" save --output "$1" "$name"
  else
    quietly buildah push $image "docker-archive:$1:$name"
  fi
}

builder=$(engine)
case ${1:-} in
  build) build ;;
  run | locked) "$@" ;;
  inspect) inspect ;;
  size) size $image && size "$base" ;;
  save) save "$2" ;;
  *) sed -n '2,17p' "$0" >&2 && exit 2 ;;
esac
