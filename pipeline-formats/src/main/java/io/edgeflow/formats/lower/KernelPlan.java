package io.edgeflow.formats.lower;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph as the operations of a device: dropout is gone, and a ReLU that alone reads a convolution
 * or a Linear is part of it.
 *
 * @param graph where it comes from
 * @param kernels in order of execution
 * @param output the tensor that holds the model's output
 */
public record KernelPlan(ModelGraph graph, List<Kernel> kernels, String output) {
  /** Copies the kernels. */
  public KernelPlan {
    kernels = List.copyOf(kernels);
  }

  /** Plans a graph. */
  public static KernelPlan of(ModelGraph graph) {
    return new Planner(graph).plan();
  }

  /** The weight of a weighted kernel. */
  public Tensor weight(Kernel kernel) {
    return graph.constant(kernel.constants().get(0)).value();
  }

  /** The bias of a weighted kernel. */
  public Tensor bias(Kernel kernel) {
    return graph.constant(kernel.constants().get(1)).value();
  }

  private static final class Planner {
    private final ModelGraph graph;
    private final Map<String, String> standsFor = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final List<Kernel> kernels = new ArrayList<>();

    private Planner(ModelGraph graph) {
      this.graph = graph;
    }

    private KernelPlan plan() {
      for (Node node : graph.nodes()) {
        if (node.op() instanceof Op.Dropout) {
          standsFor.put(node.output(), resolve(node.input()));
        } else {
          readers.merge(resolve(node.input()), 1, Integer::sum);
        }
      }
      String output = resolve(graph.signature().output());
      readers.merge(output, 1, Integer::sum);
      graph.nodes().stream().filter(n -> !(n.op() instanceof Op.Dropout)).forEach(this::add);
      return new KernelPlan(graph, kernels, output);
    }

    private void add(Node node) {
      String input = resolve(node.input());
      if (node.op() instanceof Op.Relu && readers.getOrDefault(input, 0) == 1) {
        for (int i = 0; i < kernels.size(); i++) {
          Kernel before = kernels.get(i);
          if (before.output().equals(input) && before.isWeighted() && !before.relu()) {
            kernels.set(i, before.withRelu(node.output()));
            return;
          }
        }
      }
      kernels.add(new Kernel(node, input, node.output(), false));
    }

    private String resolve(String tensor) {
      return standsFor.getOrDefault(tensor, tensor);
    }
  }
}
