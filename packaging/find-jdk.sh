# Sourced by ./parley and ./dev. Sets JAVA_HOME to a JDK 25 or newer, wherever one is usually found, or explains.

# Prints the feature release of a JDK's home, or nothing.
jdk_release() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local wanted=25 home release
  for home in "${PARLEY_JAVA_HOME:-}" "${JAVA_HOME:-}" \
      "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/bin/javac)")")")" \
      /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
      "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] || continue
    release=$(jdk_release "$home")
    if [ -n "$release" ] && [ "$release" -ge "$wanted" ]; then
      export JAVA_HOME=$home
      return 0
    fi
  done
  echo "Parley needs a JDK $wanted or newer (with javac) and found none: install one, or set PARLEY_JAVA_HOME to it." >&2
  return 1
}

need_maven() {
  if ! command -v mvn >/dev/null; then
    echo "Parley is built with Maven 3.8.7 or newer, and 'mvn' is not on the PATH: install it (Debian: apt-get install maven)." >&2
    return 1
  fi
}

# Maven on JDK 25, without the warnings that its own libraries cause there.
maven() {
  MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" \
    mvn --batch-mode --no-transfer-progress "$@"
}
