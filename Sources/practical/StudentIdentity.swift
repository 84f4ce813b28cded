import Foundation
import Glibc
import Notebooks

/// Who hands in, as far as the machine can tell.
struct StudentIdentity {
  /// The name.
  var name: String
  /// Where it comes from, in words; nil where the student said it.
  var source: String?

  /// The longest name, in characters.
  private static let longest = 100

  /// The student: as told, else as git knows them, else as the machine does.
  ///
  /// - Parameter told: what the command line says.
  /// - Returns: the student.
  /// - Throws: `UsageError` when there is no name, or none that a manifest can hold.
  static func find(told: String?) throws -> StudentIdentity {
    if let told {
      return StudentIdentity(name: try checked(told, option: "--student"), source: nil)
    }
    let candidates: [(String?, String)] = [
      (gitName(), "git config user.name"), (loginName(), "your login"),
    ]
    for case (let name?, let source) in candidates {
      if let name = try? checked(name, option: "") {
        return StudentIdentity(name: name, source: source)
      }
    }
    throw UsageError("it cannot be told who hands in", help: "say it with --student 'Your Name'")
  }

  /// A name without spaces around it.
  static func checked(_ text: String, option: String) throws -> String {
    let name = text.trimmingCharacters(in: .whitespacesAndNewlines)
    let isClean = TerminalStyle.harmless(name) == name && !name.contains { "\n\t/\\".contains($0) }
    guard name.contains(where: { $0.isLetter || $0.isNumber }), isClean, name.count <= longest
    else {
      throw UsageError(
        "\(option) `\(TerminalStyle.harmless(String(text.prefix(longest))))` is no name",
        help: "write a name of letters, at most \(longest) characters, without `/`")
    }
    return name
  }

  private static func gitName() -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "config", "user.name"]
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }

  private static func loginName() -> String? {
    guard let entry = getpwuid(getuid()) else { return ProcessInfo.processInfo.environment["USER"] }
    // The first of the fields that some systems keep with a login is the person's name.
    let full = entry.pointee.pw_gecos.map { String(cString: $0) } ?? ""
    let name = full.split(separator: ",").first.map(String.init) ?? ""
    return name.isEmpty ? entry.pointee.pw_name.map { String(cString: $0) } : name
  }
}
