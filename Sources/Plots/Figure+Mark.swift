import Wire

extension Figure {
  /// One thing drawn on the axes.
  package enum Mark: Sendable, Equatable {
    case line(Line)
    case scatter(Scatter)
    case bars(Bars)
    case histogram(Histogram)
    case band(Band)
    case reference(ReferenceLine)
    case texts(Texts)
    case heatMap(HeatMap)
    case images(Images)
    case regions(Regions)
    case contours(Contours)
  }
}

extension Figure.Mark {
  /// Whether the mark takes a colour of the palette for itself.
  var isSeries: Bool {
    switch self {
    case .line(let line): !line.isCompanion
    case .scatter, .bars, .histogram: true
    case .band(let band): !band.isCompanion
    case .reference, .texts, .heatMap, .images, .regions, .contours: false
    }
  }

  /// The name that a legend shows.
  package var label: String {
    switch self {
    case .line(let line): line.label
    case .scatter(let scatter): scatter.label
    case .bars(let bars): bars.label
    case .histogram(let histogram): histogram.label
    case .band(let band): band.label
    case .reference(let reference): reference.label
    case .texts, .heatMap, .images, .regions, .contours: ""
    }
  }

  /// How much of the limits of a figure the mark uses, apart from being a mark.
  var weight: FigureWeight {
    var weight = FigureWeight()
    switch self {
    case .line(let line): weight.numbers = 2 * line.x.count
    case .scatter(let scatter): weight.numbers = 2 * scatter.x.count
    case .bars(let bars):
      weight.numbers = bars.heights.count
      weight.texts = bars.names.count
    case .histogram(let histogram): weight.numbers = histogram.heights.count
    case .band(let band): weight.numbers = 3 * band.x.count
    case .reference: weight.numbers = 3
    case .texts(let texts):
      weight.numbers = 2 * texts.x.count
      weight.texts = texts.texts.count
    case .heatMap(let map):
      weight.numbers = map.matrix.values.count
      weight.texts = map.rowLabels.count + map.columnLabels.count
    case .images(let images):
      weight.pixelBytes = images.bytes.count
      weight.texts = images.labels.count
      weight.numbers = images.highlighted.count
    case .regions(let regions):
      weight.numbers = regions.grid.values.count
    case .contours(let contours):
      weight.numbers = contours.grid.values.count + contours.levels.count
    }
    return weight
  }
}

extension Figure.Mark: WireCodable {
  package func encode(into writer: inout WireWriter) {
    switch self {
    case .line(let mark): mark.encode(tagged: 0, into: &writer)
    case .scatter(let mark): mark.encode(tagged: 1, into: &writer)
    case .bars(let mark): mark.encode(tagged: 2, into: &writer)
    case .histogram(let mark): mark.encode(tagged: 3, into: &writer)
    case .band(let mark): mark.encode(tagged: 4, into: &writer)
    case .reference(let mark): mark.encode(tagged: 5, into: &writer)
    case .texts(let mark): mark.encode(tagged: 6, into: &writer)
    case .heatMap(let mark): mark.encode(tagged: 7, into: &writer)
    case .images(let mark): mark.encode(tagged: 8, into: &writer)
    case .regions(let mark): mark.encode(tagged: 9, into: &writer)
    case .contours(let mark): mark.encode(tagged: 10, into: &writer)
    }
  }

  package init(from reader: inout WireReader) throws(WireError) {
    switch try reader.readByte() {
    case 0: self = .line(try Figure.Line(from: &reader))
    case 1: self = .scatter(try Figure.Scatter(from: &reader))
    case 2: self = .bars(try Figure.Bars(from: &reader))
    case 3: self = .histogram(try Figure.Histogram(from: &reader))
    case 4: self = .band(try Figure.Band(from: &reader))
    case 5: self = .reference(try Figure.ReferenceLine(from: &reader))
    case 6: self = .texts(try Figure.Texts(from: &reader))
    case 7: self = .heatMap(try Figure.HeatMap(from: &reader))
    case 8: self = .images(try Figure.Images(from: &reader))
    case 9: self = .regions(try Figure.Regions(from: &reader))
    case 10: self = .contours(try Figure.Contours(from: &reader))
    case let tag: throw .malformed("mark \(tag)")
    }
  }
}

extension WireCodable {
  fileprivate func encode(tagged tag: UInt8, into writer: inout WireWriter) {
    writer.write(tag)
    writer.write(self)
  }
}
