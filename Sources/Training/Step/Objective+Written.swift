import Networks
import Tensors

extension Objective {
  /// What training makes small, written out: for a model that is neither a layer nor a graph.
  ///
  ///     let objective = Objective<Autoencoder> { model, batch, phase in
  ///       model.valueAndGradients(phase: phase) { model in
  ///         square(model.decoder(relu(model.encoder(batch.input))) - batch.input).mean()
  ///       }
  ///     }
  ///     var trainer = Trainer(model, objective: objective, optimizer: Adam(learningRate: 0.001))
  ///
  /// The function is called for one shard of a batch at a time. What it gives is a mean over the
  /// samples, or over as many terms as `termCount` says. Metrics get no outputs.
  ///
  /// - Parameters:
  ///   - termCount: The number of terms that the loss of a batch is a mean over.
  ///   - valueAndGradients: The loss of a batch and its derivatives.
  public init(
    termCount: @escaping @Sendable (Batch) -> Int = { $0.count },
    _ valueAndGradients:
      @escaping @Sendable (Model, Batch, Phase) -> (loss: Float, gradients: Gradients)
  ) {
    weights = [1]
    check = { (_, _) throws(ShapeError) in }
    termCounts = { [termCount($0)] }
    train = { model, batch, phase, shares in
      var (loss, gradients) = valueAndGradients(model, batch, phase)
      gradients.scaleDerivatives(by: shares[0], of: model)
      return ShardResult(values: [loss], outputs: [], gradients: gradients)
    }
    evaluate = { model, batch in
      let phase = Phase.evaluation(lengths: batch.lengths)
      return ShardResult(values: [valueAndGradients(model, batch, phase).loss], outputs: [])
    }
  }
}
