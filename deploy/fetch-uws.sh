#!/bin/bash
# Fetches the official release of uWebSockets.js, which is not on the npm registry, and accepts it only with the given
# checksum. Without a version the directory stays empty and the server takes the ws transport.
#   fetch-uws.sh <version such as v20.52.0> <sha256 of the release's archive> <directory>
set -euo pipefail

version=$1 sha256=$2 directory=$3
mkdir -p "$directory"
if [ -z "$version" ]; then
  echo "No version of uWebSockets.js named: the server will use the ws transport."
  exit 0
fi
if [ -z "$sha256" ]; then
  echo "UWS_VERSION is set without UWS_SHA256: what is fetched could not be checked." >&2
  exit 1
fi
archive=$(mktemp)
trap 'rm -f "$archive"' EXIT
curl --fail --silent --show-error --location --output "$archive" \
  "https://github.com/uNetworking/uWebSockets.js/archive/refs/tags/$version.tar.gz"
echo "$sha256  $archive" | sha256sum --check --quiet
tar -xzf "$archive" -C "$directory" --strip-components=1
