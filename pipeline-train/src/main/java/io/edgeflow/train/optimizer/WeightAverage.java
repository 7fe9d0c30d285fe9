package io.edgeflow.train.optimizer;

import java.util.Map;
import java.util.TreeMap;

/**
 * The exponential moving average of weights over the steps of a training (Polyak and Juditsky
 * 1992), as PyTorch's {@code AveragedModel} with {@code get_ema_multi_avg_fn} has it: the weights
 * after the first step, and after each step more
 *
 * <pre>{@code
 * average = average + (1 - decay) (w - average)
 * }</pre>
 *
 * <p>Plain single-precision Java, as an {@link Optimizer}. Not thread-safe.
 */
public final class WeightAverage {
  private static final String SLOT = "average/";

  private final float taken;
  private final Map<String, float[]> averages = new TreeMap<>();

  /**
   * An average of no step yet.
   *
   * @param decay what is kept in a step, at least 0 and below 1: about {@code 1 / (1 - decay)}
   *     steps count
   */
  public WeightAverage(double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("A decay of " + decay);
    }
    this.taken = (float) (1 - decay);
  }

  /** Adds a parameter's weights after a step. */
  public void add(String parameter, float[] weights) {
    float[] average = averages.get(parameter);
    if (average == null) {
      averages.put(parameter, weights.clone());
      return;
    }
    for (int i = 0; i < weights.length; i++) {
      average[i] += taken * (weights[i] - average[i]);
    }
  }

  /** The average of a parameter, the array itself; its present weights before the first step. */
  public float[] of(String parameter, float[] weights) {
    return averages.getOrDefault(parameter, weights);
  }

  /** The averages by {@code average/parameter}, beside {@link Optimizer#memory}; themselves. */
  public Map<String, float[]> memory() {
    Map<String, float[]> memory = new TreeMap<>();
    averages.forEach((parameter, average) -> memory.put(SLOT + parameter, average));
    return memory;
  }

  /** Takes over copies of what {@link #memory} gave; gives the rest, which is the optimizer's. */
  public Map<String, float[]> restore(Map<String, float[]> memory) {
    averages.clear();
    Map<String, float[]> rest = new TreeMap<>();
    memory.forEach(
        (name, array) -> {
          if (name.startsWith(SLOT)) {
            averages.put(name.substring(SLOT.length()), array.clone());
          } else {
            rest.put(name, array);
          }
        });
    return rest;
  }
}
