import Foundation
import Testing

/// Fetching data sets from a server.
@Suite("Fetching")
struct FetchTests {
  private static let file = FetchWorkplace.path
  private static let good = [file: FetchWorkplace.packed]

  @Test func aDataSetIsFetchedOnce() async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good)
    #expect(try await place.run(["list"]).output.contains("not fetched, 0.1 MB to download"))
    let finished = try await place.run(["fetch", "toy"], mirror: server.address)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.errors.isEmpty)
    #expect(place.bytes("letters") == FetchWorkplace.letters)
    #expect(place.names() == ["letters"])
    #expect(finished.output.contains("complete in"))
    #expect(finished.output.contains("CC0"))
    #expect(!finished.output.contains("\u{1B}"))
    let again = try await place.run(["fetch"], mirror: server.address)
    #expect(again.status == 0)
    #expect(again.output.contains("already there"))
    #expect(server.requests == [.init(path: Self.file, range: nil)])
    #expect(try await place.run(["list"]).output.contains("there, in data/practical/datasets/toy"))
    let verified = try await place.run(["verify", "toy"])
    #expect(verified.output == "✓ toy/letters: ok\n")
  }

  @Test func aKilledDownloadGoesOn() async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good, .stalls(after: 30_000))
    let running = try Running.start(
      ["datasets", "fetch", "toy"], in: place.folder,
      environment: place.environment(mirror: server.address))
    try await place.waits(forBytes: 30_000)
    kill(running.processID, SIGKILL)
    _ = try await running.finish()
    #expect(place.names() == ["letters.part"])

    server.release()
    let finished = try await place.run(["fetch", "toy"], mirror: server.address)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.contains("going on after 30.0 kB"))
    // On a busy machine a download that stalls for long is asked for again, from where it was.
    #expect(server.requests.count { $0.range == nil } == 1)
    #expect(server.requests.last?.range == "30000-")
    #expect(place.bytes("letters") == FetchWorkplace.letters)
    #expect(place.names() == ["letters"])
  }

  @Test func anInterruptKeepsWhatIsThere() async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good, .stalls(after: 30_000))
    let running = try Running.start(
      ["datasets", "fetch"], in: place.folder,
      environment: place.environment(mirror: server.address))
    try await place.waits(forBytes: 30_000)
    kill(running.processID, SIGINT)
    let finished = try await running.finish()
    #expect(finished.status == 130)
    #expect(finished.errors.contains("it goes on where it was stopped"))
    #expect(place.names() == ["letters.part"])
  }

  @Test func aBrokenConnectionIsTakenUpAgain() async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good, .breaksOff(after: 30_000, times: 2))
    let finished = try await place.run(["fetch"], mirror: server.address)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(server.requests.map(\.range) == [nil, "30000-", "60000-"])
    #expect(place.bytes("letters") == FetchWorkplace.letters)
  }

  private static let wrongAnswers = [
    Contents(Array("<html>".utf8), "the answer ends after 6 of"),
    Contents(Archive.gzip([UInt8](repeating: 98, count: 100_000)), "the checksum is wrong"),
    Contents(
      [UInt8](repeating: 98, count: FetchWorkplace.packed.count), "more than the 100000 bytes"),
    Contents([UInt8](repeating: 98, count: 300_000), "the answer is longer than the"),
  ]

  @Test(arguments: wrongAnswers)
  func aWrongAnswerIsRefused(_ answer: Contents) async throws {
    let place = try FetchWorkplace()
    let server = try FileServer([Self.file: answer.bytes])
    let finished = try await place.run(["fetch", "toy"], mirror: server.address)
    #expect(finished.status == 3)
    #expect(finished.errors.contains(answer.words), "\(finished.errors)")
    #expect(finished.errors.contains(server.address + Self.file))
    #expect(finished.errors.contains("  help: "))
    #expect(place.bytes("letters") == nil)
    #expect(place.bytes("letters.new") == nil)
  }

  @Test(arguments: [
    (FileServer.Behaviour.status("404 Not Found"), "the server answers 404", 1),
    (.status("503 Service Unavailable"), "the server answers 503", 3),
    (.redirects(to: "file:///etc/hostname"), "Protocol \"file\" not supported", 1),
    (.redirects(to: "http://127.0.0.1:9/\u{1B}[2J"), "", 1),
    (.redirects(to: "x\u{1B}[2J://host/"), "", 1),
    (.redirects(to: "/toy/letters.gz"), "redirects followed", 6),
    (.withoutLength(3000), "the answer ends after 3000 of", 2),
  ])
  func aFailingServerIsOneError(
    _ behaviour: FileServer.Behaviour, _ words: String, _ requestCount: Int
  ) async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good, behaviour)
    let finished = try await place.run(["fetch", "toy"], mirror: server.address)
    #expect(finished.status == 3)
    #expect(words.isEmpty || finished.errors.contains(words), "\(finished.errors)")
    #expect(!finished.errors.contains("\u{1B}"))
    #expect(finished.errors.components(separatedBy: "error: ").count == 2)
    #expect(server.requests.count >= requestCount && server.requests.count <= 6)
    #expect(place.bytes("letters") == nil)
  }

  @Test func withoutANetworkTheEnvironmentIsToBlame() async throws {
    let place = try FetchWorkplace()
    let finished = try await place.run(["fetch"])
    #expect(finished.status == 3)
    #expect(
      finished.errors.contains("https://localhost:9/letters.gz: the server cannot be reached"))
    #expect(finished.errors.contains("--from DIR"))
    #expect(place.names().isEmpty)
  }

  @Test(arguments: [FileServer.Behaviour.good, .withoutRanges])
  func whatDoesNotFitTheRestIsLeftOut(_ behaviour: FileServer.Behaviour) async throws {
    let place = try FetchWorkplace()
    let part = "data/practical/datasets/toy/letters.part"
    try place.folder.write([UInt8](repeating: 1, count: 5000), to: part)
    let server = try FileServer(Self.good, behaviour)
    let finished = try await place.run(["fetch"], mirror: server.address)
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(server.requests.map(\.range) == ["5000-", nil])
    #expect(place.names() == ["letters"])
  }

  @Test func aDamagedFileIsFetchedAgain() async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good)
    var letters = FetchWorkplace.letters
    letters[50_000] = 0
    try place.folder.write(letters, to: "data/practical/datasets/toy/letters")
    let verified = try await place.run(["verify", "toy"])
    #expect(verified.status == 1)
    #expect(verified.output.contains("✗ toy/letters: wrong checksum"))
    #expect(verified.errors.contains("`practical datasets fetch toy` fetches them again"))
    #expect(try await place.run(["fetch"], mirror: server.address).status == 0)
    #expect(place.bytes("letters") == FetchWorkplace.letters)
  }

  @Test func twoAtOnceDownloadOnce() async throws {
    let place = try FetchWorkplace()
    let server = try FileServer(Self.good, .stalls(after: 30_000))
    let environment = place.environment(mirror: server.address)
    let first = try Running.start(
      ["datasets", "fetch"], in: place.folder, environment: environment)
    try await place.waits(forBytes: 30_000)
    let second = try Running.start(
      ["datasets", "fetch"], in: place.folder, environment: environment)
    try await second.waits(for: "waiting: another process is fetching it")
    server.release()
    #expect(try await [first.finish().status, second.finish().status] == [0, 0])
    // On a busy machine a download that stalls for long is asked for again, from where it was.
    #expect(server.requests.count { $0.range == nil } == 1)
    #expect(place.names() == ["letters"])
  }
}
