#!/bin/sh
# Takes out of the folder node_modules beside it what no program reads that is only run: trim-modules.sh FOLDER
set -eu
cd "$1/node_modules"
# What only editors and debuggers read: half of the packages' size.
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) -delete
# Of what reads PDF, the part that finds text: nothing is drawn, and there is no browser.
cd pdfjs-dist
rm -rf build cmaps iccs image_decoders standard_fonts types wasm web legacy/web legacy/image_decoders
find legacy/build -type f \( -name '*.min.mjs' -o -name '*sandbox*' \) -delete
