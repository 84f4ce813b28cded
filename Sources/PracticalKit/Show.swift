import CellChannel
import Plots
import Tensors

/// Shows a figure below the cell.
public func show(_ figure: Figure) {
  fflush(nil)
  CellRuntime.send(.figure(figure))
  if CellRuntime.channel != nil { write(1, FigureMarker.bytes, FigureMarker.bytes.count) }
}

/// Shows a table below the cell.
public func show(_ table: Table) {
  print(table.plainText, terminator: table.plainText.hasSuffix("\n") ? "" : "\n")
}

/// Shows pictures in a grid below the cell.
///
/// **Shapes:** `[count, height, width]` for grey pictures, `[count, height, width, 3]` for coloured ones,
/// `[height, width]` for a single grey one.
///
/// - Parameters:
///   - images: the pictures.
///   - columns: how many stand in a row.
///   - labels: a caption for each picture, or none.
///   - title: a title above them.
public func show(_ images: Tensor, columns: Int, labels: [String] = [], title: String = "") {
  show(Figure(title: title).images(images, columns: columns, labels: labels))
}

/// Prints a value below the cell, as `print` does.
public func show(_ value: some Any) { print(value) }
