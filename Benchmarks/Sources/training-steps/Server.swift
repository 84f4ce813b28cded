import CPeak
import PracticalKit

/// Answers lines of standard input, each with one line of JSON.
struct Server {
  let threads: Int

  func serve() {
    var step: ((Int) -> Float)?
    var batchSize = 64
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      switch words.first {
      case "versions": answer("\"practical\": \"\(BLAS.coreName)\"")
      case "peak": answer("\"gflops\": \(peak())")
      case "products":
        let times = Workload(named: words[1]).products.map { $0.bestSeconds() }
        answer("\"seconds\": \(times)")
      case "prepare":
        let workload = Workload(named: words[1])
        batchSize = workload.batchSize
        let prepared = workload.makeStep(threads: threads)
        step = prepared
        let loss = prepared(1)
        let start = now()
        while now() - start < 0.5 { _ = prepared(1) }
        answer("\"ok\": true, \"loss\": \(loss)")
      case "run":
        guard let step, words.count == 3, let seconds = Double(words[2]) else { return }
        answer(run(step, seconds: seconds, batchSize: batchSize))
      default: return
      }
    }
  }

  private func run(_ step: (Int) -> Float, seconds: Double, batchSize: Int) -> String {
    let start = now()
    var done = 0
    var block = 1
    while true {
      let loss = step(block)
      done += block
      let passed = now() - start
      if passed >= seconds {
        return "\"samples\": \(done * batchSize), \"seconds\": \(passed), \"loss\": \(loss)"
      }
      block = max(1, min(Int(Double(done) / passed * (seconds - passed)), done))
    }
  }

  /// The most multiply-adds a second of all threads that are used, in units of 10⁹ operations.
  private func peak() -> Double {
    let rounds = 20_000
    var best = 0.0
    for _ in 0..<5 {
      let start = now()
      let value = peak_multiply_add(rounds)
      guard value.isFinite else { continue }
      best = max(best, Double(rounds) * Double(PEAK_OPERATIONS_PER_ROUND) / (now() - start))
    }
    return best * Double(threads) / 1e9
  }

  private func answer(_ fields: String) {
    print("{\(fields)}")
    fflush(nil)
  }
}

/// Seconds of a clock that never goes back.
func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
