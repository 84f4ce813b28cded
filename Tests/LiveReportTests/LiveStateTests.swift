import CellChannel
import Notebooks
import Plots
import Reports
import Testing

@testable import LiveReport

@Suite("What a live report knows of a run")
struct LiveStateTests {
  private let practical = Sample.practical()

  private func state(_ events: [RunEvent] = []) -> LiveState {
    var state = LiveState(practical: practical, details: ReportDetails(isLive: true))
    for event in events { state.follow(event, at: .now) }
    return state
  }

  @Test("While a cell runs, its output grows and the line says which it is")
  func running() {
    let cell = practical.cells[1]
    let state = state([
      .began(practical, kept: [:]), .cellStarted(cell), .output("one\n"), .output("two\n"),
    ])
    #expect(state.run.progress.activity?.output == "one\ntwo\n")
    #expect(state.run.status == .running(cell: "second", name: "second", number: 2, count: 3))
  }

  @Test("After a run the page is up to date, with its points")
  func upToDate() {
    var state = state()
    Sample.run(practical) { state.follow($0, at: .now) }
    #expect(state.run.status == .upToDate(score: 2, most: 2))
    #expect(state.run.result.cells.map(\.output).first == "output of first\n")
    #expect(state.run.progress.activity == nil)
  }

  @Test("After an edit, kept cells hold and the others show what they came to before")
  func edit() {
    var state = state()
    Sample.run(practical) { state.follow($0, at: .now) }
    let first = Sample.ran("first", in: practical, output: "kept\n")
    state.follow(.began(practical, kept: [0: first]), at: .now)
    #expect(state.run.result.cells.map(\.id) == ["first"])
    #expect(Set(state.run.progress.earlier.keys) == ["second", "check-first"])
    // The points of the check that is to run again can still be reached.
    #expect(state.run.result.score == 0)
    #expect(state.run.result.maxScore == 2)
    state.follow(.cellStarted(practical.cells[1]), at: .now)
    let second = Sample.ran("second", in: practical, output: "new\n")
    state.follow(.cellEnded(practical.cells[1], second.cell, checks: []), at: .now)
    #expect(state.run.result.cells.map(\.output) == ["kept\n", "new\n"])
    #expect(Set(state.run.progress.earlier.keys) == ["check-first"])
  }

  @Test("What an interruption kept from running is as it was")
  func interrupted() {
    var state = state()
    Sample.run(practical) { state.follow($0, at: .now) }
    state.follow(.began(practical, kept: [:]), at: .now)
    state.follow(.cellStarted(practical.cells[0]), at: .now)
    let none = practical.cells.map { KeptResult(cell: CellResult(skipped: $0), checks: []) }
    state.follow(.ended(Sample.outcome(practical, none, isInterrupted: true)), at: .now)
    #expect(state.run.status == .interrupted)
    #expect(state.run.progress.earlier.count == 3)
    #expect(state.run.result.cells.isEmpty)
  }

  @Test("A problem with the file is shown until a run begins")
  func problem() {
    var state = state()
    Sample.run(practical) { state.follow($0, at: .now) }
    state.show(problem: "line 3: no such class")
    #expect(state.run.status == .problem("line 3: no such class"))
    #expect(state.run.result.cells.count == 3)
    state.follow(.began(practical, kept: [:]), at: .now)
    #expect(state.run.status == .compiling)
  }

  @Test("A figure waits for its pixels, then has an address by its content, then is forgotten")
  func figures() throws {
    let path = "plots/first-1.png"
    var state = state([
      .began(practical, kept: [:]), .cellStarted(practical.cells[0]),
      .figure(Figure(title: "t"), path: path),
    ])
    #expect(state.run.progress.activity?.plots == [path])
    #expect(state.run.progress.plots[path]?.addresses == [])
    state.add(plot: path, png: [1, 2, 3])
    let address = try #require(state.run.progress.plots[path]?.light?.address)
    #expect(state.pictures == [address: [1, 2, 3]])
    // Drawn again: the old picture stands until the new one is there.
    state.follow(.figure(Figure(title: "t"), path: path), at: .now)
    #expect(state.run.progress.plots[path]?.light?.isEarlier == true)
    state.add(plot: path, png: [4])
    #expect(state.run.progress.plots[path]?.light?.isEarlier == false)
    #expect(Array(state.pictures.values) == [[4]])
    Sample.run(practical) { state.follow($0, at: .now) }
    #expect(state.pictures.isEmpty)
  }

  @Test("A figure for dark pages comes and goes beside the one for light pages")
  func darkFigures() throws {
    let path = "plots/first-1.png"
    var state = state([
      .began(practical, kept: [:]), .cellStarted(practical.cells[0]),
      .figure(Figure(title: "t"), path: path),
    ])
    state.add(plot: path, png: [1])
    _ = state.takeChanges()
    state.add(plot: path, png: [2], isDark: true)
    #expect(state.takeChanges().cells == ["first"])
    let plot = try #require(state.run.progress.plots[path])
    #expect(plot.light.map { state.pictures[$0.address] } == [1])
    #expect(plot.dark.map { state.pictures[$0.address] } == [2])
    // Until it is drawn again, a dark page shows the earlier one as what it is.
    state.follow(.figure(Figure(title: "t"), path: path), at: .now)
    state.add(plot: path, png: [3])
    #expect(state.run.progress.plots[path]?.light?.isEarlier == false)
    #expect(state.run.progress.plots[path]?.dark?.isEarlier == true)
    state.add(plot: path, png: [4], isDark: true)
    #expect(state.run.progress.plots[path]?.dark?.isEarlier == false)
    #expect(Set(state.pictures.values) == [[3], [4]])
    Sample.run(practical) { state.follow($0, at: .now) }
    #expect(state.pictures.isEmpty)
  }

  @Test("Progress has a rate when there is enough to tell it by")
  func progress() {
    let start = ContinuousClock.now
    var state = state([.began(practical, kept: [:]), .cellStarted(practical.cells[0])])
    state.follow(.progress(ProgressReport(label: "epoch 1", done: 0, total: 100)), at: start)
    #expect(state.run.progress.activity?.step?.rate == nil)
    state.follow(
      .progress(ProgressReport(label: "epoch 1", done: 20, total: 100)), at: start + .seconds(2))
    #expect(state.run.progress.activity?.step?.rate == 10)
    state.follow(
      .progress(ProgressReport(label: "epoch 2", done: 1, total: 100)), at: start + .seconds(3))
    #expect(state.run.progress.activity?.step?.rate == nil)
  }

  @Test("Only what changed is to be written anew")
  func changes() {
    var state = state()
    Sample.run(practical) { state.follow($0, at: .now) }
    #expect(state.takeChanges().isEverything)
    #expect(state.takeChanges() == LiveState.Changes())
    state.follow(.cellStarted(practical.cells[1]), at: .now)
    state.follow(.output("x"), at: .now)
    #expect(state.takeChanges().cells == ["second"])
    let check = Sample.ran("check-first", in: practical, output: "")
    state.follow(.cellEnded(practical.cells[2], check.cell, checks: check.checks), at: .now)
    // The exercise that it judges shows the points.
    #expect(state.takeChanges().cells.isSuperset(of: ["check-first", "first"]))
  }

  @Test("A cell that prints without end is kept within bounds")
  func endlessOutput() {
    var state = state([.began(practical, kept: [:]), .cellStarted(practical.cells[0])])
    let text = String(repeating: "x", count: 100_000)
    for _ in 0..<100 { state.follow(.output(text), at: .now) }
    #expect((state.run.progress.activity?.output.utf8.count ?? 0) < 1_200_000)
  }
}
