import Tensors

/// What a forward pass is for, and what travels with the batch through every layer.
///
/// Dropout and batch normalisation do one thing while a network trains and another when it is used;
/// which of the two is said at every call, so that it cannot be forgotten.
///
///     let (output, context) = network.forward(x, phase: .training(seed: 389))
///     let prediction = network.forward(x, phase: .evaluation).output
public struct Phase: Sendable, Equatable {
  /// Whether the network trains.
  public var isTraining: Bool
  /// The seed of what is random in this pass, such as the units that dropout silences.
  public var seed: UInt64
  /// The number of steps of each sequence of the batch that are no padding; `nil` when all are.
  public var lengths: [Int]?
  /// The place of the batch's first sample in a larger batch that is worked on in parts, so that what
  /// is random does not depend on the parts.
  public var firstSample = 0

  /// The use of a trained network.
  public static let evaluation = Phase(isTraining: false, seed: 0, lengths: nil)

  /// The use of a trained network on sequences of different lengths.
  public static func evaluation(lengths: [Int]?) -> Phase {
    Phase(isTraining: false, seed: 0, lengths: lengths)
  }

  /// A training step.
  ///
  /// - Parameters:
  ///   - seed: The seed of what is random; another one for every step.
  ///   - lengths: The number of steps of each sequence that are no padding.
  /// - Returns: The phase.
  public static func training(seed: UInt64, lengths: [Int]? = nil) -> Phase {
    Phase(isTraining: true, seed: seed, lengths: lengths)
  }

  /// The same phase for a part of a network, with random numbers of its own.
  public func part(_ index: Int) -> Phase {
    guard isTraining else { return self }
    var part = self
    // SplitMix64's mixing, so that neighbouring parts and neighbouring steps are unrelated.
    var bits = seed &+ 0x9e37_79b9_7f4a_7c15 &* UInt64(truncatingIfNeeded: index &+ 1)
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    part.seed = bits ^ bits >> 31
    return part
  }
}
