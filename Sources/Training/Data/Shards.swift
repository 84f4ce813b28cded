import Networks
import Tensors

/// How a batch is cut into the parts that the threads work on.
///
/// Their number does not depend on the number of threads, and they are added up in their order: so the
/// result does not depend on it either.
enum Shards {
  /// Neighbouring ranges that cover so many samples, their sizes differing by at most one; fewer than
  /// asked for when there are not two samples for each: one alone has no variance to normalise by.
  static func ranges(of count: Int, shards: Int) -> [Range<Int>] {
    let shards = max(min(shards, count / 2), 1)
    return (0..<shards).map { count * $0 / shards..<count * ($0 + 1) / shards }
  }

  /// Two, or one where a step is so short that dividing it takes longer than it saves.
  ///
  /// The multiplications of a step are estimated from the number of parameters, each used once for every
  /// place of a sample: it depends on network and samples alone, never on the machine.
  static func automatic(_ model: some Parameterized, _ sample: Batch, batchSize: Int) -> Int {
    let places = sample.inputs.reduce(1) { places, input in
      max(places, input.shape.dimensions.dropFirst().dropLast().reduce(1, *))
    }
    let work = Double(batchSize) * Double(places) * Double(model.parameterCount)
    return work < 400_000 ? 1 : 2
  }

  /// Ends the program when a number of shards makes no sense.
  static func check(_ shards: Int) {
    if shards < 1 { fatalError("a batch cannot be cut into \(shards) shards: take 1 or more") }
  }
}
