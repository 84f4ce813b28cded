# What the scripts of this repository share. Sourced, never run; `root` is then the folder of the repository.

root=$(CDPATH='' cd -- "${BASH_SOURCE[0]%/*}/.." && pwd)

# Ends with status 3: the machine lacks something. Each argument is a line.
fail() {
  printf 'error: %s\n' "$1" >&2
  shift
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  exit 3
}

# Writes one line of news, apart from what a program prints on standard output.
note() { printf '%s\n' "$*" >&2; }

# Puts the Swift toolchain on the PATH, where it is not there already, and its path into `toolchain`.
need_swift() {
  local folder
  if hash swift 2>/dev/null; then
    toolchain=${BASH_CMDS[swift]}
    return
  fi
  for folder in /opt/swift/usr/bin /usr/share/swift/usr/bin "${HOME:-/root}/.local/share/swiftly/bin"; do
    if [[ -x $folder/swift ]]; then
      export PATH="$folder:$PATH"
      toolchain=$folder/swift
      return
    fi
  done
  fail 'there is no Swift toolchain: no swift on the PATH' \
    'help: install Swift 6.2 or later from https://www.swift.org/install/linux/ and put its usr/bin on the PATH'
}

# Prints the packages of the list that are not installed.
missing_packages() {
  local line name status
  local -a wanted=()
  local -A installed=()
  while read -r line _; do
    if [[ -n $line && $line != '#'* ]]; then wanted+=("$line"); fi
  done <"$root/Scripts/packages.txt"
  # Names that dpkg does not know are left out of its answer, and its exit status says so.
  while read -r name status; do
    if [[ $status == installed ]]; then installed[$name]=1; fi
  done < <(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null)
  for name in "${wanted[@]}"; do
    if [[ -z ${installed[$name]:-} ]]; then printf '%s\n' "$name"; fi
  done
}

# Runs apt-get quietly; what it says is shown only when it fails.
apt_get() {
  local log status=0
  log=$(mktemp)
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status)); then cat "$log" >&2; fi
  rm -f "$log"
  return "$status"
}

# Installs the packages that are missing when that is allowed, or says how to.
need_packages() {
  local checked="$root/.build/checks/packages"
  # Any installation or removal of a package writes dpkg's status file.
  if [[ $checked -nt /var/lib/dpkg/status && $checked -nt $root/Scripts/packages.txt ]]; then return; fi
  if ! type -P dpkg-query >/dev/null; then
    note 'note: this is no Debian system, so the libraries are not checked; they are listed in Scripts/packages.txt'
    return
  fi
  local -a missing as_root=()
  mapfile -t missing < <(missing_packages)
  if ((${#missing[@]})); then
    local command="apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    if ((EUID != 0)); then
      if ! type -P sudo >/dev/null || ! sudo -n true 2>/dev/null; then
        fail "these Debian packages are missing: ${missing[*]}" "help: run" "  sudo $command"
      fi
      as_root=(sudo -n)
    fi
    note "installing Debian packages: ${missing[*]}"
    # An update that fails (one source of several is gone, say) may still leave lists that do.
    apt_get update || note 'note: apt-get update failed; going on with the lists that are there'
    apt_get install -y --no-install-recommends "${missing[@]}" \
      || fail 'the packages could not be installed; what apt-get says stands above' "help: run" "  sudo $command"
  fi
  # Where nothing may be written the next start looks again.
  { mkdir -p "$root/.build/checks" && : >"$checked"; } 2>/dev/null || true
}

# Whether the sources are newer than what was built of them.
is_stale() {
  local built="$root/.build/checks/built" builder
  if [[ ! -x $root/.build/release/practical || ! -f $built ]]; then return 0; fi
  read -r builder <"$built" || return 0
  if [[ $builder != "$toolchain" || $toolchain -nt $built ]]; then return 0; fi
  # Folders count too: they change when a file comes or goes.
  [[ -n $(find "$root/Sources" "$root/Package.swift" -newer "$built" -print -quit) ]]
}

# Builds the program; what SwiftPM says is shown only when it fails.
build_release() {
  local log="$root/.build/checks/build.log"
  if [[ -e $root/.build/release/practical ]]; then
    note 'building practical: its sources have changed'
  else
    note 'building practical: the first time takes a few minutes'
  fi
  # What is saved while the compiler runs is newer than this.
  printf '%s\n' "$toolchain" >"$root/.build/checks/started"
  if ! swift build --package-path "$root" -c release 2>&1 </dev/null | tee "$log" | show_steps; then
    cat "$log" >&2
    fail 'practical could not be built; what the compiler says stands above'
  fi
  mv "$root/.build/checks/started" "$root/.build/checks/built"
}

# Reads what SwiftPM says, and shows in a terminal how far it is.
show_steps() {
  local line shown=
  while IFS= read -r line; do
    if [[ -t 2 && $line =~ ^\[([0-9]+/[0-9]+)\] ]]; then
      printf '\r\033[K  step %s' "${BASH_REMATCH[1]}" >&2
      shown=1
    fi
  done
  if [[ -n $shown ]]; then printf '\r\033[K' >&2; fi
}

# Builds the program when that is needed; of two that start at once, one builds and one waits.
need_release() {
  if ! is_stale; then return; fi
  if ! mkdir -p "$root/.build/checks" 2>/dev/null || [[ ! -w $root/.build/checks ]]; then
    fail "practical must be built, and $root/.build cannot be written to" \
      'help: let the owner of the folder run ./practical once, or work in a clone of your own'
  fi
  exec {lock}>"$root/.build/checks/lock"
  if ! flock -n "$lock"; then
    note 'waiting: practical is being built by another process'
    flock "$lock"
  fi
  if is_stale; then build_release; fi
  exec {lock}>&-
}
