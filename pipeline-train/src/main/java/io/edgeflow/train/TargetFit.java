package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loop.Monitor;
import io.edgeflow.train.loss.LossKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Whether the keys of the section {@code model_training} fit each other and a target. */
final class TargetFit {
  private TargetFit() {}

  /** Keys of the network, a delta without a Huber loss, an unreported limit. */
  static void refuseContradictions(Section section, Problems problems) {
    Section model = section.get(TrainConfig.MODEL);
    if (TrainConfig.namesFile(model)) {
      refuseBesideFile(model, problems);
    } else {
      model.get(TrainConfig.TYPE).refuseContradictions(model, problems);
    }
    refuseUntrained(section, problems);
    Section training = section.get(TrainConfig.TRAINING);
    LossKeys.refuseContradictions(training, problems);
    TrainingKeys.refuseContradictions(training, problems);
    TechniqueKeys.refuseContradictions(training, problems);
    Section evaluation = section.get(TrainConfig.EVALUATION);
    List<String> metrics = evaluation.get(TrainConfig.METRICS);
    if (!metrics.isEmpty()) {
      String message = "has a threshold but is not one of evaluation.metrics";
      refuseLimits(evaluation, metrics, metric -> message, problems);
    }
  }

  /** A network of a type, and what shapes one, where a file has its own. */
  private static void refuseBesideFile(Section model, Problems problems) {
    if (model.isWritten(TrainConfig.TYPE)) {
      String message = "a model file is named too, which is a network of its own; leave one out";
      model.refuse(problems, TrainConfig.TYPE, message);
    } else {
      model.get(TrainConfig.TYPE).fields().fields().stream()
          .filter(model::isWritten)
          .forEach(
              key -> model.refuse(problems, key, "shapes a network of a type; a file has its own"));
    }
  }

  private static void refuseUntrained(Section section, Problems problems) {
    Section training = section.get(TrainConfig.TRAINING);
    if (training.get(TrainConfig.EPOCHS) == 0
        && !TrainConfig.namesFile(section.get(TrainConfig.MODEL))) {
      training.refuse(
          problems,
          TrainConfig.EPOCHS,
          "must be 1 or more for a network of a type, found 0; only a model file"
              + " (model_training.model.onnx, tflite or graph) goes on untrained");
    }
  }

  /** Keys that do not fit what a model gives. */
  static void refuseMisfits(Section section, OutputKind output, Problems problems) {
    Section model = section.get(TrainConfig.MODEL);
    TrainConfig.architecture(section)
        .filter(network -> !network.supports(output))
        .ifPresent(
            network -> {
              String others = String.join(" or ", Architecture.idsFor(output));
              String message =
                  network.id() + " cannot give " + output.id() + "; set it to " + others;
              model.refuse(problems, TrainConfig.TYPE, message);
            });
    if (model.isWritten(TrainConfig.NUM_CLASSES) && output != OutputKind.LOGITS) {
      model.refuse(problems, TrainConfig.NUM_CLASSES, "there are no classes; leave it out");
    }
    Section training = section.get(TrainConfig.TRAINING);
    if (training.find(TrainConfig.LOSS).filter(loss -> !loss.supports(output)).isPresent()) {
      String losses = "; set it to one of " + LossKind.idsFor(output);
      training.refuse(problems, TrainConfig.LOSS, "cannot train " + output.id() + losses);
    }
    LossKeys.refuseMisfits(training, output, problems);
    TechniqueKeys.refuseMisfits(training, output, problems);
    if (!training.get(TrainingKeys.MONITOR).supports(output)) {
      String message = "is not measured of " + output.id() + "; set it to one of ";
      training.refuse(problems, TrainingKeys.MONITOR, message + Monitor.idsFor(output));
    }
    refuseMetrics(section.get(TrainConfig.EVALUATION), output, problems);
  }

  private static void refuseMetrics(Section evaluation, OutputKind output, Problems problems) {
    List<String> known = Evaluation.names(output);
    String message = " is not measured of " + output.id() + "; choose from " + known;
    refuseNames(evaluation, TrainConfig.METRICS, known, message, problems);
    refuseNames(evaluation, TrainConfig.ALLOW_INCONCLUSIVE, checks(known), message, problems);
    SliceConfig.refuseMisfits(evaluation, output, problems);
    NoWorseConfig.refuseMisfits(evaluation, output, problems);
    refuseLimits(evaluation, known, metric -> metric + message, problems);
  }

  private static void refuseNames(
      Section evaluation,
      Field<List<String>> key,
      List<String> known,
      String message,
      Problems problems) {
    evaluation.get(key).stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> evaluation.refuse(problems, key, name + message));
  }

  /** The names of the checks of the gate, by the metrics that are measured. */
  static List<String> checks(List<String> metrics) {
    return Stream.of(
            metrics.stream(), SliceConfig.checks(metrics).stream(), Stream.of(NoWorseConfig.CHECK))
        .flatMap(Function.identity())
        .toList();
  }

  private static void refuseLimits(
      Section evaluation, List<String> known, UnaryOperator<String> message, Problems problems) {
    Section thresholds = evaluation.get(TrainConfig.THRESHOLDS);
    Limits.written(thresholds).stream()
        .filter(limit -> !known.contains(limit.name()))
        .forEach(limit -> thresholds.refuse(problems, limit, message.apply(limit.name())));
  }

  /**
   * Checks what only the data can tell.
   *
   * @throws PipelineException if the data's classes are not the configured number, or a metric or
   *     threshold is not measured of the target
   */
  static void require(TrainConfig config, Target target) {
    List<String> known = Evaluation.names(target);
    List<String> wanted = new ArrayList<>(config.metrics());
    wanted.addAll(config.thresholds().keySet());
    wanted.addAll(config.slices().limits().keySet());
    config.noWorse().flatMap(NoWorseConfig::metric).ifPresent(wanted::add);
    wanted.removeAll(known);
    if (!wanted.isEmpty()) {
      throw PipelineException.config("A metric is not measured of the data's target")
          .found(wanted)
          .limit(known)
          .where("model_training.evaluation")
          .remedy(
              "leave it out; anomalies are measured where data_pipeline.features.anomaly is set")
          .build();
    }
    List<Double> weights = config.loss().classWeights();
    int classes = target.output() == OutputKind.LOGITS ? target.answers().size() : 0;
    if (!weights.isEmpty() && weights.size() != classes) {
      throw PipelineException.config("The class weights are not one a class")
          .found(weights.size() + " weights")
          .limit(classes + " in " + target.answers())
          .where("model_training.training.class_weights")
          .remedy("give one for each, in this order, or set balance_classes: true")
          .build();
    }
    int found = target.output() == OutputKind.LOGITS ? target.answers().size() : 0;
    if (config.numClasses().isPresent() && config.numClasses().get() != found) {
      throw PipelineException.config("The data does not have the configured number of classes")
          .found(found + " in " + target.answers())
          .limit(config.numClasses().get())
          .where("model_training.model.num_classes")
          .remedy("set it to " + found + ", or leave it out to take what the data has")
          .build();
    }
  }
}
