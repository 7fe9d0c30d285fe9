package io.edgeflow.formats.tflite.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportOptions;
import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.artifact.ExportOptions.Ends;
import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.core.testing.OperatorFamily;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.formats.Int8Cases;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.lower.TensorOrder;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.reference.ReferenceRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime;
import io.edgeflow.formats.tflite.TfliteRuntime.Kernels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What our own writer wrote, of every operator and of random graphs, is read again. */
class TfliteReadBackTest {
  /** Of the larger of 1 and the value. */
  private static final double LIMIT = 1e-5;

  /** Of the random graphs. */
  private static final int EACH = 4;

  /** How the numbers of those end that are quantized. */
  private static final String SOME = "3";

  /** Files that round floats between islands, which a graph cannot say, and that say so. */
  private static final int MOST_INEXACT = 6;

  @TempDir Path folder;

  private record Case(String name, ModelGraph graph, Tensor batch) {}

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Stream.of(OperatorFamily.values())
        .flatMap(family -> family.cases().stream())
        .forEach(one -> cases.add(new Case(one.name(), one.graph(), one.batch())));
    RandomGraphs.numbers()
        .filter(n -> n % EACH == 0)
        .forEach(n -> cases.add(new Case("r" + n, RandomGraphs.graph(n), RandomGraphs.batch(n))));
    return cases;
  }

  @Test
  void float_files_compute_as_the_graph_that_they_were_written_from() {
    Map<String, Object> wrong = new TreeMap<>();
    for (Case one : cases()) {
      byte[] file;
      try {
        file = ModelExporter.export(one.graph(), Format.TFLITE, Precision.FP32);
      } catch (PipelineException e) {
        continue;
      }
      try {
        Tensor expected = new ReferenceRuntime(one.graph()).predict(one.batch());
        ImportedModel read = read(file);
        Tensor found = inFileOrder(new ReferenceRuntime(read.graph()).predict(one.batch()), read);
        double error = RandomGraphs.relativeError(found, expected);
        if (!(error <= LIMIT)) {
          wrong.put(one.name(), error);
        }
      } catch (RuntimeException e) {
        wrong.put(one.name(), e);
      }
    }

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void int8_files_written_again_answer_bit_for_bit_alike(Ends ends) {
    int inexact = 0;
    ExportOptions options = new ExportOptions(ends, Compatibility.CURRENT);
    Map<String, Object> wrong = new TreeMap<>();
    for (Int8Cases.Case one : Int8Cases.all(Format.TFLITE)) {
      if (one.name().startsWith("random") && !one.name().endsWith(SOME)) {
        continue;
      }
      byte[] file = ModelExporter.export(one.graph(), Format.TFLITE, Precision.INT8, options);
      try {
        ImportedModel read = read(file);
        if (!read.quantization().exact()) {
          inexact++;
          continue;
        }
        byte[] again =
            ModelExporter.export(
                read.graph(), Format.TFLITE, Precision.INT8, options, read.quantization());
        for (Kernels kernels : Kernels.values()) {
          Tensor found = inFileOrder(answer(again, one.batch(), kernels), read);
          Tensor expected = answer(file, one.batch(), kernels);
          if (!found.equals(expected)) {
            wrong.put(one.name() + " " + kernels, read.notes());
          }
        }
      } catch (RuntimeException e) {
        wrong.put(one.name(), e);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(inexact).isLessThanOrEqualTo(MOST_INEXACT);
  }

  /** The answer with its axes as the file that was read has them. */
  static Tensor inFileOrder(Tensor answer, ImportedModel read) {
    List<Integer> axes = read.outputs().get(0).axes();
    List<Integer> order = new ArrayList<>(axes.stream().filter(axis -> axis >= 0).toList());
    for (int axis = 0; axis < answer.rank(); axis++) {
      if (!order.contains(axis)) {
        order.add(axis);
      }
    }
    int[] sizes = axes.stream().mapToInt(axis -> axis < 0 ? 1 : answer.dim(axis)).toArray();
    return TensorOrder.transpose(answer, order).reshape(sizes);
  }

  private static ImportedModel read(byte[] file) {
    return TfliteReader.read(file, Path.of("model.tflite"), ReadOptions.DEFAULTS);
  }

  private Tensor answer(byte[] bytes, Tensor batch, Kernels kernels) {
    try (Predictor runtime =
        TfliteRuntime.open(Files.write(folder.resolve("m.tflite"), bytes), 1, kernels)) {
      return runtime.predict(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
