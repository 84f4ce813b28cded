/// What a checkpoint holds beside tensors: as texts, in which numbers stand bit by bit.
struct TrainingState {
  var seed: UInt64
  var batchSize: Int
  /// A number, or `automatic`.
  var shards: String
  var dropsLast: Bool
  var optimizer: String
  var metrics: [String]
  var learningRate: Float
  var position: TrainingPosition
  var history: TrainingHistory
  var best: EarlyStopping.Best?

  /// What the first text says; another number when the meaning of the texts changes.
  static let format = "practical training 1"
}

extension TrainingState {
  /// The state as texts by name.
  var texts: [String: String] {
    var texts = [
      "format": Self.format, "seed": "\(seed)", "batchSize": "\(batchSize)",
      "shards": shards, "dropsLast": "\(dropsLast)", "optimizer": optimizer,
      "metrics": metrics.joined(separator: "\n"), "learningRate": bits(Double(learningRate)),
      "epoch": "\(position.epoch)", "batch": "\(position.batch)", "step": "\(position.step)",
      "sampleCount": "\(position.sampleCount)",
      "sums": ([position.loss] + position.tallies).map(text).joined(separator: " "),
      "history": history.epochs.map(text).joined(separator: "\n"),
    ]
    if let best { texts["best"] = "\(best.epoch) \(bits(best.value))" }
    return texts
  }

  private func bits(_ number: Double) -> String { String(number.bitPattern, radix: 16) }

  private func text(_ tally: Tally) -> String { "\(bits(tally.sum)) \(tally.count)" }

  private func text(_ record: EpochRecord) -> String {
    let training = [record.training.loss] + record.training.metrics.map(\.value)
    let validation = record.validation.map { [$0.loss] + $0.metrics.map(\.value) } ?? []
    let numbers =
      [Double(record.learningRate), record.seconds] + training + validation
    return numbers.map(bits).joined(separator: " ")
  }
}

extension TrainingState {
  /// Reads the texts of a file.
  init(texts: [String: String], path: String) throws(TrainingError) {
    guard let format = texts["format"], format.hasPrefix("practical training ") else {
      throw TrainingError(
        problem: "the file is no checkpoint of a training", place: path,
        help: "give the path of a file that a trainer wrote")
    }
    guard format == Self.format else {
      throw TrainingError(
        problem: "the checkpoint is of another version", place: "\(path): \(format)",
        help: "go on with the version that wrote it, or begin anew without it")
    }
    let reader = TextReader(texts: texts, path: path)
    seed = try reader.words("seed") { UInt64($0) }[0]
    batchSize = try reader.number("batchSize")
    shards = try reader.text("shards")
    dropsLast = try reader.text("dropsLast") == "true"
    optimizer = try reader.text("optimizer")
    metrics = try reader.text("metrics").split(separator: "\n").map(String.init)
    learningRate = Float(try reader.doubles("learningRate")[0])
    position = TrainingPosition()
    position.epoch = try reader.number("epoch")
    position.batch = try reader.number("batch")
    position.step = try reader.number("step")
    position.sampleCount = try reader.number("sampleCount")
    let tallies = try reader.tallies("sums")
    position.loss = tallies[0]
    position.tallies = Array(tallies.dropFirst())
    history = try reader.history("history", metrics)
    best = try texts["best"] == nil ? nil : reader.best("best")
  }

  /// Compares the settings that decide what training does with those of the trainer.
  func check(against trainer: TrainingState, path: String) throws(TrainingError) {
    let settings = [
      ("seed", "\(seed)", "\(trainer.seed)"),
      ("batchSize", "\(batchSize)", "\(trainer.batchSize)"),
      ("shards", shards, trainer.shards),
      ("dropsLast", "\(dropsLast)", "\(trainer.dropsLast)"),
      ("optimizer", optimizer, trainer.optimizer),
      ("metrics", "\(metrics)", "\(trainer.metrics)"),
    ]
    for (name, saved, own) in settings where saved != own {
      throw TrainingError(
        problem: "the checkpoint is of another training",
        place: "\(path): \(name) is \(saved), but the trainer's is \(own)",
        help: "create the trainer as the one that wrote the file, or remove the file to begin anew")
    }
  }
}

/// Reads numbers from the texts of a checkpoint.
private struct TextReader {
  let texts: [String: String]
  let path: String

  func text(_ name: String) throws(TrainingError) -> String {
    guard let text = texts[name] else { throw damaged(name) }
    return text
  }

  func words<T>(_ name: String, parse: (Substring) -> T?) throws(TrainingError) -> [T] {
    let words = try text(name).split(separator: " ")
    let numbers = words.compactMap(parse)
    guard numbers.count == words.count, !numbers.isEmpty else { throw damaged(name) }
    return numbers
  }

  func number(_ name: String) throws(TrainingError) -> Int {
    guard let number = Int(try text(name)), number >= 0 else { throw damaged(name) }
    return number
  }

  func doubles(_ name: String) throws(TrainingError) -> [Double] {
    try words(name) { UInt64($0, radix: 16).map { Double(bitPattern: $0) } }
  }

  func tallies(_ name: String) throws(TrainingError) -> [Tally] {
    let words = try text(name).split(separator: " ")
    var tallies: [Tally] = []
    for start in stride(from: 0, to: words.count - 1, by: 2) {
      guard let sum = UInt64(words[start], radix: 16), let count = Int(words[start + 1]) else {
        throw damaged(name)
      }
      tallies.append(Tally(sum: Double(bitPattern: sum), count: count))
    }
    guard !tallies.isEmpty, words.count.isMultiple(of: 2) else { throw damaged(name) }
    return tallies
  }

  func best(_ name: String) throws(TrainingError) -> EarlyStopping.Best {
    let words = try text(name).split(separator: " ")
    guard words.count == 2, let epoch = Int(words[0]), let value = UInt64(words[1], radix: 16)
    else { throw damaged(name) }
    return EarlyStopping.Best(epoch: epoch, value: Double(bitPattern: value))
  }

  func history(_ name: String, _ metrics: [String]) throws(TrainingError) -> TrainingHistory {
    var history = TrainingHistory()
    let width = metrics.count + 1
    for line in try text(name).split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap {
        UInt64($0, radix: 16).map { Double(bitPattern: $0) }
      }
      guard numbers.count == 2 + width || numbers.count == 2 + 2 * width else {
        throw damaged(name)
      }
      func scores(_ start: Int) -> Scores {
        Scores(
          loss: numbers[start],
          metrics: zip(metrics, numbers[(start + 1)...]).map { Scores.Metric(name: $0, value: $1) })
      }
      history.epochs.append(
        EpochRecord(
          number: history.epochs.count + 1, training: scores(2),
          validation: numbers.count == 2 + width ? nil : scores(2 + width),
          learningRate: Float(numbers[0]), seconds: numbers[1]))
    }
    return history
  }

  private func damaged(_ name: String) -> TrainingError {
    TrainingError(
      problem: "the checkpoint is damaged", place: "\(path): `\(name)` does not say what it should",
      help: "take an older file, or begin anew without it")
  }
}
