package io.edgeflow.orchestrator.training;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Answer;
import io.edgeflow.core.predict.Postprocessing;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.ModelConverter;
import io.edgeflow.formats.convert.ConvertOptions;
import io.edgeflow.train.TrainingResult;
import io.edgeflow.train.curve.LearningCurves;
import io.edgeflow.train.evaluation.GraphPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model that {@link Training} gave: all in memory, nothing to close.
 *
 * @param graph with the weights of the best epoch
 * @param preprocessing from a row to the graph's input
 * @param target what an answer is
 * @param result the epochs, and how good the model is; the files that it names are gone
 */
public record TrainedModel(
    ModelGraph graph, Preprocessing preprocessing, Target target, TrainingResult result) {
  /** The share of test rows that it answers rightly; the test rows decided nothing. */
  public double accuracy() {
    return result.test().metric("accuracy").value();
  }

  /** How losses and accuracies went over the epochs. */
  public LearningCurves curves() {
    return result.curves();
  }

  /**
   * Answers a row.
   *
   * @param row one number a feature, in the order of the training rows, NaN where missing
   * @throws PipelineException if the row has another length
   */
  public Answer predict(float... row) {
    int[] dims = preprocessing.output().dims(1);
    Tensor features = Tensor.of(dims, preprocessing.apply(row));
    try (Predictor predictor = new GraphPredictor(graph, 1)) {
      Tensor output = predictor.predict(features);
      float[] numbers = Postprocessing.answers(target, features, output).toFloats();
      return Answer.of(target, numbers, Thresholds.NONE);
    }
  }

  /**
   * Writes the model as floats, in the format of the name's ending: {@code .onnx}, {@code .tflite},
   * or {@code .safetensors}, the graph file that {@code edgeflow convert} and {@code
   * model_training.model.graph} read. The file appears whole, in place of one of that name, or not
   * at all.
   *
   * @throws PipelineException if the ending is another, or the file cannot be written
   */
  public void save(Path file) {
    try {
      Path scratch = Files.createTempDirectory("edgeflow-model");
      try {
        Path given = scratch.resolve("model.safetensors");
        AtomicFile.write(given, GraphFile.bytes(graph));
        ModelConverter.convert(given, file, ConvertOptions.to(Precision.FP32));
      } finally {
        FileTree.delete(scratch);
      }
    } catch (IOException e) {
      throw PipelineException.failed("No folder can be made for temporary files").cause(e).build();
    }
  }

  /** For people: what it is, how good it is, and how the training went. */
  @Override
  public String toString() {
    return "TrainedModel[%s, %d parameters, %d features, answers %s]\n%s"
        .formatted(
            graph.name(),
            graph.parameters(),
            preprocessing.columns().size(),
            target.answers(),
            result);
  }
}
