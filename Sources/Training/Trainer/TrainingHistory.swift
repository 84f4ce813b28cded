/// What training has reached, epoch by epoch.
///
///     plot(history.trainingLoss, history.validationLoss)
///     print(history)
public struct TrainingHistory: Sendable, Equatable, CustomStringConvertible {
  /// One record for every epoch that is complete.
  public internal(set) var epochs: [EpochRecord] = []

  /// The mean loss of every epoch over the batches as they were trained on.
  public var trainingLoss: [Double] { epochs.map(\.training.loss) }

  /// The loss on the validation samples after every epoch; empty without such samples.
  public var validationLoss: [Double] { epochs.compactMap(\.validation?.loss) }

  /// A metric of every epoch over the batches as they were trained on.
  ///
  /// - Parameter metric: The name of the metric, such as `accuracy`.
  /// - Returns: A number for every epoch; empty when nothing of that name was measured.
  public func training(_ metric: String) -> [Double] {
    epochs.compactMap { $0.training[metric] }
  }

  /// A metric on the validation samples after every epoch.
  ///
  /// - Parameter metric: The name of the metric, such as `accuracy`.
  /// - Returns: A number for every epoch; empty when nothing of that name was measured.
  public func validation(_ metric: String) -> [Double] {
    epochs.compactMap { $0.validation?[metric] }
  }

  /// The step size at the end of every epoch.
  public var learningRate: [Double] { epochs.map { Double($0.learningRate) } }

  /// One line for every epoch.
  public var description: String { epochs.map(\.description).joined(separator: "\n") }
}

/// What one epoch has reached.
public struct EpochRecord: Sendable, Equatable, CustomStringConvertible {
  /// The number of the epoch; the first is 1.
  public var number: Int
  /// The means over the batches as they were trained on.
  public var training: Scores
  /// The means over the validation samples after the epoch.
  public var validation: Scores?
  /// The step size at the end of the epoch.
  public var learningRate: Float
  /// How long the epoch took, in seconds; of a training that was interrupted, the part since.
  ///
  /// Not inlined: what reads the clock is known by the name that it calls, and cells that do are run anew.
  public var seconds: Double {
    @inline(never) get { measuredSeconds }
    @inline(never) set { measuredSeconds = newValue }
  }
  private var measuredSeconds: Double

  /// Makes a record.
  init(
    number: Int, training: Scores, validation: Scores?, learningRate: Float, seconds: Double
  ) {
    self.number = number
    self.training = training
    self.validation = validation
    self.learningRate = learningRate
    measuredSeconds = seconds
  }

  /// The epoch in one line, such as `epoch 3: loss 0.1184, accuracy 0.9651; validation: loss 0.1302,
  /// accuracy 0.9603`.
  public var description: String {
    let validation = validation.map { "; validation: \($0)" } ?? ""
    return "epoch \(number): \(training)\(validation)"
  }

  /// Two records are equal when they say the same about the network, however long it took.
  public static func == (lhs: EpochRecord, rhs: EpochRecord) -> Bool {
    lhs.number == rhs.number && lhs.training == rhs.training && lhs.validation == rhs.validation
      && lhs.learningRate == rhs.learningRate
  }
}

/// The loss and the metrics of a network on some samples.
public struct Scores: Sendable, Equatable, CustomStringConvertible {
  /// A metric by its name.
  public struct Metric: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The mean over the samples.
    public var value: Double
  }

  /// The mean loss.
  public var loss: Double
  /// The metrics, in the order in which they were asked for.
  public var metrics: [Metric]

  /// Creates scores.
  public init(loss: Double, metrics: [Metric] = []) {
    self.loss = loss
    self.metrics = metrics
  }

  /// The metric of a name; `nil` when it was not measured.
  public subscript(name: String) -> Double? {
    metrics.first { $0.name == name }?.value
  }

  /// The scores in one line, such as `loss 0.1184, accuracy 0.9651`.
  public var description: String {
    (["loss \(Self.short(loss))"] + metrics.map { "\($0.name) \(Self.short($0.value))" })
      .joined(separator: ", ")
  }

  /// A number with four digits behind the point.
  static func short(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e11 else { return "\(value)" }
    let tenThousandths = Int((abs(value) * 10_000).rounded())
    let digits = "\(tenThousandths % 10_000)"
    let padding = String(repeating: "0", count: 4 - digits.count)
    return "\(value < 0 ? "-" : "")\(tenThousandths / 10_000).\(padding)\(digits)"
  }
}
