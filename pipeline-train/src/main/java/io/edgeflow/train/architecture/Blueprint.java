package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a network is built for, and the pieces that architectures build with.
 *
 * @param input what a sample is
 * @param target what the network is to say of it
 * @param parameters has the architecture's keys; read them by {@link #get}
 * @param ratio the share of its layers' sizes that a student has, above 0; 1 for a network itself
 * @param seed of the weights
 * @param preprocessing from a raw row to the input; null when unknown
 */
public record Blueprint(
    FeatureSpec input,
    Target target,
    Section parameters,
    double ratio,
    long seed,
    @Nullable Preprocessing preprocessing) {
  /** The value of one of the architecture's keys. */
  public <T> T get(Field<T> key) {
    return parameters.get(key);
  }

  /** A layer's size by the architecture's width and the student's ratio, rounded, at least 1. */
  public int scaled(int size, Field<Double> width) {
    return times(size, get(width) * ratio);
  }

  /** A layer's size by the student's ratio, rounded, at least 1. */
  public int scaled(int size) {
    return times(size, ratio);
  }

  /** Sizes of layers by the student's ratio, each rounded and at least 1. */
  public List<Integer> scaled(Field<List<Integer>> sizes) {
    return get(sizes).stream().map(size -> times(size, ratio)).toList();
  }

  /**
   * A graph that takes the input and has no nodes yet.
   *
   * @param name the graph's name, by rule the architecture's id
   */
  public GraphBuilder start(String name) {
    return new GraphBuilder(name, input.shape());
  }

  /** Ends a graph; its last node must give {@link #outputs()} numbers a sample. */
  public ModelGraph end(GraphBuilder builder) {
    return builder.build(target, preprocessing);
  }

  /** A source of weights that has drawn none yet. */
  public LayerWeights weights() {
    return new LayerWeights(seed);
  }

  /** How many numbers the network gives for a sample. */
  public int outputs() {
    return target.outputs(input.size());
  }

  private static int times(int size, double factor) {
    return Math.toIntExact(Math.max(1, Math.round(size * factor)));
  }
}
