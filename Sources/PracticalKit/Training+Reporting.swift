import Plots
import Training

/// Shows how training goes: the batches as progress, and a line for every epoch.
///
///     try trainer.train(on: samples, validation: others, epochs: 10, observe: reportTraining)
///
/// - Parameter event: what the trainer tells.
public func reportTraining(_ event: TrainingEvent) {
  switch event {
  case .step(let report):
    progress("epoch \(report.epoch) of \(report.epochs)", report.batch, of: report.batches)
  case .epoch(let record): print(record)
  case .stoppedEarly(let best): print("no better since epoch \(best.epoch): training stops")
  case .saved: break
  }
}

extension Figure {
  /// The loss of every epoch, on the training and on the validation samples.
  ///
  ///     show(Figure(title: "Loss").learningCurves(trainer.history))
  ///
  /// - Parameter history: what training has reached.
  /// - Returns: the figure with one curve, or two when there were validation samples.
  public func learningCurves(_ history: TrainingHistory) -> Figure {
    learningCurves(training: history.trainingLoss, validation: history.validationLoss)
  }

  /// A metric of every epoch, on the training and on the validation samples.
  ///
  /// - Parameters:
  ///   - history: what training has reached.
  ///   - metric: the name of the metric, such as `accuracy`.
  /// - Returns: the figure with one curve, or two when there were validation samples.
  public func learningCurves(_ history: TrainingHistory, of metric: String) -> Figure {
    learningCurves(
      training: history.training(metric), validation: history.validation(metric))
  }

  private func learningCurves(training: [Double], validation: [Double]) -> Figure {
    let figure = learningCurve(training, label: "training")
    return validation.isEmpty ? figure : figure.learningCurve(validation, label: "validation")
  }
}
