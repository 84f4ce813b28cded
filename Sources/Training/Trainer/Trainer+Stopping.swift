import Networks
import Tensors

extension Trainer {
  /// Whether the last epochs brought no improvement.
  var hasStopped: Bool {
    guard let earlyStopping, let best else { return false }
    return position.epoch - best.epoch >= earlyStopping.patience
  }

  /// Keeps the tensors of an epoch that is better than all before.
  mutating func noteBest(_ record: EpochRecord) {
    guard let earlyStopping else { return }
    guard let value = earlyStopping.value(of: record) else {
      guard case .metric(let name) = earlyStopping.target else { return }
      fatalError("early stopping looks at the metric \(name), which is not in trainer.metrics")
    }
    if let best, !earlyStopping.improves(value, on: best.value) { return }
    best = EarlyStopping.Best(epoch: record.number, value: value)
    bestTensors = model.namedTensors.map(\.value)
  }

  /// Gives the network the tensors of its best epoch; says whether they are others than before.
  mutating func restoreBest() -> Bool {
    guard earlyStopping != nil, let best, best.epoch < position.epoch else { return false }
    var index = 0
    let tensors = bestTensors
    model.visitTensors(at: .unnamed) { _, _, value in
      value = tensors[index]
      index += 1
    }
    return true
  }
}
