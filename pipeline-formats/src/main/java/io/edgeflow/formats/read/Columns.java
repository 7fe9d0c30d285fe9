package io.edgeflow.formats.read;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a layer reads, last: features that are a product of axes which lie otherwise in the graph's
 * tensor stay as they lie, and the columns of the weight move. So a flattened channels-last image
 * needs no transpose.
 *
 * @param view of the tensor that the layer reads
 * @param sizes of the axes that the features are the product of, in the file's order
 * @param order the places of those axes in the graph's order
 */
public record Columns(Viewed view, List<Integer> sizes, List<Integer> order) {
  /** Copies the lists. */
  public Columns {
    sizes = List.copyOf(sizes);
    order = List.copyOf(order);
  }

  /** Those of the last axis of a view. */
  static Columns of(GraphAssembler graph, Arranger arranger, String where, Viewed read) {
    int last = read.rank() - 1;
    List<Integer> features = read.axes().get(last);
    List<Integer> ascending = features.stream().sorted().toList();
    List<List<Integer>> sorted = new ArrayList<>(read.axes());
    sorted.set(last, ascending);
    Viewed ending = arranger.ending(where, new Viewed(read.tensor(), sorted), last);
    return new Columns(
        ending,
        features.stream().map(axis -> graph.size(read.tensor(), axis)).toList(),
        ascending.stream().map(features::indexOf).toList());
  }

  /** A weight {@code [out, in]} whose columns are in the file's order, with the graph's. */
  public FoldedTensor ordered(FoldedTensor weight, Folding folding) {
    if (IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i)) {
      return weight;
    }
    long[] parted = new long[sizes.size() + 1];
    int[] axes = new int[sizes.size() + 1];
    parted[0] = weight.dim(0);
    for (int i = 0; i < sizes.size(); i++) {
      parted[i + 1] = sizes.get(i);
      axes[i + 1] = order.get(i) + 1;
    }
    FoldedTensor moved = folding.transpose(folding.reshape(weight, parted), axes);
    return folding.reshape(moved, weight.dims());
  }
}
