import Networks
import Tensors
import Testing

private struct ScheduleCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let schedule: any Schedule

  init(_ name: String, _ schedule: any Schedule) {
    testDescription = name
    self.schedule = schedule
  }
}

private let schedules: [ScheduleCase] = [
  ScheduleCase("step", StepDecay(from: 0.1, factor: 0.5, every: 7)),
  ScheduleCase("exponential", ExponentialDecay(from: 0.1, factor: 0.9)),
  ScheduleCase("inverse time", InverseTimeDecay(from: 0.1, decay: 0.05)),
  ScheduleCase("cosine", CosineDecay(from: 0.1, to: 0.01, steps: 30)),
  ScheduleCase("restarts", CosineRestarts(from: 0.1, to: 0.01, period: 10)),
  ScheduleCase("growing restarts", CosineRestarts(from: 0.1, period: 5, growth: 2)),
  ScheduleCase("one cycle", OneCycle(peak: 0.5, steps: 40)),
  ScheduleCase("warm-up", ExponentialDecay(from: 0.1, factor: 0.9).warmedUp(over: 5)),
  ScheduleCase(
    "sequence",
    ConstantRate(0.1).followed(by: StepDecay(from: 0.1, factor: 0.5, every: 4), after: 12)),
]

@Suite("Schedules are PyTorch's")
struct ScheduleGoldenTests {
  @Test("Rates", arguments: schedules)
  fileprivate func rates(_ row: ScheduleCase) throws {
    let expected = try Golden.load("schedules")("rates", of: row.testDescription)
    #expect(expected.count > 30)
    for step in 0..<expected.count {
      let rate = row.schedule.learningRate(at: step)
      #expect(abs(rate - expected[step]) <= 3e-6 * abs(expected[step]) + 1e-9, "step \(step)")
    }
  }

  @Test("Before the first step and long after the last", arguments: schedules)
  fileprivate func faraway(_ row: ScheduleCase) {
    let first = row.schedule.learningRate(at: 0)
    #expect(row.schedule.learningRate(at: -3) == first)
    #expect(row.schedule.learningRate(at: .min) == first)
    let last = row.schedule.learningRate(at: .max)
    #expect(last.isFinite && last >= 0 && last <= 0.5)
  }

  @Test("What has an end stays there")
  func end() {
    #expect(CosineDecay(from: 1, to: 0.25, steps: 8).learningRate(at: 9) == 0.25)
    let cycle = OneCycle(peak: 1, steps: 10)
    #expect(cycle.learningRate(at: 9) == cycle.learningRate(at: 100))
    #expect(OneCycle(peak: 1, steps: 1).learningRate(at: 0) == 4e-6)
  }
}
