package io.edgeflow.train;

import io.edgeflow.train.optimizer.Adam;
import io.edgeflow.train.optimizer.Sgd;
import io.edgeflow.train.optimizer.UpdateRule;

/**
 * How to fit a graph.
 *
 * @param epochs passes over the training split, at least 1
 * @param batchSize images a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate step size, above 0
 * @param task what progress and tracking call this work; metrics of any other task than {@code
 *     train} carry it as a prefix, for example {@code fine_tune_val_loss}
 */
public record FitOptions(
    int epochs, int batchSize, double learningRate, Optimizer optimizer, String task) {
  private static final String TRAIN = "train";
  private static final double MOMENTUM = 0.9;

  /** How weights follow their gradient. */
  public enum Optimizer {
    /** Adam (Kingma and Ba 2015) with PyTorch's defaults. */
    ADAM,
    /** Stochastic gradient descent with a momentum of 0.9. */
    SGD
  }

  /** Checks the ranges. */
  public FitOptions {
    if (epochs < 1 || batchSize < 1 || !(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          epochs + " epochs, batches of " + batchSize + ", learning rate " + learningRate);
    }
  }

  /** Options of the task {@code train}. */
  public FitOptions(int epochs, int batchSize, double learningRate, Optimizer optimizer) {
    this(epochs, batchSize, learningRate, optimizer, TRAIN);
  }

  /** The same options with another number of epochs. */
  public FitOptions withEpochs(int newEpochs) {
    return new FitOptions(newEpochs, batchSize, learningRate, optimizer, task);
  }

  /** The same options with another learning rate. */
  public FitOptions withLearningRate(double newRate) {
    return new FitOptions(epochs, batchSize, newRate, optimizer, task);
  }

  /** The same options under another task. */
  public FitOptions withTask(String newTask) {
    return new FitOptions(epochs, batchSize, learningRate, optimizer, newTask);
  }

  /** The tracker's name of a metric of this task. */
  String metric(String name) {
    return task.equals(TRAIN) ? name : task + "_" + name;
  }

  UpdateRule rule() {
    return switch (optimizer) {
      case ADAM -> new Adam(learningRate);
      case SGD -> new Sgd(learningRate, MOMENTUM);
    };
  }
}
