package io.edgeflow.orchestrator.config;

import static java.util.stream.Collectors.joining;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.Packaging;
import io.edgeflow.optimize.OptimizeConfig;
import io.edgeflow.train.SliceConfig;
import io.edgeflow.train.TrainConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what one section asks for and another one rules out. */
final class Contradictions {
  private Contradictions() {}

  static void find(Section all, Problems problems) {
    shippedFormat(all, problems);
    classNames(all, problems);
    target(all, problems);
    slices(all, problems);
  }

  /**
   * Finds patterns that fit no layer, where the network is known without the data.
   *
   * @param all sections without a problem, of which a network can be built
   */
  static void layers(Section all, Problems problems) {
    Section data = all.get(WorkflowConfig.DATA);
    Section training = all.get(WorkflowConfig.TRAINING);
    Optional<Target> target = DeclaredSample.target(data, training);
    DeclaredSample.input(data)
        .ifPresent(
            input ->
                target.ifPresent(
                    said -> TrainConfig.refuseMissingLayers(training, input, said, problems)));
  }

  /** What never lands cannot tell rows apart. */
  private static void slices(Section all, Problems problems) {
    Section features = all.get(WorkflowConfig.DATA).get(DataConfig.FEATURES);
    Section evaluation = all.get(WorkflowConfig.TRAINING).get(TrainConfig.EVALUATION);
    Set<String> dropped = FeatureConfig.from(features, new Problems()).personal().dropped();
    for (String column : evaluation.get(SliceConfig.SLICES)) {
      if (dropped.contains(column)) {
        evaluation.refuse(
            problems,
            SliceConfig.SLICES,
            "\"%s\" is dropped by features.personal; take hash there, or leave it out"
                .formatted(column));
      }
    }
  }

  /** What a model is to say of a sample decides which networks, losses and limits make sense. */
  private static void target(Section all, Problems problems) {
    Section features = all.get(WorkflowConfig.DATA).get(DataConfig.FEATURES);
    OutputKind output = FeatureConfig.from(features, new Problems()).output();
    Section training = all.get(WorkflowConfig.TRAINING);
    Section optimization = all.get(WorkflowConfig.OPTIMIZATION);
    TrainConfig.refuseMisfits(training, output, problems);
    OptimizeConfig.refuseMisfits(
        optimization, TrainConfig.architecture(training), output, problems);
  }

  private static void shippedFormat(Section all, Problems problems) {
    Section packaging = all.get(WorkflowConfig.DEPLOYMENT).get(DeployConfig.PACKAGING);
    Section export = all.get(WorkflowConfig.OPTIMIZATION).get(OptimizeConfig.EXPORT);
    List<Format> exported = export.get(OptimizeConfig.FORMATS);
    Format shipped = packaging.get(Packaging.FORMAT);
    if (!exported.contains(shipped)) {
      packaging.refuse(
          problems,
          Packaging.FORMAT,
          "\""
              + shipped.id()
              + "\" is not exported; model_optimization.export.formats has "
              + exported.stream().map(Format::id).collect(joining(", ")));
    }
  }

  private static void classNames(Section all, Problems problems) {
    Section features = all.get(WorkflowConfig.DATA).get(DataConfig.FEATURES);
    Section model = all.get(WorkflowConfig.TRAINING).get(TrainConfig.MODEL);
    int named = features.get(ClassesConfig.LABELS).size();
    if (named > 0 && model.find(TrainConfig.NUM_CLASSES).filter(n -> n != named).isPresent()) {
      model.refuse(
          problems,
          TrainConfig.NUM_CLASSES,
          "data_pipeline.features.labels names " + named + " classes");
    }
  }
}
