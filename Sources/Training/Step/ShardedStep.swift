import Networks
import Tensors

/// The loss of a batch and its derivatives, worked out shard by shard.
///
/// Every shard runs forward, loss and backward on its own; the derivatives are added up in the order
/// of the shards. The loss of a batch is the mean over its terms, so a shard's part of it weighs as
/// much as its share of the terms: L = Σ_s (terms_s / terms) L_s.
struct ShardedStep: Sendable {
  /// L.
  var loss: Double
  /// ∂L/∂w.
  var gradients: Gradients
  /// What the metrics counted.
  var tallies: [Tally]

  /// Works out a step.
  ///
  /// - Parameters:
  ///   - objective: What to make small.
  ///   - model: The network.
  ///   - shards: The shards of the batch.
  ///   - seed: The seed of what is random in the step.
  ///   - metrics: What else to measure on the outputs.
  ///   - threads: The number of threads.
  init<Model: Parameterized>(
    _ objective: Objective<Model>, _ model: Model, shards: [Batch], seed: UInt64,
    metrics: [TrainingMetric] = [], threads: Int
  ) {
    if shards.count == 1 {
      self = ShardedStep(objective, model, whole: shards[0], seed: seed, metrics: metrics)
      return
    }
    let terms = shards.map(objective.termCounts)
    let shares = ShardedStep.shares(terms)
    let results = Workers.map(count: shards.count, threads: threads) { shard in
      let batch = shards[shard]
      var phase = Phase.training(seed: seed, lengths: batch.lengths)
      // Dropout then silences the same units of a sample whatever shard it is in.
      for before in shards[..<shard] { phase.firstSample += before.count }
      let result = objective.train(model, batch, phase, shares[shard])
      return (result, metrics.map { $0.tally(result.outputs, batch) })
    }
    // Closures, since key paths in generic code are made anew at every call.
    loss = ShardedStep.loss(results.map { $0.0.values }, shares, objective.weights)
    tallies = metrics.indices.map { metric in
      results.reduce(Tally()) { $0 + $1.1[metric] }
    }
    let samples = shards.reduce(0) { $0 + $1.count }
    gradients = Workers.sharing(threads: threads) {
      Gradients(
        addingShards: results.map { $0.0.gradients },
        shares: shards.map { Float($0.count) / Float(max(samples, 1)) }, of: model)
    }
  }

  /// Works out a step of one shard: with a tiny network, gathering the parts of a batch would take
  /// longer than the step.
  fileprivate init<Model: Parameterized>(
    _ objective: Objective<Model>, _ model: Model, whole batch: Batch, seed: UInt64,
    metrics: [TrainingMetric]
  ) {
    var shares: [Float] = []
    for count in objective.termCounts(batch) { shares.append(count == 0 ? 0 : 1) }
    let phase = Phase.training(seed: seed, lengths: batch.lengths)
    let result = Denormals.flush { objective.train(model, batch, phase, shares) }
    loss = 0
    for (index, share) in shares.enumerated() where share > 0 {
      loss += Double(objective.weights[index]) * Double(result.values[index])
    }
    gradients = result.gradients
    tallies = metrics.map { $0.tally(result.outputs, batch) }
  }

  /// The share of every shard in the terms of every loss.
  static func shares(_ terms: [[Int]]) -> [[Float]] {
    terms.map { shard in
      shard.indices.map { loss in
        let total = terms.reduce(0) { $0 + $1[loss] }
        return total == 0 ? 0 : Float(shard[loss]) / Float(total)
      }
    }
  }

  /// Σ_k w_k Σ_s share_sk L_sk.
  static func loss(_ values: [[Float]], _ shares: [[Float]], _ weights: [Float]) -> Double {
    var loss = 0.0
    for (index, weight) in weights.enumerated() {
      for (shard, share) in shares.enumerated() where share[index] > 0 {
        loss += Double(weight) * Double(share[index]) * Double(values[shard][index])
      }
    }
    return loss
  }
}

extension Layer {
  /// The loss of a batch and its derivatives by all parameters, worked out by several threads.
  ///
  ///     let (loss, gradients) = network.valueAndGradients(
  ///       SoftmaxCrossEntropy(), batch: batch, seed: step)
  ///     optimizer.update(&network, with: gradients)
  ///
  /// The batch is cut into shards, which run on as many threads as ``Workers`` has; their derivatives
  /// are added up in order. The result depends on the number of shards, never on that of threads: with
  /// one shard, batch normalisation sees the whole batch at once.
  ///
  /// **Errors:** ends the program when the batch does not fit, or there is less than one shard.
  ///
  /// - Parameters:
  ///   - loss: The loss.
  ///   - batch: The samples.
  ///   - seed: The seed of what is random in the step.
  ///   - shards: The number of parts of the batch.
  /// - Returns: The loss, and its derivatives.
  public func valueAndGradients(
    _ loss: some Loss, batch: Batch, seed: UInt64, shards: Int = 2
  ) -> (loss: Float, gradients: Gradients) {
    Objective<Self>(loss).valueAndGradients(self, batch: batch, seed: seed, shards: shards)
  }
}

extension Objective {
  /// The loss of a batch and its derivatives by all parameters, worked out by several threads.
  ///
  /// **Errors:** ends the program when the batch does not fit, or there is less than one shard.
  ///
  /// - Parameters:
  ///   - model: The network.
  ///   - batch: The samples.
  ///   - seed: The seed of what is random in the step.
  ///   - shards: The number of parts of the batch.
  /// - Returns: The loss, and its derivatives.
  public func valueAndGradients(
    _ model: Model, batch: Batch, seed: UInt64, shards: Int = 2
  ) -> (loss: Float, gradients: Gradients) {
    Shards.check(shards)
    if shards == 1 || batch.count <= 1 {
      // Network and loss look at the shapes themselves.
      let step = ShardedStep(self, model, whole: batch, seed: seed, metrics: [])
      return (Float(step.loss), step.gradients)
    }
    do throws(ShapeError) { try check(model, batch) } catch { error.end() }
    let parts = Shards.ranges(of: batch.count, shards: shards).map { batch[$0] }
    let step = Denormals.flush {
      ShardedStep(self, model, shards: parts, seed: seed, threads: Workers.threadCount)
    }
    return (Float(step.loss), step.gradients)
  }
}
