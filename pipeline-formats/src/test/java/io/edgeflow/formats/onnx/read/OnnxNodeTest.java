package io.edgeflow.formats.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.read.FoldedTensor;
import io.edgeflow.formats.read.ImportedModel;
import io.edgeflow.formats.read.ReadOptions;
import io.edgeflow.formats.read.ReadOptions.BatchAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ONNX's own tests of operators, which {@code tools/oracle/fetch_onnx_node_tests.py} takes from the
 * onnx package: what the reader takes must answer right, whichever axis it is told to be the batch;
 * what it does not take it must refuse by name. {@code -Dnode.tests=DIR} names another folder.
 */
class OnnxNodeTest {
  private static final double LIMIT = 1e-4;

  /** Half a step of 16-bit floats at 1, twice: ours are of 32 bits. */
  private static final double HALVES = 1e-3;

  private final List<String> passed = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final Map<String, List<String>> skipped = new TreeMap<>();

  @Test
  void what_is_read_answers_as_onnx_says_and_the_rest_is_refused_by_name() throws IOException {
    Path folder = Path.of(System.getProperty("node.tests", "target/onnx-node-tests"));
    assumeTrue(
        Files.isDirectory(folder),
        "No node tests in " + folder + ": tools/oracle/fetch_onnx_node_tests.py copies them there");

    try (Stream<Path> cases = Files.list(folder)) {
      cases.filter(Files::isDirectory).sorted().forEach(this::run);
    }

    skipped.forEach(
        (reason, names) ->
            System.out.printf("%5d  %s, for example %s%n", names.size(), reason, names.get(0)));
    System.out.printf(
        "ONNX node tests: passed %d, skipped %d, failed %d%n",
        passed.size(), skipped.values().stream().mapToInt(List::size).sum(), failed.size());
    assertThat(failed).isEmpty();
    assertThat(passed).isNotEmpty();
  }

  private void run(Path test) {
    String name = String.valueOf(test.getFileName());
    int read = 0;
    String reason = "";
    for (BatchAxis axis : BatchAxis.values()) {
      try {
        ImportedModel model =
            OnnxReader.read(test.resolve("model.onnx"), new ReadOptions(Map.of(), axis));
        read++;
        String difference = difference(test, model);
        if (!difference.isEmpty()) {
          failed.add("%s (batch %s): %s".formatted(name, axis, difference));
          return;
        }
      } catch (PipelineException e) {
        reason = reason.isEmpty() ? reason(String.valueOf(e.getMessage())) : reason;
      } catch (RuntimeException | AssertionError e) {
        failed.add("%s (batch %s): %s".formatted(name, axis, e));
        return;
      }
    }
    if (read > 0) {
      passed.add(name);
    } else {
      skipped.computeIfAbsent(reason, r -> new ArrayList<>()).add(name);
    }
  }

  private static String difference(Path test, ImportedModel model) {
    List<Tensor> found = Peer.graph(model, arrays(test, "input"));
    List<Tensor> expected = arrays(test, "output");
    for (int i = 0; i < expected.size(); i++) {
      Tensor floats =
          Tensor.of(expected.get(i).dims(), FoldedTensor.of(expected.get(i)).toFloats());
      if (!Arrays.equals(found.get(i).dims(), floats.dims())) {
        return "output %d is %s, not %s".formatted(i, found.get(i), floats);
      }
      double error = Peer.error(found.get(i), floats);
      if (!(error <= (expected.get(i).type() == ElementType.FLOAT16 ? HALVES : LIMIT))) {
        return "output %d differs by %s".formatted(i, error);
      }
    }
    return "";
  }

  private static List<Tensor> arrays(Path test, String what) {
    List<Tensor> arrays = new ArrayList<>();
    for (int i = 0; Files.exists(test.resolve(what + "_" + i + ".npy")); i++) {
      arrays.add(Golden.array(test.resolve(what + "_" + i + ".npy")));
    }
    return arrays;
  }

  /** What the error says, with the operator that it names. */
  private static String reason(String message) {
    String what = message.lines().findFirst().orElse("");
    String node = message.contains("(") ? message.substring(message.lastIndexOf('(')) : "";
    return what + " " + node.lines().findFirst().orElse("");
  }
}
