import Drawing
import FigureSamples
import Foundation
import Plots

// `figures draw FOLDER` draws the samples and writes their numbers; `figures time [COUNT]` measures.
let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "draw":
  guard let folder = arguments.dropFirst().first else { exit(2) }
  try draw(into: folder)
case "time":
  try time(rounds: arguments.dropFirst().first.flatMap { Int($0) } ?? 15)
default:
  FileHandle.standardError.write(Data("figures draw FOLDER | figures time [ROUNDS]\n".utf8))
  exit(2)
}

/// Writes every sample in both themes, as PNG and as SVG, and its numbers as JSON.
func draw(into folder: String) throws {
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  for sample in FigureSample.all {
    for (suffix, theme) in [("", Theme.light), ("-dark", .dark)] {
      let files = try FigureRenderer(theme: theme).files(sample.figure)
      let path = "\(folder)/\(sample.name)\(suffix)"
      try Data(files.png).write(to: URL(fileURLWithPath: path + ".png"))
      if let svg = files.svg {
        try Data(svg.utf8).write(to: URL(fileURLWithPath: path + ".svg"))
      }
    }
    let numbers = try JSONEncoder().encode(sample.data)
    try numbers.write(to: URL(fileURLWithPath: "\(folder)/\(sample.name).json"))
  }
  let captions = try JSONEncoder().encode(FigureSample.all.map { [$0.name, $0.caption] })
  try captions.write(to: URL(fileURLWithPath: folder + "/captions-of-samples.json"))
}

/// Draws what issue and documentation promise a time for, in turns, and prints medians.
func time(rounds: Int) throws {
  let x: [Double] = (0..<1_000).map { Double($0) / 100 }
  let sine: [Double] = x.map { sin($0) }
  let line = Figure(title: "1,000 points", xLabel: "x", yLabel: "y").line(x, sine, label: "sine")
  var levels = [Float](repeating: 0, count: 10_000 * 784)
  for index in stride(from: 0, to: levels.count, by: 5) {
    let level = index * 31 % 251
    levels[index] = Float(level) / 250
  }
  let digits = Figure(title: "Digits").images(
    ImageValues(count: 10_000, height: 28, width: 28, channels: 1, values: levels), columns: 100)
  var state: UInt64 = 1
  func noise() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let bits = Double(state >> 33)
    return bits / 2_147_483_648
  }
  let right: [Double] = (0..<1_000_000).map { _ in noise() + noise() }
  let up: [Double] = (0..<1_000_000).map { _ in noise() + noise() }
  let cloud = Figure(title: "A million points").scatter(right, up)
  let renderer = FigureRenderer()
  let cases: [(String, () throws -> Void)] = [
    ("line of 1,000 points, PNG", { _ = try renderer.png(line) }),
    ("line of 1,000 points, PNG and SVG", { _ = try renderer.files(line) }),
    ("100 × 100 digits, PNG", { _ = try renderer.png(digits) }),
    ("a million points, PNG", { _ = try renderer.png(cloud) }),
    ("a million points, PNG and SVG", { _ = try renderer.files(cloud) }),
    (
      "all samples, both themes, PNG and SVG",
      {
        for sample in FigureSample.all {
          for theme in [Theme.light, .dark] {
            _ = try FigureRenderer(theme: theme).files(sample.figure)
          }
        }
      }
    ),
  ]
  var (walls, works): ([[Double]], [[Double]]) = (cases.map { _ in [] }, cases.map { _ in [] })
  for _ in 0..<rounds {
    for (index, (_, draw)) in cases.enumerated() {
      let (wall, work) = (milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_THREAD_CPUTIME_ID))
      try draw()
      walls[index].append(milliseconds(CLOCK_MONOTONIC) - wall)
      works[index].append(milliseconds(CLOCK_THREAD_CPUTIME_ID) - work)
    }
  }
  print("median and fastest, in ms", "by the clock", "of the processor", separator: "\t")
  for (index, (name, _)) in cases.enumerated() {
    print(name, summary(walls[index]), summary(works[index]), separator: "\t")
  }
}

/// The middle one and the smallest of some times.
func summary(_ times: [Double]) -> String {
  let sorted = times.sorted()
  return String(format: "%.1f, %.1f", sorted[sorted.count / 2], sorted[0])
}

/// What a clock shows.
func milliseconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
}
