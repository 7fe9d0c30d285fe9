package io.edgeflow.orchestrator.config;

import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.table.ClassesConfig;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.deploy.Packaging;
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
    Section features = all.section("data_pipeline").get(DataConfig.FEATURES);
    OutputKind output = FeatureConfig.from(features, new Problems()).output();
    TrainConfig.refuseMisfits(all.section("model_training"), output, problems);
    OptimizeConfig.refuseMisfits(all.section("model_optimization"), output, problems);
  }

  private static void shippedFormat(Section all, Problems problems) {
    Section packaging = all.section("edge_deployment").section("packaging");
    List<String> exported = all.section("model_optimization").section("export").texts("formats");
    String shipped = packaging.get(Packaging.FORMAT).id();
    if (!exported.contains(shipped)) {
      packaging.refuse(
          problems,
          Packaging.FORMAT,
          "\""
              + shipped
              + "\" is not exported; model_optimization.export.formats has "
              + String.join(", ", exported));
    }
  }

  private static void classNames(Section all, Problems problems) {
    Section features = all.section("data_pipeline").get(DataConfig.FEATURES);
    Section model = all.section("model_training").section("model");
    int named = features.get(ClassesConfig.LABELS).size();
    boolean told = model.isWritten("num_classes");
    if (named > 0 && told && model.integer("num_classes") != named) {
      model.refuse(
          problems, "num_classes", "data_pipeline.features.labels names " + named + " classes");
    }
  }
}
