/// How much work the drawing of a figure may be, whatever the figure holds.
///
/// A figure of ordinary size stays far below. Beyond, lines and point clouds are thinned out evenly, which at such
/// density nobody sees, and what cannot be thinned out is left out. Each limit is worth about a second.
struct DrawingBudget {
  /// The part of the limits that is there to spend: panels share those of their figure.
  var share: Double

  /// The length of all lines, in points.
  var strokeLength: Double { 8e6 * share }
  /// The pixels of all markers.
  var stampedPixels: Double { 5e8 * share }
  /// The pixels of all bands.
  var bandPixels: Double { 4e8 * share }
  /// The steps along the edges of one band.
  var bandSteps: Double { 5e7 * share }
  /// The pieces of the line where a probability is one half.
  var contourSegments: Int { Int(40_000 * share) }

  /// What a segment costs apart from its length, in points of length.
  static let segmentCost = 4.0

  /// The budget of one of several panels.
  func divided(by panels: Int) -> DrawingBudget {
    DrawingBudget(share: share / Double(max(1, panels)))
  }
}
