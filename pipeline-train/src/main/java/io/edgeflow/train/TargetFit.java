package io.edgeflow.train;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.gate.Allowance;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.loss.LossKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the keys of the section {@code model_training} fit each other and a target. */
final class TargetFit {
  private TargetFit() {}

  /** Keys that the network does not have, a delta without a Huber loss, an unreported limit. */
  static void refuseContradictions(Section section, Problems problems) {
    refuseSizes(section.section("model"), problems);
    Section training = section.section("training");
    boolean huber = training.optionalText("loss").equals(Optional.of(LossKind.HUBER.id()));
    if (training.isWritten("huber_delta") && !huber) {
      training.refuse(problems, "huber_delta", "belongs to the loss huber; set loss: huber");
    }
    Section evaluation = section.section("evaluation");
    Section thresholds = evaluation.section("thresholds");
    List<String> metrics = evaluation.texts("metrics");
    written(evaluation).stream()
        .filter(metric -> !metrics.isEmpty() && !metrics.contains(metric))
        .forEach(
            metric ->
                thresholds.refuse(
                    problems, metric, "has a threshold but is not one of evaluation.metrics"));
  }

  private static void refuseSizes(Section model, Problems problems) {
    Architecture network = Architecture.of(model.text("type"));
    String sizes = network.isDense() ? "hidden" : "width";
    String other = network.isDense() ? "width" : "hidden";
    if (model.isWritten(other)) {
      model.refuse(problems, other, network.id() + " has no " + other + "; set " + sizes);
    }
    boolean none = model.isWritten("hidden") && model.integers("hidden").isEmpty();
    if (network == Architecture.AUTOENCODER && none) {
      model.refuse(problems, "hidden", "must name at least one layer; set for example [16, 4, 16]");
    }
  }

  /** Keys that do not fit what a model gives. */
  static void refuseMisfits(Section section, OutputKind output, Problems problems) {
    Section model = section.section("model");
    Architecture network = Architecture.of(model.text("type"));
    if (!network.supports(output)) {
      String others = String.join(" or ", Architecture.idsFor(output));
      model.refuse(
          problems, "type", network.id() + " cannot give " + output.id() + "; set it to " + others);
    }
    if (model.isWritten("num_classes") && output != OutputKind.LOGITS) {
      model.refuse(problems, "num_classes", "there are no classes; leave it out");
    }
    Section training = section.section("training");
    List<String> losses = LossKind.idsFor(output);
    if (training.optionalText("loss").filter(loss -> !losses.contains(loss)).isPresent()) {
      training.refuse(
          problems, "loss", "cannot train " + output.id() + "; set it to one of " + losses);
    }
    refuseMetrics(section.section("evaluation"), output, problems);
  }

  private static void refuseMetrics(Section evaluation, OutputKind output, Problems problems) {
    List<String> known = Evaluation.names(output);
    String message = " is not measured of " + output.id() + "; choose from " + known;
    for (String key : List.of("metrics", Allowance.KEY)) {
      evaluation.texts(key).stream()
          .filter(metric -> !known.contains(metric))
          .forEach(metric -> evaluation.refuse(problems, key, metric + message));
    }
    Section thresholds = evaluation.section("thresholds");
    written(evaluation).stream()
        .filter(metric -> !known.contains(metric))
        .forEach(metric -> thresholds.refuse(problems, metric, metric + message));
  }

  private static List<String> written(Section evaluation) {
    Section thresholds = evaluation.section("thresholds");
    return TrainConfig.METRICS.stream().filter(thresholds::isWritten).toList();
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
