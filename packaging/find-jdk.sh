# shellcheck shell=bash
# Sourced by ./parley and ./dev. Sets JAVA_HOME to a JDK 25 or newer, wherever one is usually found, or explains.

wanted_jdk=25

# Prints the feature release of a JDK's home, or nothing.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

is_wanted_jdk() {
  local release
  [ -n "$1" ] || return 1
  release=$(jdk_release "$1")
  [ -n "$release" ] && [ "$release" -ge "$wanted_jdk" ]
}

# Prints the homes to try, one a line, the user's own choice first.
jdk_homes() {
  local javac
  printf '%s\n' "${JAVA_HOME:-}"
  if javac=$(command -v javac); then dirname "$(dirname "$(readlink -f "$javac")")"; fi
  printf '%s\n' /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
    "${HOME:-/nowhere}"/.sdkman/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    "${HOME:-/nowhere}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
}

find_jdk() {
  local home
  if [ -n "${PARLEY_JAVA_HOME:-}" ]; then
    if ! is_wanted_jdk "$PARLEY_JAVA_HOME"; then
      echo "PARLEY_JAVA_HOME is $PARLEY_JAVA_HOME, and no JDK $wanted_jdk or newer (with javac) is there:" \
        "correct it, or unset it to have one searched for." >&2
      return 1
    fi
    export JAVA_HOME=$PARLEY_JAVA_HOME
    return 0
  fi
  while IFS= read -r home; do
    if is_wanted_jdk "$home"; then
      export JAVA_HOME=$home
      return 0
    fi
  done < <(jdk_homes)
  echo "Parley needs a JDK $wanted_jdk or newer (with javac) and found none:" \
    "install one, or set PARLEY_JAVA_HOME to it." >&2
  return 1
}

need_maven() {
  if ! command -v mvn >/dev/null; then
    echo "Parley is built with Maven 3.8.7 or newer, and 'mvn' is not on the PATH:" \
      "install it (Debian: apt-get install maven)." >&2
    return 1
  fi
}

# Maven on JDK 25, without the warnings that its own libraries cause there.
maven() {
  MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" \
    mvn --batch-mode --no-transfer-progress "$@"
}
