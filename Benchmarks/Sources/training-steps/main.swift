// Trains the workloads of the comparison when asked: see peers/workloads.py for the lines and answers.
//
//     training-steps THREADS       answers lines of standard input
//     training-steps mnist EPOCHS  trains the MLP on full MNIST, to see how much memory that takes

import PracticalKit

let arguments = CommandLine.arguments
if arguments.count == 3, arguments[1] == "mnist", let epochs = Int(arguments[2]) {
  trainOnMNIST(epochs: epochs)
} else {
  let threads = arguments.count == 2 ? Int(arguments[1]) ?? 1 : 1
  Workers.threadCount = threads
  Server(threads: threads).serve()
}
