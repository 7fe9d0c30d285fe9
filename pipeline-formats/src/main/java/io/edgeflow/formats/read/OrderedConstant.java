package io.edgeflow.formats.read;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A constant in the file's axes, laid out in the order of the axes of a view's tensor. */
final class OrderedConstant {
  private final GraphAssembler graph;
  private final Arranger arranger;

  OrderedConstant(GraphAssembler graph, Arranger arranger) {
    this.graph = graph;
    this.arranger = arranger;
  }

  /** The constant, of the rank of a sample of the view's tensor. */
  Tensor of(String where, Viewed view, Tensor constant) {
    int missing = view.rank() - constant.rank();
    List<Integer> axes = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < constant.rank(); axis++) {
      int size = constant.dim(axis);
      List<Integer> own = view.axes().get(axis + missing);
      if (size == 1) {
        continue;
      }
      long wanted = arranger.size(view, axis + missing);
      if (own.contains(0) || (wanted != size && wanted != 1)) {
        throw PipelineException.failed("A constant does not fit what it is combined with")
            .found(constant)
            .limit(BatchSizes.text(arranger.sizes(view)) + ", the same for each sample")
            .where("node " + where)
            .build();
      }
      for (int each : own) {
        axes.add(each);
        sizes.add(wanted == 1 ? size : graph.size(view.tensor(), each));
      }
    }
    return ordered(constant.toFloats(), axes, sizes, graph.shape(view.tensor()).rank());
  }

  /** Elements in the order of the given axes, in ascending order of those. */
  private static Tensor ordered(float[] values, List<Integer> axes, List<Integer> sizes, int rank) {
    int[] dims = new int[rank - 1];
    Arrays.fill(dims, 1);
    int[] strides = new int[rank - 1];
    int stride = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      dims[axes.get(i) - 1] = sizes.get(i);
      strides[axes.get(i) - 1] = stride;
      stride *= sizes.get(i);
    }
    float[] target = new float[values.length];
    int[] place = new int[rank - 1];
    int source = 0;
    for (int i = 0; i < target.length; i++) {
      target[i] = values[source];
      for (int axis = rank - 2; axis >= 0; axis--) {
        source += strides[axis];
        if (++place[axis] < dims[axis]) {
          break;
        }
        source -= strides[axis] * dims[axis];
        place[axis] = 0;
      }
    }
    return Tensor.of(dims, target);
  }
}
