package io.edgeflow.optimize.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.Sha256;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.QuantizedOperation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A file of a peer's, kept without its large weights: they are ours to the bit, and are put back.
 *
 * @param sha256 of the whole file
 * @param holes where weights were
 */
record PeerFile(String sha256, List<List<Object>> holes) {
  /**
   * Writes the peer's file, byte for byte, or fails for the weights that are not ours.
   *
   * @param name of the golden file, without its ending
   * @param ours the operations of our file
   */
  static Path restore(String name, List<QuantizedOperation> ours, Path target) throws IOException {
    PeerFile file = Json.read(Golden.oracle(name + ".json"), PeerFile.class);
    Map<String, byte[]> weights = weights(ours);
    byte[] content;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Golden.oracle(name + ".gz")))) {
      content = in.readAllBytes();
    }
    for (List<Object> hole : file.holes) {
      byte[] weight = weights.get((String) hole.get(2));
      assertThat(weight).as("our weight of %s bytes at %s", hole.get(1), hole.get(0)).isNotNull();
      System.arraycopy(weight, 0, content, (int) hole.get(0), (int) hole.get(1));
    }
    assertThat(Sha256.of(content)).isEqualTo(file.sha256);
    return Files.write(target, content);
  }

  private static Map<String, byte[]> weights(List<QuantizedOperation> operations) {
    Map<String, byte[]> found = new HashMap<>();
    for (QuantizedOperation operation : operations) {
      for (QuantizedOperation.Operand operand : operation.inputs()) {
        for (Tensor tensor : operand.content()) {
          byte[] bytes = tensor.toBytes();
          found.put(Sha256.of(bytes), bytes);
        }
      }
    }
    return found;
  }
}
