import Notebooks

/// What a page that follows a run knows beside the results.
public struct LiveProgress: Sendable {
  /// What a cell that runs has done so far.
  public struct Activity: Sendable, Equatable {
    /// The cell's id.
    public var cell: String
    /// What it has printed.
    public var output = ""
    /// The paths of the plots that it has shown.
    public var plots: [String] = []
    /// How far along it is with something.
    public var step: Step?

    /// Makes the activity of a cell that begins.
    public init(cell: String) { self.cell = cell }
  }

  /// How far along a cell is with something.
  public struct Step: Sendable, Equatable {
    /// What is under way.
    public var label: String
    /// The steps done.
    public var done: Int
    /// The steps in all.
    public var total: Int
    /// The steps in a second, where that can be told.
    public var rate: Double?

    /// Makes a state of affairs.
    public init(label: String, done: Int, total: Int, rate: Double?) {
      self.label = label
      self.done = done
      self.total = total
      self.rate = rate
    }
  }

  /// A picture of a plot that is served.
  public struct Drawing: Sendable, Equatable {
    /// Its address, relative to the page.
    public var address: String
    /// Whether it is that of an earlier run, shown until the new one is drawn.
    public var isEarlier = false

    /// Makes a picture that was just drawn.
    public init(address: String) { self.address = address }
  }

  /// A plot that is served.
  public struct Plot: Sendable, Equatable {
    /// What light pages show; nil until it is drawn for the first time.
    public var light: Drawing?
    /// What dark pages show; nil until it is drawn for the first time.
    public var dark: Drawing?
    /// The width at which it is shown, in points.
    public var width: Double
    /// The height at which it is shown, in points.
    public var height: Double
    /// What it shows, in words.
    public var alternativeText: String

    /// The addresses of its pictures.
    public var addresses: [String] { [light, dark].compactMap { $0?.address } }

    /// Makes a plot that is being drawn.
    public init(alternativeText: String) {
      width = 0
      height = 0
      self.alternativeText = alternativeText
    }
  }

  /// The cell that runs.
  public var activity: Activity?
  /// What cells came to in the run before, by id, for those that are to run again.
  public var earlier: [String: KeptResult]
  /// The plots, by the paths of `CellResult.plots`.
  public var plots: [String: Plot]

  /// Makes the state before anything runs.
  public init() {
    earlier = [:]
    plots = [:]
  }
}
