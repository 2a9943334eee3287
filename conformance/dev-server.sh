# shellcheck shell=bash
# Sourced by scripts that start a server of their own with 'parley serve --dev'.

# Waits for the server with process id $1 to write its credentials file $2; when it ends instead, shows its log $3.
await_dev_server() {
  for _ in $(seq 600); do
    if [ -f "$2" ]; then return 0; fi
    if ! kill -0 "$1" 2>/dev/null; then break; fi
    sleep 0.1
  done
  echo "The server did not start:" >&2
  cat "$3" >&2
  return 1
}

# Prints what the credentials file $2 says of $1, a number or a text.
dev_credential() {
  sed -n "s/.*\"$1\"[^\":]*: *\"\{0,1\}\([^\",]*\).*/\1/p" "$2"
}
