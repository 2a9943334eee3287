# shellcheck shell=bash
# Sourced by ./parley and ./dev. Builds what browsers are given, from clients/web, when Node is there.

wanted_node=20

# The page /try, and where the attempts to build it are written down.
page=$home/clients/web/try
page_log=$home/server/target/page.log

have_node() {
  command -v npm >/dev/null && command -v node >/dev/null &&
    [ "$(node -p 'process.versions.node.split(".")[0]')" -ge "$wanted_node" ]
}

# Installs what a package.json names, once for each state of its lock file.
install_node_packages() {
  if [ ! -d "$1/node_modules" ] || [ "$1/package-lock.json" -nt "$1/node_modules" ]; then
    (cd "$1" && npm ci --silent --no-audit --no-fund && touch node_modules)
  fi
}

# Whether the page has sources that no attempt to build it has seen yet.
page_changed() {
  [ ! -f "$page_log" ] || [ -n "$(find "$home"/clients/web/src "$page" \
    \( -name node_modules -o -name dist \) -prune -o -type f -newer "$page_log" -print -quit)" ]
}

# Builds the page. Without it everything else works, so a failure is told and not passed on.
build_page() {
  mkdir -p "$(dirname "$page_log")"
  if (install_node_packages "$page" && cd "$page" && npm run build) >"$page_log" 2>&1; then
    # Files of an earlier build have other names and would stay.
    rm -rf "$home/server/target/classes/dev/parley/server/try"
  else
    rm -rf "$page/dist"
    echo "The page /try could not be built; $page_log says why. Delete that file to have it tried again." >&2
  fi
}
