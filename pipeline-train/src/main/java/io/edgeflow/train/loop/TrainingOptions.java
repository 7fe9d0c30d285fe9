package io.edgeflow.train.loop;

import io.edgeflow.train.optimizer.Optimizer;
import io.edgeflow.train.optimizer.OptimizerSettings;
import io.edgeflow.train.schedule.Decay;
import io.edgeflow.train.schedule.Schedule;

/**
 * How to train a graph.
 *
 * @param epochs passes over the training split; 0 leaves the graph as it is
 * @param batchSize rows a step, at least 1; the last batch of an epoch may be smaller
 * @param learningRate step size, above 0; the highest of the schedule
 * @param optimizer how weights follow their gradient
 * @param schedule how the learning rate goes over the steps
 * @param gradientClipNorm the largest norm of a step's gradient, above 0; infinite for any
 * @param stopping which epoch is the best, and when to end early
 * @param techniques what training does beside plain steps
 * @param task what progress and tracking call this work; metrics of any other task than {@code
 *     train} carry it as a prefix, for example {@code fine_tune_val_loss}
 */
public record TrainingOptions(
    int epochs,
    int batchSize,
    double learningRate,
    OptimizerSettings optimizer,
    Schedule schedule,
    double gradientClipNorm,
    Stopping stopping,
    Techniques techniques,
    String task) {
  private static final String TRAIN = "train";

  /** Checks the ranges. */
  public TrainingOptions {
    if (epochs < 0 || batchSize < 1 || !(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          epochs + " epochs, batches of " + batchSize + ", learning rate " + learningRate);
    }
    if (!(gradientClipNorm > 0)) {
      throw new IllegalArgumentException("A gradient's norm of at most " + gradientClipNorm);
    }
  }

  /** Options of the task {@code train} with a constant learning rate and all else as usual. */
  public TrainingOptions(int epochs, int batchSize, double learningRate, Optimizer.Kind optimizer) {
    this(
        epochs,
        batchSize,
        learningRate,
        OptimizerSettings.of(optimizer),
        Schedule.constant(),
        Double.POSITIVE_INFINITY,
        Stopping.never(),
        Techniques.none(),
        TRAIN);
  }

  /** The same options with another number of epochs. */
  public TrainingOptions withEpochs(int newEpochs) {
    return with(newEpochs, learningRate, stopping, techniques, task);
  }

  /** The same options with another learning rate. */
  public TrainingOptions withLearningRate(double newRate) {
    return with(epochs, newRate, stopping, techniques, task);
  }

  /** The same options under another task. */
  public TrainingOptions withTask(String newTask) {
    return with(epochs, learningRate, stopping, techniques, newTask);
  }

  /** The same options with another choice of the best epoch. */
  public TrainingOptions withStopping(Stopping newStopping) {
    return with(epochs, learningRate, newStopping, techniques, task);
  }

  /** The same options with other techniques. */
  public TrainingOptions withTechniques(Techniques newTechniques) {
    return with(epochs, learningRate, stopping, newTechniques, task);
  }

  /** The same options for a network that is made anew: all layers learn alike. */
  public TrainingOptions withAllLayers() {
    return withTechniques(techniques.withLayers(LayerRates.none()));
  }

  /** The same options with another optimizer. */
  public TrainingOptions withOptimizer(OptimizerSettings newOptimizer) {
    return with(newOptimizer, schedule, gradientClipNorm);
  }

  /** The same options with another schedule of the learning rate. */
  public TrainingOptions withSchedule(Schedule newSchedule) {
    return with(optimizer, newSchedule, gradientClipNorm);
  }

  /** The same options with another limit of the gradient's norm. */
  public TrainingOptions withGradientClipNorm(double newNorm) {
    return with(optimizer, schedule, newNorm);
  }

  private TrainingOptions with(
      int newEpochs,
      double newRate,
      Stopping newStopping,
      Techniques newTechniques,
      String newTask) {
    return new TrainingOptions(
        newEpochs,
        batchSize,
        newRate,
        optimizer,
        schedule,
        gradientClipNorm,
        newStopping,
        newTechniques,
        newTask);
  }

  private TrainingOptions with(
      OptimizerSettings newOptimizer, Schedule newSchedule, double newNorm) {
    return new TrainingOptions(
        epochs,
        batchSize,
        learningRate,
        newOptimizer,
        newSchedule,
        newNorm,
        stopping,
        techniques,
        task);
  }

  /**
   * Tells a training from others, in the name of its checkpoints. Without techniques it is what it
   * was before there were any, so that a training of then goes on.
   */
  String identity() {
    String all = toString();
    return techniques.equals(Techniques.none())
        ? all.replace(", techniques=" + techniques, "")
        : all;
  }

  /** The learning rate of a step of so many an epoch, from 0. */
  double learningRateAt(long step, int stepsPerEpoch) {
    Decay.Length length = new Decay.Length((long) epochs * stepsPerEpoch, stepsPerEpoch);
    return schedule.at(learningRate, step, length);
  }

  /** The tracker's name of a metric of this task. */
  String metric(String name) {
    return task.equals(TRAIN) ? name : task + "_" + name;
  }
}
