import Foundation
import Networks
import TensorFiles
import Tensors
import Testing

@testable import Training

@Suite struct CheckpointTests {
  private struct Enough: Error {}

  private let samples = points(60, seed: 1)
  private let others = points(30, seed: 2)

  private func trainer(_ path: String?, everySteps: Int? = nil) -> Trainer<Sequential> {
    var trainer = Trainer(
      Sequential {
        Centre(2)
        Linear(2, 6, seed: 1)
        ReLU()
        Silence()
        Linear(6, 2, seed: 2)
      }, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.02), batchSize: 16, seed: 7)
    trainer.metrics = [.accuracy]
    trainer.schedule = CosineDecay(from: 0.05, steps: 24)
    trainer.earlyStopping = EarlyStopping(patience: 50)
    trainer.checkpoints = path.map { Checkpoints($0, everySteps: everySteps) }
    return trainer
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "state.safetensors").path)
  }

  private func same(_ a: Trainer<Sequential>, _ b: Trainer<Sequential>) {
    #expect(a.model.bits == b.model.bits)
    #expect(a.history == b.history)
    #expect(a.position == b.position)
    #expect(a.best == b.best)
    #expect(a.bestTensors == b.bestTensors)
    let states = [a, b].map { $0.optimizer.namedState.map { ($0.name, $0.value) } }
    #expect(states[0].map(\.0) == states[1].map(\.0))
    #expect(states[0].map(\.1) == states[1].map(\.1))
  }

  @Test(arguments: [1, 4, 5, 11])
  func trainingGoesOnBitByBit(_ stop: Int) throws {
    try inFolder { path in
      var whole = trainer(nil)
      try whole.train(on: samples, validation: others, epochs: 5)

      var first = trainer(path, everySteps: 1)
      #expect(throws: Enough.self) {
        try first.train(on: samples, validation: others, epochs: 5) { event in
          if case .step(let report) = event, report.step > stop { throw Enough() }
        }
      }
      var second = trainer(path)
      #expect(try second.resume())
      #expect(second.position.step == stop)
      try second.train(on: samples, validation: others, epochs: 5)
      same(second, whole)
    }
  }

  @Test func withoutAFileTrainingBegins() throws {
    try inFolder { path in
      var trainer = trainer(path)
      #expect(try !trainer.resume())
      try trainer.train(on: samples, epochs: 1)
      var again = self.trainer(path)
      #expect(try again.resume())
      same(trainer, again)
    }
  }

  @Test func killedAtAnyMomentThereIsAWholeCheckpoint() throws {
    try inFolder { path in
      var whole = trainer(nil)
      try whole.train(on: samples, validation: others, epochs: 8)

      var random = RandomGenerator(seed: 5)
      var steps: Set<Int> = []
      for _ in 0..<40 where steps.count < 8 {
        let child = fork()
        if child == 0 {
          var trainer = trainer(path, everySteps: 1)
          trainer.threads = 1
          _ = try? trainer.resume()
          _ = try? trainer.train(on: samples, validation: others, epochs: 8)
          _exit(0)
        }
        usleep(UInt32(500 + random.index(below: 20_000)))
        kill(child, SIGKILL)
        var status: Int32 = 0
        #expect(unsafe waitpid(child, &status, 0) == child)
        if FileManager.default.fileExists(atPath: path) {
          var trainer = trainer(path)
          #expect(try trainer.resume())
          steps.insert(trainer.position.step)
        }
      }
      #expect(steps.count > 1, "the children were killed before they wrote anything: \(steps)")
      var last = trainer(path)
      try last.resume()
      try last.train(on: samples, validation: others, epochs: 8)
      same(last, whole)
    }
  }

  private func message(_ path: String, _ change: (inout Trainer<Sequential>) -> Void) -> String {
    var other = trainer(path)
    change(&other)
    let before = other.model.bits
    defer { #expect(other.model.bits == before) }
    do { try other.resume() } catch {
      return "\(error)".replacingOccurrences(of: path, with: "PATH")
    }
    return "no error"
  }

  @Test func anotherTrainingIsRefused() throws {
    try inFolder { path in
      var trainer = trainer(path)
      try trainer.train(on: samples, epochs: 1)
      #expect(
        message(path) { $0.batchSize = 32 } == """
          the checkpoint is of another training
            where: PATH: batchSize is 16, but the trainer's is 32
            help:  create the trainer as the one that wrote the file, or remove the file to begin anew
          """)
      #expect(message(path) { $0.seed = 8 }.contains("PATH: seed is 7, but the trainer's is 8"))
      #expect(
        message(path) { $0.optimizer = StochasticGradientDescent(learningRate: 1) }
          .contains("PATH: optimizer is Adam, but the trainer's is StochasticGradientDescent"))
      #expect(
        message(path) { $0.metrics = [] }
          .contains("PATH: metrics is [\"accuracy\"], but the trainer's is []"))
      #expect(
        message(path) { $0.model = smallNetwork() } == """
          the checkpoint is of another network
            where: PATH: loaded 0 of 4 tensors
            missing:     0.weight, 0.bias, 2.weight, 2.bias
            unexpected:  0.mean, 1.weight, 1.bias, 4.weight, 4.bias
            help:  create the trainer with the network of the one that wrote the file
          """)
    }
  }

  @Test func filesThatAreNoCheckpointsAreRefused() throws {
    try inFolder { path in
      try TensorFile.save(["weight": [1, 2]], to: path)
      #expect(
        message(path) { _ in } == """
          the file is no checkpoint of a training
            where: PATH
            help:  give the path of a file that a trainer wrote
          """)
      try TensorFile.save(
        TensorFile(metadata: ["format": "practical training 99"]), to: path)
      #expect(
        message(path) { _ in } == """
          the checkpoint is of another version
            where: PATH: practical training 99
            help:  go on with the version that wrote it, or begin anew without it
          """)
    }
  }

  @Test func damageIsFound() throws {
    try inFolder { path in
      var trainer = trainer(path)
      try trainer.train(on: samples, epochs: 2)
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
      var random = RandomGenerator(seed: 1)
      for _ in 0..<60 {
        var damaged = bytes
        let place = random.index(below: bytes.count)
        damaged[place] ^= 1 << UInt8(random.index(below: 8))
        if place.isMultiple(of: 5) { damaged = Array(damaged[..<place]) }
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        #expect(message(path) { _ in } != "no error", "byte \(place)")
      }
    }
  }

  @Test func otherSamplesWithinAnEpochAreRefused() throws {
    var trainer = trainer(nil)
    #expect(throws: Enough.self) {
      try trainer.train(on: samples, epochs: 1) { _ in throw Enough() }
    }
    #expect(throws: TrainingError.self) { try trainer.train(on: others, epochs: 1) }
  }
}
