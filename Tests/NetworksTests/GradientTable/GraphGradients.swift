import Networks
import Tensors

let graphGradients: [GradientCase] = mergingGradients + wholeGraphGradients

private let a = Tensor(randomNormal: [2, 3], seed: 1)
private let b = Tensor(randomNormal: [2, 3], seed: 2)
private let c = Tensor(randomNormal: [2, 3], seed: 3)

private let mergingGradients: [GradientCase] = [
  row("Copy", Copy(3), [a]),
  row("Copy, one", Copy(1), [a]),
  row("Split", Split([1, 0, 2]), [a]),
  row(
    "Split of an axis in the middle", Split([2, 1], axis: 1),
    [Tensor(randomNormal: [2, 3, 2], seed: 1)]),
  row("Concatenate", Concatenate(), [a, Tensor(randomNormal: [2, 1], seed: 4), b]),
  row(
    "Concatenate along an axis in the middle", Concatenate(axis: 1),
    [Tensor(randomNormal: [2, 1, 2], seed: 1), Tensor(randomNormal: [2, 3, 2], seed: 2)]),
  row("Concatenate, one input", Concatenate(), [a]),
  row("Sum", Sum(), [a, b, c]), row("Sum, one input", Sum(), [a]), row("Mean", Mean(), [a, b, c]),
  row("Multiply", Multiply(), [a, b]), row("Multiply, three inputs", Multiply(), [a, b, c]),
  row("Multiply by zero", Multiply(), [Tensor(zeros: [2, 3]), b]),
  GradientCase("Multiply, one derivative asked for") {
    GradientCheck.check(Multiply(), inputs: [a, b], checksInputs: [false, true])
  },
  GradientCase("Residual") {
    GradientCheck.check(
      Residual(Linear(3, 3, seed: 1)), input: Tensor(randomNormal: [4, 3], seed: 2))
  },
  GradientCase("Residual around several layers") {
    GradientCheck.check(
      Residual {
        Linear(3, 5, seed: 1)
        Tanh()
        Linear(5, 3, seed: 2)
      }, input: Tensor(randomNormal: [4, 3], seed: 2))
  },
]

private let wholeGraphGradients: [GradientCase] = [
  row(
    "Graph with two heads",
    Graph { g in
      let x = g.input("x")
      let h = g.apply(Tanh(), to: g.apply(Linear(3, 4, seed: 1), to: x))
      g.output(g.apply(Linear(4, 2, seed: 2), to: h, named: "first"))
      g.output(g.apply(Linear(4, 1, seed: 3), to: h, named: "second"))
    }, [a]),
  row(
    "Graph with skip connections",
    Graph { g in
      let x = g.input("x")
      let h = g.apply(Sigmoid(), to: g.apply(Linear(3, 3, seed: 1), to: x))
      let s = g.apply(Sum(), to: x, h)
      g.output(g.apply(Concatenate(), to: x, s, h))
    }, [a]),
  row(
    "Graph with shared weights and two inputs",
    Graph { g in
      let left = g.input("left")
      let right = g.input("right")
      let tower = g.layer(Linear(3, 2, seed: 1), named: "tower")
      let product = g.apply(Multiply(), to: g.apply(tower, to: left), g.apply(tower, to: right))
      g.output(product)
    }, [a, b]),
  row(
    "Graph with a value used twice by one layer, and an input that is an output",
    Graph { g in
      let x = g.input("x")
      g.output(g.apply(Multiply(), to: x, x))
      g.output(x)
    }, [a]),
  row(
    "Graph with a part that is not used",
    Graph { g in
      let parts = g.apply(Split([2, 1]), to: [g.input("x")])
      g.output(g.apply(Linear(2, 2, seed: 1), to: parts[0]))
      g.apply(Linear(1, 2, seed: 2), to: parts[1])
    }, [a]),
  row(
    "Graph in a graph",
    Graph { g in
      let x = g.input("x")
      let inner = Graph { g in
        let x = g.input("x")
        g.output(g.apply(Mean(), to: x, g.apply(Linear(3, 3, seed: 1), to: x)))
      }
      g.output(g.apply(inner, to: g.apply(inner, to: x)))
    }, [a]),
  GradientCase("Graph as a layer") {
    GradientCheck.check(
      Sequential {
        Linear(3, 2, seed: 1)
        Graph { g in
          let x = g.input("x")
          g.output(g.apply(Multiply(), to: x, g.apply(Tanh(), to: x)))
        }
      }, input: a)
  },
]

private func row(_ name: String, _ layer: some MultiLayer, _ inputs: [Tensor]) -> GradientCase {
  GradientCase(name) { GradientCheck.check(layer, inputs: inputs) }
}
