import Networks
import Tensors

/// Trains a network: epoch after epoch over the batches of some samples, and keeps everything that
/// makes up the state of training.
///
///     var trainer = Trainer(
///       network, loss: SoftmaxCrossEntropy(), optimizer: Adam(learningRate: 0.001), seed: 389)
///     trainer.metrics = [.accuracy]
///     try trainer.train(
///       on: ImageSamples(digits.train), validation: ImageSamples(digits.test), epochs: 10)
///     print(trainer.history)
///     let network = trainer.model
///
/// In every step a batch is cut into ``shards``, which run on the threads of ``Workers``; their
/// derivatives are added up in order and change the network once. The same seed gives the same
/// network, bit by bit, on any number of threads.
public struct Trainer<Model: Parameterized>: Sendable {
  /// The network.
  public var model: Model
  /// The rule that changes it.
  public var optimizer: any Optimizer
  /// What training makes small.
  public let objective: Objective<Model>

  /// The number of samples of a batch.
  public var batchSize: Int
  /// The seed of the order of the samples and of all that is random in a step.
  public var seed: UInt64
  /// The number of parts that a batch is cut into; `nil` for two, or one where a step is too short to
  /// be divided.
  ///
  /// One part makes batch normalisation see the whole batch at once, and leaves one thread to train.
  public var shards: Int?
  /// The number of threads at most; `nil` for that of ``Workers``.
  public var threads: Int?
  /// Whether the samples that do not fill a batch at the end of an epoch are left out.
  public var dropsLast = false
  /// What else to measure, such as ``TrainingMetric/accuracy``.
  public var metrics: [TrainingMetric] = []
  /// The step size of every step; `nil` keeps that of the optimizer.
  public var schedule: (any Schedule)?
  /// How gradients that are too long are shortened; `nil` leaves them as they are.
  public var clipping: GradientClipping?
  /// When training ends before its last epoch; `nil` for never.
  public var earlyStopping: EarlyStopping?
  /// Where and how often the state of training is written to a file; `nil` for never.
  public var checkpoints: Checkpoints?

  /// What training has reached so far.
  public internal(set) var history = TrainingHistory()
  /// How far training has come.
  public internal(set) var position = TrainingPosition()
  /// The best epoch so far, when ``earlyStopping`` looks for it.
  public internal(set) var best: EarlyStopping.Best?
  /// How long steps take.
  var pace = StepPace()
  /// The tensors of the network after the best epoch.
  var bestTensors: [Tensor] = []

  /// Creates a trainer for what an objective describes.
  ///
  /// **Errors:** ends the program when a batch would have no samples.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - objective: What to make small.
  ///   - optimizer: The rule that changes the network.
  ///   - batchSize: The number of samples of a batch.
  ///   - seed: The seed of the order of the samples and of all that is random in a step.
  public init(
    _ model: Model, objective: Objective<Model>, optimizer: any Optimizer, batchSize: Int = 64,
    seed: UInt64 = 0
  ) {
    if batchSize < 1 { fatalError("a batch cannot have \(batchSize) samples: take 1 or more") }
    self.model = model
    self.objective = objective
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.seed = seed
  }
}

extension Trainer where Model: Layer {
  /// Creates a trainer for a network with one input and one output.
  ///
  /// **Errors:** ends the program when a batch would have no samples.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - loss: The loss.
  ///   - optimizer: The rule that changes the network.
  ///   - batchSize: The number of samples of a batch.
  ///   - seed: The seed of the order of the samples and of all that is random in a step.
  public init(
    _ model: Model, loss: some Loss, optimizer: any Optimizer, batchSize: Int = 64, seed: UInt64 = 0
  ) {
    self.init(
      model, objective: Objective(loss), optimizer: optimizer, batchSize: batchSize, seed: seed)
  }
}

extension Trainer where Model: MultiLayer {
  /// Creates a trainer for a network with several inputs or outputs.
  ///
  /// **Errors:** ends the program when a batch would have no samples, or when there are not as many
  /// weights as losses.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - losses: The loss of each output; `nil` for an output that training does not look at.
  ///   - weights: The weight of each loss that is there; all are 1 when they are not given.
  ///   - optimizer: The rule that changes the network.
  ///   - batchSize: The number of samples of a batch.
  ///   - seed: The seed of the order of the samples and of all that is random in a step.
  public init(
    _ model: Model, losses: [(any Loss)?], weights: [Float]? = nil, optimizer: any Optimizer,
    batchSize: Int = 64, seed: UInt64 = 0
  ) {
    self.init(
      model, objective: Objective(losses, weights: weights), optimizer: optimizer,
      batchSize: batchSize, seed: seed)
  }
}

/// How far training has come.
public struct TrainingPosition: Sendable, Equatable {
  /// The number of epochs that are complete.
  public internal(set) var epoch = 0
  /// The number of batches of the current epoch that were trained on.
  public internal(set) var batch = 0
  /// The number of steps since training began.
  public internal(set) var step = 0
  /// The number of samples of the source; 0 before training.
  public internal(set) var sampleCount = 0
  /// The loss of the batches of the current epoch, added up over their samples.
  var loss = Tally()
  /// What the metrics counted in the current epoch.
  var tallies: [Tally] = []
}
