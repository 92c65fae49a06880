#!/bin/bash
# Builds mediasoup's worker from the C++ sources in its npm package, for machines that cannot fetch the prebuilt one.
# mediasoup's own build fetches its libraries from several hosts; this one takes Debian's instead, so it needs nothing
# but the packages named by `build.sh --packages` (Debian 12 or newer). About five minutes on two cores.
#   build.sh <mediasoup package directory> <binary to write>
set -euo pipefail

packages="g++ pkg-config meson ninja-build libuv1-dev libssl-dev libsrtp2-dev libabsl-dev libflatbuffers-dev flatbuffers-compiler"
if [ "${1:-}" = --packages ]; then
  echo "$packages"
  exit 0
fi
source_package=${1:?the mediasoup package directory}
binary=$(realpath -m "${2:?the binary to write}")
here=$(cd "$(dirname "$0")" && pwd)

work=$(mktemp -d "${TMPDIR:-/tmp}/mediasoup-worker.XXXXXX")
trap 'rm -rf "$work"' EXIT
cp -r "$source_package/worker" "$work/worker"
cd "$work/worker"

# --- Meson "subprojects" that stand for the libraries to be fetched and point to the system's ---
rm -f subprojects/*.wrap
subproject() { # subproject <name>: its meson definitions come on stdin
  mkdir -p "subprojects/$1"
  { echo "project('$1', 'c', 'cpp')"; cat; } >"subprojects/$1/meson.build"
  # The worker links each library's static part as a whole; an empty one does.
  echo "static int unused __attribute__((unused));" >"subprojects/$1/empty.c"
}
subproject libuv <<'MESON'
libuv_dep = dependency('libuv')
libuv = static_library('empty_uv', 'empty.c')
MESON
subproject openssl <<'MESON'
openssl_dep = dependency('openssl')
libcrypto_lib = static_library('empty_crypto', 'empty.c')
libssl_lib = static_library('empty_ssl', 'empty.c')
MESON
subproject flatbuffers <<'MESON'
flatbuffers_dep = dependency('flatbuffers')
flatbuffers_lib = static_library('empty_flatbuffers', 'empty.c')
MESON
subproject abseil-cpp <<'MESON'
absl_types_dep = dependency('absl_optional')
absl_strings_dep = dependency('absl_strings')
absl_container_dep = declare_dependency(dependencies: [absl_types_dep, absl_strings_dep])
absl_container_lib = static_library('empty_absl', 'empty.c')
MESON
# unordered_dense is asked for later and has no subproject of its own: it is answered from here, too.
subproject libsrtp3 <<'MESON'
libsrtp3_dep = declare_dependency(include_directories: include_directories('include'), dependencies: dependency('libsrtp2'))
libsrtp3 = static_library('empty_srtp', 'empty.c')
meson.override_dependency('unordered_dense', declare_dependency(include_directories: include_directories('include')))
MESON
cp -r "$here/include" subprojects/libsrtp3/include

# --- What the sources need changed ---
# Debian 12 has meson 1.0.1; nothing of 1.1 is used. The stand-ins take none of the fetched libraries' options.
sed -i -e "s/meson_version: '>= 1.1.0'/meson_version: '>= 1.0.0'/" \
  -e "/^ *'\(build_tests\|build_benchmarks\|crypto-library\|crypto-library-kdf\|tests\)=[a-z]*',\$/d" meson.build
# An OpenSSL with kernel TLS, as Debian's, asks the outgoing BIO whether the kernel encrypts. The worker's callback answers
# 1 to every control, so libssl would skip its write buffer and crash in the first DTLS handshake. Answer what BIO said.
sed -i 's/(operationType == BIO_CB_RETURN)/((operationType \& BIO_CB_RETURN) != 0)/' src/RTC/DtlsTransport.cpp
grep -q '(operationType & BIO_CB_RETURN) != 0' src/RTC/DtlsTransport.cpp

meson setup build --buildtype release -Db_ndebug=true --wrap-mode nodownload
meson compile -C build flatbuffers-generator # first: libwebrtc includes these headers without declaring that it does
ninja -C build mediasoup-worker

install -D -s -m755 build/mediasoup-worker "$binary"
if ldd "$binary" | grep 'not found'; then exit 1; fi
