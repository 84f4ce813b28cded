internal import Glibc
import Networks
import TensorFiles
import Tensors

extension Trainer {
  /// Writes the whole state of training to a file: network, optimizer, position, history, the best
  /// epoch.
  ///
  /// - Parameter path: The path, ending in `.safetensors`; a file there is replaced in one step.
  /// - Throws: `TensorFileError` when the file cannot be written.
  public func save(to path: String) throws(TensorFileError) {
    var file = TensorFile()
    for (name, _, value) in model.namedTensors { file["model.\(name)"] = value }
    for (name, value) in optimizer.namedState { file["optimizer.\(name)"] = value }
    if best != nil {
      for (tensor, value) in zip(model.namedTensors, bestTensors) {
        file["best.\(tensor.path)"] = value
      }
    }
    file.metadata = state.texts
    file.metadata["checksum"] = file.checksum
    try TensorFile.save(file, to: path)
  }

  /// Goes on from the file of ``checkpoints``, when there is one.
  ///
  /// The trainer must have been created as the one that wrote the file; the network and the state of
  /// the optimizer are replaced. Training then does the same, bit by bit, as without interruption.
  ///
  /// - Returns: Whether there was a file.
  /// - Throws: `TensorFileError` when the file cannot be read; ``TrainingError`` when it is of another
  ///   training. The trainer is then as it was.
  @discardableResult
  public mutating func resume() throws -> Bool {
    guard let path = checkpoints?.path else {
      throw TrainingError(
        problem: "there is no checkpoint to go on from", place: "trainer.checkpoints is nil",
        help: "set trainer.checkpoints = Checkpoints(\"name.safetensors\") first")
    }
    guard unsafe access(path, F_OK) == 0 else { return false }
    try restore(from: path)
    return true
  }

  /// Replaces the state of training by that of a file.
  ///
  /// - Parameter path: The path of a file that ``save(to:)`` wrote.
  /// - Throws: `TensorFileError` when the file cannot be read; ``TrainingError`` when it is of another
  ///   training. The trainer is then as it was.
  public mutating func restore(from path: String) throws {
    var file = try TensorFile.load(path)
    let checksum = file.metadata.removeValue(forKey: "checksum")
    let saved = try TrainingState(texts: file.metadata, path: path)
    guard checksum == file.checksum else {
      throw TrainingError(
        problem: "the checkpoint is damaged", place: "\(path): the checksum is another",
        help: "take an older file, or begin anew without it")
    }
    try saved.check(against: state, path: path)
    var copy = self
    try copy.model.load(file.part("model"), from: path)
    var best = copy.model
    if saved.best != nil {
      try best.load(file.part("best"), from: path)
      copy.bestTensors = best.namedTensors.map(\.value)
    }
    try copy.optimizer.restoreState(file.part("optimizer"))
    copy.optimizer.learningRate = saved.learningRate
    copy.position = saved.position
    copy.history = saved.history
    copy.best = saved.best
    self = copy
  }

  /// Everything but tensors.
  private var state: TrainingState {
    TrainingState(
      seed: seed, batchSize: batchSize, shards: shards.map { "\($0)" } ?? "automatic",
      dropsLast: dropsLast,
      optimizer: "\(type(of: optimizer))", metrics: metrics.map(\.name),
      learningRate: optimizer.learningRate, position: position, history: history, best: best)
  }

  /// Writes the file of the plan, when there is one.
  func saveCheckpoint(_ observe: (TrainingEvent) throws -> Void) throws {
    guard let path = checkpoints?.path else { return }
    try save(to: path)
    try observe(.saved(path))
  }
}

extension Parameterized {
  /// Takes all tensors from a checkpoint.
  fileprivate mutating func load(
    _ tensors: [(name: String, value: Tensor)], from path: String
  ) throws(TrainingError) {
    let report = load(tensors)
    if report.isComplete { return }
    throw TrainingError(
      problem: "the checkpoint is of another network", place: "\(path): \(report)",
      help: "create the trainer with the network of the one that wrote the file")
  }
}

extension TensorFile {
  /// The tensors whose names begin with a word, without it.
  func part(_ prefix: String) -> [(name: String, value: Tensor)] {
    compactMap { name, tensor in
      name.hasPrefix("\(prefix).") ? (String(name.dropFirst(prefix.count + 1)), tensor) : nil
    }
  }

  /// A number that nearly every change of names, texts or tensors changes: FNV-1a over 32-bit words.
  var checksum: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ word: UInt32) { hash = (hash ^ UInt64(word)) &* 0x0000_0100_0000_01b3 }
    func add(_ text: String) {
      for byte in text.utf8 { add(UInt32(byte)) }
      add(UInt32.max)
    }
    for (key, text) in metadata.sorted(by: { $0.key < $1.key }) {
      add(key)
      add(text)
    }
    for (name, tensor) in self {
      add(name)
      add(tensor.shape.description)
      for scalar in tensor.scalars { add(scalar.bitPattern) }
    }
    return String(hash, radix: 16)
  }
}
