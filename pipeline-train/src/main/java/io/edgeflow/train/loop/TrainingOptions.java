package io.edgeflow.train.loop;

import io.edgeflow.train.optimizer.Optimizer;

/**
 * How to train a graph.
 *
 * @param epochs passes over the training split; 0 leaves the graph as it is
 * @param batchSize rows a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate step size, above 0
 * @param task what progress and tracking call this work; metrics of any other task than {@code
 *     train} carry it as a prefix, for example {@code fine_tune_val_loss}
 */
public record TrainingOptions(
    int epochs, int batchSize, double learningRate, Optimizer.Kind optimizer, String task) {
  private static final String TRAIN = "train";

  /** Checks the ranges. */
  public TrainingOptions {
    if (epochs < 0 || batchSize < 1 || !(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          epochs + " epochs, batches of " + batchSize + ", learning rate " + learningRate);
    }
  }

  /** Options of the task {@code train}. */
  public TrainingOptions(int epochs, int batchSize, double learningRate, Optimizer.Kind optimizer) {
    this(epochs, batchSize, learningRate, optimizer, TRAIN);
  }

  /** The same options with another number of epochs. */
  public TrainingOptions withEpochs(int newEpochs) {
    return new TrainingOptions(newEpochs, batchSize, learningRate, optimizer, task);
  }

  /** The same options with another learning rate. */
  public TrainingOptions withLearningRate(double newRate) {
    return new TrainingOptions(epochs, batchSize, newRate, optimizer, task);
  }

  /** The same options under another task. */
  public TrainingOptions withTask(String newTask) {
    return new TrainingOptions(epochs, batchSize, learningRate, optimizer, newTask);
  }

  /** The tracker's name of a metric of this task. */
  String metric(String name) {
    return task.equals(TRAIN) ? name : task + "_" + name;
  }
}
