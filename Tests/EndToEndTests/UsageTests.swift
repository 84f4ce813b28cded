import Testing

/// Wrong usage and machines that lack something.
@Suite("Usage and environment")
struct UsageTests {
  private static let practical =
    "---\ntitle: T\nsettings:\n  epochs: 3\n---\n```swift {#one .cell}\nprint(1)\n```\n"

  @Test(
    arguments: [
      (["run"], "Missing expected argument"), (["frobnicate"], "frobnicate"),
      (["run", "small.md", "--seed", "abc"], "abc"),
      (["run", "small.md", "--seed", "-1"], "--seed"),
      (["run", "small.md", "--frob"], "--frob"), (["run", "small.md", "more.md"], "more.md"),
      (["run", "small.md", "--until"], "--until"),
      (["run", "small.md", "--until", "nowhere"], "there is no cell `nowhere`"),
      (["run", "small.md", "--only", "nowhere"], "there is no cell `nowhere`"),
      (["run", "small.md", "--set", "speed=3"], "no setting `speed`"),
      (["run", "small.md", "--set", "epochs"], "key=value"),
      (["run", "small.md", "--set", "=3"], "key=value"),
      (["datasets", "burn"], "burn"),
      (["datasets", "verify", "nowhere"], "no data set `nowhere`"),
    ])
  func wrongUsageExitsWithTwo(_ arguments: [String], _ word: String) async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "small.md")
    let finished = try await PracticalProgram.run(arguments, in: folder)
    #expect(finished.status == 2)
    #expect(finished.errors.contains(word), "\(finished.errors)")
    #expect(finished.output.isEmpty)
    #expect(try folder.names() == ["small.md"])
  }

  @Test(arguments: [["--help"], ["run", "--help"], ["--version"], ["list", "--help"]])
  func helpIsNoError(_ arguments: [String]) async throws {
    let finished = try await PracticalProgram.run(arguments, in: try Workplace())
    #expect(finished.status == 0)
    #expect(!finished.output.isEmpty)
    #expect(finished.errors.isEmpty)
  }

  @Test func withoutACompilerTheEnvironmentIsToBlame() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "small.md")
    let finished = try await PracticalProgram.run(
      ["run", "small.md"], in: folder, environment: ["PATH": folder.url.path])
    #expect(finished.status == 3)
    #expect(finished.errors.contains("there is no `swiftc` on the PATH"))
    #expect(finished.errors.contains("  help: "))
    #expect(finished.output.isEmpty)
    #expect(!folder.has(".practical/small"))
  }

  @Test func aFolderThatCannotBeWrittenIsTold() async throws {
    let folder = try Workplace()
    try folder.write(Self.practical, to: "small.md")
    try folder.write("in the way", to: "taken")
    let finished = try await PracticalProgram.run(
      ["run", "small.md", "--out", "taken/below"], in: folder)
    #expect(finished.status == 2)
    #expect(finished.errors.contains("taken/below"))
    #expect(finished.errors.contains("help: "))
    #expect(folder.text("taken") == "in the way")
  }
}
