import Foundation
import Glibc
import Testing

/// Threads and the linear algebra do not survive a fork, and are there all the same after going back.
@Suite("Training under watch")
struct WatchTrainingTests {
  private static let practical = """
    # Training

    ```swift {#data .cell}
    let inputs = Tensor(randomNormal: [512, 300], using: &random)
    let samples = TensorSamples(inputs: inputs, targets: Tensor((0..<512).map { Float($0 % 4) }))
    var trainer = Trainer(
      Sequential {
        Linear(300, 200, seed: 1)
        ReLU()
        Linear(200, 4, seed: 2)
      }, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.01), batchSize: 64, seed: 3)
    trainer.threads = 2
    trainer.shards = 2

    /// Two pieces of work that wait for each other, which one thread alone could never do.
    func meet() {
      guard Workers.threadCount > 1 else { return }
      var first: [Int32] = [0, 0], second: [Int32] = [0, 0]
      pipe(&first)
      pipe(&second)
      let (own, other) = (first, second)
      Workers.run(count: 2, threads: 2) { piece in
        var byte: UInt8 = 1
        write(piece == 0 ? own[1] : other[1], &byte, 1)
        read(piece == 0 ? other[0] : own[0], &byte, 1)
      }
      for descriptor in first + second { close(descriptor) }
    }
    ```

    ```swift {#train .cell}
    try trainer.train(on: samples, epochs: 2)
    meet()
    ```

    ```swift {#further .cell}
    EDITED
    ```
    """

  private static let further = practical.replacing(
    "EDITED",
    with: """
      meet()
      try trainer.train(on: samples, epochs: 5)
      print(trainer.history.trainingLoss.map(\\.bitPattern))
      print(inputs.transposed().matmul(inputs).sum().bitPattern)
      """)

  /// The output of the last cell, once it is that of a text with a certain mark.
  private func output(_ folder: Workplace, after watch: Running, update: Int) async throws -> String
  {
    let limit = ContinuousClock.now + .seconds(600)
    while watch.output.ranges(of: "\nreport: .practical").count < update {
      try #require(ContinuousClock.now < limit, "\(watch.output)")
      try await Task.sleep(for: .milliseconds(10))
    }
    let data = try #require(folder.bytes(".practical/w/result.json"))
    let result = try JSONDecoder().decode(RunDocument.self, from: Data(data))
    #expect(try result.cell("further").status == .ok, "\(watch.output)")
    return try result.cell("further").output
  }

  @Test func goingBackTrainsOnWithTheSameBits() async throws {
    let folder = try Workplace()
    try folder.write(Self.further, to: "w.md")
    let watch = try Running.start(["watch", "w.md"], in: folder)
    let path = folder.url.appending(path: "w.md").path
    let first = try await output(folder, after: watch, update: 1)
    #expect(first.hasPrefix("["))
    try folder.write(Self.practical.replacing("EDITED", with: "print(\"short\")"), to: "w.md.new")
    try #require(rename(path + ".new", path) == 0)
    #expect(try await output(folder, after: watch, update: 2) == "short\n")
    try folder.write(Self.further, to: "w.md.new")
    try #require(rename(path + ".new", path) == 0)
    #expect(try await output(folder, after: watch, update: 3) == first)
    kill(watch.processID, SIGINT)
    _ = try await watch.finish()
    // A run from the top, of all cells in one process.
    let run = try await PracticalRun.of(Self.further)
    #expect(try run.result.cell("further").output == first)
  }
}
