package io.edgeflow.formats.hostile;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.testing.RandomGraphs;
import io.edgeflow.formats.Graphs;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.tflite.TfliteDamage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A sound file that damaged ones are made of.
 *
 * @param fields the file with some of its fields damaged
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Seed(String name, byte[] bytes, Function<SplittableRandom, byte[]> fields) {
  private static final int LARGEST = 20 << 10;
  private static final int RANDOM_GRAPHS = 12;

  /** The small golden files of a format, and files of random graphs in every precision. */
  static List<Seed> of(Format format) throws IOException {
    List<Seed> seeds = new ArrayList<>();
    for (String folder : List.of("/golden", "/oracle")) {
      URL root = Objects.requireNonNull(Seed.class.getResource(folder), folder);
      try (Stream<Path> files = Files.walk(Path.of(root.toURI()))) {
        for (Path file :
            files.filter(f -> f.toString().endsWith(ending(format))).sorted().toList()) {
          if (Files.size(file) <= LARGEST) {
            seeds.add(of(file.getFileName().toString(), Files.readAllBytes(file), format));
          }
        }
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    for (int number = 0;
        number < RandomGraphs.COUNT;
        number += RandomGraphs.COUNT / RANDOM_GRAPHS) {
      ModelGraph graph = Graphs.calibrated(RandomGraphs.graph(number), RandomGraphs.batch(number));
      for (Precision precision : Precision.values()) {
        byte[] bytes = ModelExporter.export(graph, format, precision);
        seeds.add(of("random graph " + number + " in " + precision, bytes, format));
      }
    }
    return seeds;
  }

  private static String ending(Format format) {
    return format == Format.ONNX ? ".onnx" : ".tflite";
  }

  private static Seed of(String name, byte[] bytes, Format format) {
    return new Seed(
        name,
        bytes,
        format == Format.ONNX ? new OnnxDamage(bytes)::next : new TfliteDamage(bytes)::next);
  }
}
