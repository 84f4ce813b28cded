/// The two scripts that Gradescope starts, for the archive of an autograder.
enum AutograderScripts {
  /// Runs once, when Gradescope builds the image.
  static let setup = #"""
    #!/usr/bin/env bash
    # Installs what practical needs, and builds it. Gradescope runs this once, when it builds the image.
    set -euo pipefail
    source="${AUTOGRADER_ROOT:-/autograder}/source"

    apt-get update
    sed 's/#.*//' "$source/practical/Scripts/packages.txt" \
      | xargs apt-get install -y --no-install-recommends ca-certificates

    if ! command -v swift > /dev/null; then
      # Swift's own installer, for the image of Debian or Ubuntu that was chosen.
      curl -fsSL "https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz" | tar xz -C /tmp
      /tmp/swiftly init --assume-yes --skip-install --quiet-shell-followup
      # shellcheck source=/dev/null
      . "$HOME/.local/share/swiftly/env.sh"
      swiftly install latest --use --assume-yes --post-install-file /tmp/swift-packages
      [ ! -f /tmp/swift-packages ] || bash /tmp/swift-packages
    fi

    cd "$source/practical"
    swift build -c release

    """#

  /// Runs for each submission.
  ///
  /// - Parameters:
  ///   - slug: the slug of the practical.
  ///   - options: further options, such as ` --no-sandbox`.
  /// - Returns: the script.
  static func run(slug: String, options: String) -> String {
    #"""
    #!/usr/bin/env bash
    # Marks one submission, and writes results/results.json. When practical itself fails nothing is written, so
    # that Gradescope says that the autograder failed, and no student is given 0 for it.
    set -euo pipefail
    root="${AUTOGRADER_ROOT:-/autograder}"
    if [ -f "$HOME/.local/share/swiftly/env.sh" ]; then
      # shellcheck source=/dev/null
      . "$HOME/.local/share/swiftly/env.sh"
    fi
    practical="${PRACTICAL:-$root/source/practical/.build/release/practical}"
    cd "$root/source/course"
    "$practical" grade-for-gradescope '\#(slug)' --root "$root"\#(options)

    """#
  }
}
