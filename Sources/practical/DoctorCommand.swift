import ArgumentParser
import DatasetCatalog
import Foundation
import Grading
import Notebooks

/// `practical doctor`.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is there of what the practicals need, and how to get what is missing.")

  /// One line of the examination.
  private struct Finding {
    enum State {
      case fine
      case missing(help: String)
      case optional(help: String)
    }
    var name: String
    var words: String
    var state: State
  }

  mutating func run() throws {
    let style = TerminalStyle.detect()
    var isHealthy = true
    for finding in examine() {
      let words = "\(finding.name): \(finding.words)"
      switch finding.state {
      case .fine: StandardOutput.writeLine("\(style.green("✓")) \(words)")
      case .optional(let help):
        StandardOutput.writeLine("\(style.yellow("–")) \(words)\n    \(help)")
      case .missing(let help):
        StandardOutput.writeLine("\(style.red("✗")) \(words)\n    \(help)")
        isHealthy = false
      }
    }
    if !isHealthy { throw ExitCode(ExitStatus.environment) }
  }

  private func examine() -> [Finding] {
    var findings: [Finding] = []
    do {
      let toolchain = try Toolchain.find()
      let cache = FileManager.default.temporaryDirectory.path
      let version = toolchain.version(cache: cache)
      findings.append(
        Finding(
          name: "Swift toolchain", words: "\(version) at \(toolchain.compiler)",
          state: Self.isNew(version)
            ? .fine : .missing(help: "install Swift 6.2 or later from swift.org/install")))
      findings.append(
        Self.file(
          toolchain.symbolizer, "line numbers of crashes", help: "it comes with the toolchain"))
      do {
        let kernels = try toolchain.probeHost()
        let pinned = ProcessInfo.processInfo.environment["OPENBLAS_CORETYPE"]
        findings.append(
          Finding(
            name: "kit and BLAS", words: "loads; OpenBLAS uses its \(kernels) kernels",
            state: pinned.map {
              .optional(
                help: "OPENBLAS_CORETYPE=\($0) pins them; `unset OPENBLAS_CORETYPE` may be faster")
            } ?? .fine))
      } catch {
        findings.append(
          Finding(
            name: "kit and BLAS", words: "do not load: \(error)",
            state: .missing(help: Self.install("libopenblas-dev"))))
      }
    } catch let missing as Toolchain.Missing {
      findings.append(
        Finding(
          name: "Swift toolchain", words: missing.message, state: .missing(help: missing.help)))
    } catch {
      findings.append(
        Finding(name: "Swift toolchain", words: "\(error)", state: .missing(help: "see above")))
    }
    // The program is linked with these libraries, so that it would not have come this far without.
    findings.append(
      Finding(
        name: "plots, reports and checksums",
        words: "libpng, cairo, md4c, cmark-gfm and libmd are there: this program runs",
        state: .fine))
    findings.append(
      Self.file(
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "the font of plots",
        help: Self.install("fonts-dejavu-core")))
    findings.append(
      Self.file(
        "/usr/share/javascript/katex/katex.min.js", "formulas in reports",
        help: Self.install("libjs-katex")))
    findings.append(Self.archives())
    findings.append(Self.sandbox())
    findings.append(Self.datasets())
    findings.append(Self.fetching())
    return findings
  }

  private static func isNew(_ version: String) -> Bool {
    let parts = version.split(separator: ".").compactMap { Int($0) }
    return parts.count >= 2 && (parts[0], parts[1]) >= (6, 2)
  }

  private static func install(_ package: String) -> String {
    "sudo apt-get install \(package), or run ./practical in the folder of the course, "
      + "which installs all that the practicals need"
  }

  private static func file(_ path: String, _ purpose: String, help: String) -> Finding {
    let isThere = FileManager.default.fileExists(atPath: path)
    return Finding(
      name: purpose, words: isThere ? path : "\(path) is missing",
      state: isThere ? .fine : .missing(help: help))
  }

  /// Whether an unprivileged sandbox can be had; only grading will need one.
  private static func sandbox() -> Finding {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else {
      return Finding(
        name: "sandbox", words: "cannot be tried",
        state: .optional(help: "sudo apt-get install bubblewrap"))
    }
    process.waitUntilExit()
    if process.terminationStatus == 0 {
      return Finding(name: "sandbox", words: "bubblewrap works", state: .fine)
    }
    let isInstalled = FileManager.default.fileExists(atPath: "/usr/bin/bwrap")
    return Finding(
      name: "sandbox",
      words: isInstalled ? "bubblewrap is there, but may not make namespaces" : "no bubblewrap",
      state: .optional(
        help: isInstalled
          ? "allow user namespaces: sudo sysctl kernel.unprivileged_userns_clone=1"
          : "sudo apt-get install bubblewrap"))
  }

  /// Whether archives can be written and read; handing in and grading need it.
  private static func archives() -> Finding {
    let name = "archives of submissions"
    do {
      _ = try ArchiveProgram.find().zip([])
      return Finding(name: name, words: "practical-archiver works", state: .fine)
    } catch {
      return Finding(
        name: name, words: "practical-archiver does not work",
        state: .optional(help: install("libarchive-dev")))
    }
  }

  private static func datasets() -> Finding {
    let folder = Course.find().datasets
    let catalog = DatasetCatalog(directory: URL(fileURLWithPath: folder))
    do {
      let bad = try catalog.verify().filter { !$0.isOK }
      return Finding(
        name: "data sets",
        words: bad.isEmpty
          ? "complete in \(Course.shortened(folder))"
          : "\(bad.count) \(bad.count == 1 ? "file is" : "files are") damaged",
        state: bad.isEmpty ? .fine : .missing(help: "practical datasets verify"))
    } catch {
      return Finding(
        name: "data sets", words: "cannot be read: \(error)",
        state: .missing(help: "git checkout -- datasets"))
    }
  }

  /// Whether data sets can be fetched; the practicals do without.
  private static func fetching() -> Finding {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let missing = ["curl", "unzip"].filter { name in
      !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
    return Finding(
      name: "fetching of full data sets",
      words: missing.isEmpty
        ? "curl and unzip are there" : "no \(missing.joined(separator: " and no "))",
      state: missing.isEmpty
        ? .fine : .optional(help: "sudo apt-get install \(missing.joined(separator: " "))"))
  }
}
