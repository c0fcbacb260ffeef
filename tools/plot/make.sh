#!/usr/bin/env bash
# Makes the chart library that the page serves itself: the used parts of Observable Plot in one module, with the licences of all that is in it.
# Needs Node.js and npm, a few seconds, and no more when the page runs.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
static=$here/../../src/jiwen/page/static
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/entry.js" "$work"
cd "$work"
npm install --silent --no-audit --no-fund @observablehq/plot@0.6.17 esbuild@0.28.2
npx esbuild entry.js --bundle --minify --format=esm --target=es2022 --log-level=warning --metafile=parts.json --outfile=plot.js \
  --banner:js="/* Observable Plot 0.6.17 and the parts of D3 it needs, made by tools/plot/make.sh; licences: observable-plot.txt */"
mv plot.js "$static/observable-plot.js"
used='Object.entries(Object.values(require("./parts.json").outputs)[0].inputs).filter(([file, { bytesInOutput }]) => bytesInOutput).map(([file]) => file)'
for part in $(node -p "$used.join('\n')" | grep -oE 'node_modules/(@[^/"]+/)?[^/"]+' | sort -u); do
  printf '%s %s\n\n' "${part#node_modules/}" "$(node -p "require('./$part/package.json').version")"
  cat "$part"/LICENSE*
  printf '\n----------------------------------------\n\n'
done >"$static/observable-plot.txt"
