package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.FeatureOrder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.OperatorCase;
import io.edgeflow.core.testing.OperatorFamily;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.ModelReader;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs written as ONNX files and read again. */
class OnnxRoundTripTest {
  private static final double LIMIT = 1e-5;
  private static final int GRAPHS = 300;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void each_operator_computes_the_same_when_read_again(OperatorFamily family) {
    Map<String, String> wrong = new TreeMap<>();
    for (OperatorCase one : family.cases()) {
      if (!one.refusedBy().contains(Format.ONNX)) {
        check(one.name(), one.graph(), one.batch(), wrong);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void random_graphs_compute_the_same_when_read_again() {
    Map<String, String> wrong = new TreeMap<>();
    for (int number = 0; number < GRAPHS; number++) {
      check("graph " + number, RandomGraphs.graph(number), RandomGraphs.batch(number), wrong);
    }

    assertThat(wrong).isEmpty();
  }

  private void check(String name, ModelGraph graph, Tensor batch, Map<String, String> wrong) {
    try {
      byte[] bytes = ModelExporter.export(graph, Format.ONNX, Precision.FP32);
      Path file = Files.write(folder.resolve("model.onnx"), bytes);
      ImportedModel read = ModelReader.read(file, ReadOptions.DEFAULTS);
      double error =
          Peer.error(Peer.graph(read, List.of(channelsFirst(batch))).get(0), answer(graph, batch));
      if (!(error <= LIMIT)) {
        wrong.put(name, error + " of " + read.graph().nodes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      wrong.put(name, e.toString());
    }
  }

  /** Images as the file takes them. */
  private static Tensor channelsFirst(Tensor batch) {
    if (batch.rank() != 4) {
      return batch;
    }
    int[] dims = {batch.dim(0), batch.dim(3), batch.dim(1), batch.dim(2)};
    int[] order = FeatureOrder.channelsLast(dims[1], dims[2], dims[3]);
    return Tensor.of(dims, FeatureOrder.toLogical(batch.toFloats(), order));
  }

  private static Tensor answer(ModelGraph graph, Tensor batch) {
    try (Predictor predictor = new ReferenceRuntime(graph)) {
      return predictor.predict(batch);
    }
  }
}
