package io.edgeflow.train.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.WeightAverage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A graph that is being trained. The engine gives scores and gradients; the loss comes from the
 * caller and the optimizer runs in Java. One session at a time may take steps in a process: the
 * engine's gradient tape is global. Not thread-safe; owns native memory until closed.
 */
public final class TrainingSession implements AutoCloseable {
  private static final double CLIP_EPSILON = 1e-6;

  private final Engine engine;
  private final NDManager manager;
  private final GraphBlock block;
  private final Optimizer optimizer;
  private final @Nullable WeightAverage average;
  private final List<Weights> weights = new ArrayList<>();

  /** From scores {@code [batch, classes]} to the loss's gradient by them, of the same size. */
  @FunctionalInterface
  public interface ScoreGradient {
    /** The gradient; may throw to refuse the batch, which then leaves the weights unchanged. */
    float[] at(float[] scores);
  }

  /** Loads a graph to train with the given number of threads on the calling thread. */
  public TrainingSession(ModelGraph graph, Optimizer optimizer, int threads) {
    this(graph, optimizer, Map.of(), null, threads);
  }

  /**
   * Loads a graph to train.
   *
   * @param rates the factor on the learning rate of each constant that has one other than 1; 0
   *     leaves it as it is, running statistics too
   * @param average takes the weights after each step; null for none
   */
  public TrainingSession(
      ModelGraph graph,
      Optimizer optimizer,
      Map<String, Double> rates,
      @Nullable WeightAverage average,
      int threads) {
    this.engine = PyTorch.withThreads(threads);
    this.manager = engine.newBaseManager();
    this.block = new GraphBlock(graph, frozen(rates), manager);
    this.optimizer = optimizer;
    this.average = average;
    block
        .trainable()
        .keySet()
        .forEach(name -> weights.add(new Weights(name, rates.getOrDefault(name, 1.0), block)));
  }

  private static Set<String> frozen(Map<String, Double> rates) {
    return rates.entrySet().stream()
        .filter(each -> each.getValue() == 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * One step: forward in training mode, backward, update, pruned weights back to zero.
   *
   * @param features as for {@link Inference#scores}
   */
  public void step(ByteBuffer features, Step how, ScoreGradient loss, int... dims) {
    try (NDManager step = manager.newSubManager();
        GradientCollector tape = engine.newGradientCollector()) {
      StepParameters parameters = new StepParameters(step);
      NDArray scores = block.forward(parameters, Inference.input(step, features, dims), how);
      float[] gradient = loss.at(scores.toFloatArray());
      // The gradient of Σ scores·g by the scores is g: the tape goes on from the caller's loss.
      tape.backward(scores.mul(step.create(gradient, scores.getShape())).sum());
      weights.forEach(each -> each.readGradient(parameters));
      clip(how.clipNorm());
      optimizer.nextStep(how.learningRate());
      weights.forEach(each -> each.update(optimizer, average));
    } catch (EngineException e) {
      throw PyTorch.refused(e, dims);
    }
  }

  /** As PyTorch's {@code clip_grad_norm_}; the norm is summed in the order of the weights. */
  private void clip(double norm) {
    if (Double.isInfinite(norm)) {
      return;
    }
    double squares = 0;
    for (Weights each : weights) {
      squares += each.squaredGradient();
    }
    double factor = norm / (Math.sqrt(squares) + CLIP_EPSILON);
    if (factor < 1) {
      weights.forEach(each -> each.scaleGradient((float) factor));
    }
  }

  /** The scores in evaluation mode; see {@link Inference#scores}. */
  public float[] scores(ByteBuffer features, int... dims) {
    return Inference.scores(block, manager, features, dims);
  }

  /**
   * Does some work on the averaged weights, or on those of the last step where no average is kept;
   * running statistics are those of the last step either way.
   */
  public <T> T withAverage(Supplier<T> work) {
    if (average == null) {
      return work.get();
    }
    weights.forEach(each -> each.show(average));
    try {
      return work.get();
    } finally {
      weights.forEach(Weights::publish);
    }
  }

  /** What optimizer and average remember; see {@link Optimizer#memory}. */
  public Map<String, float[]> memory() {
    Map<String, float[]> memory = new TreeMap<>(optimizer.memory());
    if (average != null) {
      memory.putAll(average.memory());
    }
    return memory;
  }

  /** Goes on as another session on the same graph did; see {@link Optimizer#restore}. */
  public void restore(Map<String, float[]> memory, int steps) {
    optimizer.restore(average == null ? memory : average.restore(memory), steps);
  }

  /** The graph with the present weights. */
  public ModelGraph graph() {
    return block.toGraph();
  }

  @Override
  public void close() {
    manager.close();
  }

  /**
   * One trainable constant; the values that the optimizer works on are Java's, the engine reads a
   * copy.
   */
  private static final class Weights {
    private final String name;
    private final double rate;
    private final StoredConstant stored;
    private final float[] values;
    private final float[] gradient;
    private final int[] pruned;

    private Weights(String name, double rate, GraphBlock block) {
      this.name = name;
      this.rate = rate;
      this.stored = block.constant(name);
      this.values = stored.read();
      this.gradient = new float[values.length];
      this.pruned = stored.pruned();
      publish();
    }

    /** Pruned weights have none. */
    private void readGradient(StepParameters parameters) {
      parameters.gradient(name, gradient);
      for (int position : pruned) {
        gradient[position] = 0;
      }
    }

    private double squaredGradient() {
      double sum = 0;
      for (float each : gradient) {
        sum += (double) each * each;
      }
      return sum;
    }

    private void scaleGradient(float factor) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= factor;
      }
    }

    private void update(Optimizer optimizer, @Nullable WeightAverage average) {
      optimizer.update(name, rate, values, gradient);
      publish();
      if (average != null) {
        average.add(name, values);
      }
    }

    private void show(WeightAverage average) {
      stored.write(average.of(name, values));
    }

    private void publish() {
      for (int position : pruned) {
        values[position] = 0;
      }
      stored.write(values);
    }
  }
}
