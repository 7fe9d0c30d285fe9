package io.edgeflow.train.transfer;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.ClassTarget;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Brings the classes of a model into the order of the data's. */
final class Labels {
  private Labels() {}

  /**
   * The model with its scores in the order of the data's classes.
   *
   * @param head of the model where its scores are the model's
   * @param trained whether training follows, which mends what is in another order
   * @throws PipelineException if the order is another and can neither be changed nor learnt
   */
  static ModelGraph inOrder(
      ModelGraph graph,
      ClassTarget classes,
      Optional<Head> head,
      GivenModel given,
      boolean trained,
      List<String> notes) {
    List<String> own = graph.signature().outputs().get(0).labels();
    if (own.isEmpty() || own.equals(classes.labels())) {
      return graph;
    }
    boolean same = new HashSet<>(own).equals(new HashSet<>(classes.labels()));
    if (same && head.isPresent()) {
      notes.add("its classes " + own + " were put into the data's order " + classes.labels());
      return permuted(head.get(), own, classes.labels());
    }
    if (same && !trained) {
      throw PipelineException.failed("The model has its classes in another order than the data")
          .found(own)
          .limit(classes.labels())
          .where(given.place())
          .remedy("give data_pipeline.features.labels in the model's order")
          .build();
    }
    notes.add("its classes " + own + " are taken for the data's " + classes.labels());
    return graph;
  }

  private static ModelGraph permuted(Head head, List<String> own, List<String> wanted) {
    float[] ones = new float[wanted.size()];
    Arrays.fill(ones, 1);
    return head.mixed(
        wanted.stream().mapToInt(own::indexOf).toArray(), ones, new float[wanted.size()]);
  }
}
