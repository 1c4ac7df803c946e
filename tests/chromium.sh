#!/bin/sh
# The browser tests drive Debian's Chromium: install it where that is possible, else say what to do.
if command -v "${CHROMIUM:-chromium}" >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then
  exit 0
fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests…"
  if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; then
    exit 0
  fi
fi
echo "The browser tests need Chromium: sudo apt-get install chromium (Debian, Ubuntu), or set CHROMIUM=/path/to/it." >&2
echo "Without it they are skipped, and under CI they fail." >&2
