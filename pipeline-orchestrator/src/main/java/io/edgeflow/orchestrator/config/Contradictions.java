package io.edgeflow.orchestrator.config;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.optimize.OptimizeConfig;
import io.edgeflow.train.TrainConfig;
import java.util.List;

/** Finds what one section asks for and another one rules out. */
final class Contradictions {
  private Contradictions() {}

  static void find(Section all, Problems problems) {
    shippedFormat(all, problems);
    classNames(all, problems);
    target(all, problems);
  }

  /** What a model is to say of a sample decides which networks, losses and limits make sense. */
  private static void target(Section all, Problems problems) {
    Section features = all.section("data_pipeline").section("features");
    OutputKind output = FeatureConfig.from(features, new Problems()).output();
    Section training = all.section("model_training");
    TrainConfig.refuseMisfits(training, output, problems);
    OptimizeConfig.refuseMisfits(
        all.section("model_optimization"), TrainConfig.architecture(training), output, problems);
  }

  private static void shippedFormat(Section all, Problems problems) {
    Section packaging = all.section("edge_deployment").section("packaging");
    Section export = all.section("model_optimization").get(OptimizeConfig.EXPORT);
    List<String> exported = export.get(OptimizeConfig.FORMATS).stream().map(Format::id).toList();
    if (!exported.contains(packaging.text("format"))) {
      packaging.refuse(
          problems,
          "format",
          "\""
              + packaging.text("format")
              + "\" is not exported; model_optimization.export.formats has "
              + String.join(", ", exported));
    }
  }

  private static void classNames(Section all, Problems problems) {
    Section features = all.section("data_pipeline").section("features");
    Section model = all.section("model_training").get(TrainConfig.MODEL);
    int named = features.texts("labels").size();
    if (named > 0 && model.find(TrainConfig.NUM_CLASSES).filter(n -> n != named).isPresent()) {
      model.refuse(
          problems,
          TrainConfig.NUM_CLASSES,
          "data_pipeline.features.labels names " + named + " classes");
    }
  }
}
