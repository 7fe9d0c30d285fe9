package io.edgeflow.formats.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.formats.Golden;
import io.edgeflow.formats.Graphs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.Model;

class TfliteMetadataTest {
  private static final List<String> LABELS = List.of("cat", "grüner Hund", "hare");

  @TempDir Path folder;

  /**
   * The golden answer is made by {@code tools/oracle/read_metadata.py} from {@code
   * metadata.tflite}, which this test writes when run with {@code -Dedgeflow.golden=write}.
   */
  @Test
  void litert_support_reads_inputs_outputs_normalization_and_labels() throws IOException {
    byte[] file = TfliteWriter.write(colours(LABELS), Precision.FP32);
    Path golden = Path.of("src/test/resources/oracle/metadata/metadata.tflite");
    if ("write".equals(System.getProperty("edgeflow.golden"))) {
      Files.createDirectories(golden.getParent());
      Files.write(golden, file);
      return;
    }
    assertThat(file).isEqualTo(Files.readAllBytes(Golden.oracle("metadata/metadata.tflite")));

    Map<String, Object> read =
        Json.readMap(Files.readString(Golden.oracle("metadata/metadata.json")), "golden");

    Map<?, ?> graph = (Map<?, ?>) ((List<?>) read.get("subgraph_metadata")).get(0);
    assertThat(read).containsEntry("name", "colours").containsEntry("min_parser_version", "1.0.0");
    assertThat(graph.get("input_tensor_metadata"))
        .hasToString(
            "[{name=input, content={content_properties_type=ImageProperties,"
                + " content_properties={color_space=RGB}},"
                + " process_units=[{options_type=NormalizationOptions,"
                + " options={mean=[0.0, 16.0, 32.0], std=[255.0, 128.0, 64.0]}}]}]");
    assertThat(graph.get("output_tensor_metadata"))
        .hasToString(
            "[{name=logits, content={content_properties_type=FeatureProperties,"
                + " content_properties={}},"
                + " associated_files=[{name=labels.txt, type=TENSOR_AXIS_LABELS}]}]");
    assertThat(read.get("files")).isEqualTo(Map.of("labels.txt", String.join("\n", LABELS)));
  }

  @Test
  void the_whole_file_is_a_zip_of_its_labels() throws IOException {
    byte[] file = TfliteWriter.write(colours(LABELS), Precision.FP32);

    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("model.zip"), file).toFile())) {
      ZipEntry entry = zip.getEntry("labels.txt");
      assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(zip.getInputStream(entry).readAllBytes())
          .isEqualTo(String.join("\n", LABELS).getBytes(StandardCharsets.UTF_8));
      assertThat(zip.size()).isEqualTo(1);
    }
  }

  @Test
  void several_files_of_labels_are_found_from_the_start_of_the_model() throws IOException {
    byte[] model = new byte[123];
    Map<String, List<String>> files =
        new TreeMap<>(Map.of("a.txt", List.of("1", "2"), "long name", List.of("3")));

    byte[] whole = LabelArchive.append(model, files);

    assertThat(whole).startsWith(model);
    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("two.zip"), whole).toFile())) {
      assertThat(zip.getInputStream(zip.getEntry("a.txt"))).hasContent("1\n2");
      assertThat(zip.getInputStream(zip.getEntry("long name"))).hasContent("3");
    }
  }

  @Test
  void labels_that_no_line_can_hold_have_no_file() throws IOException {
    for (String label : List.of("two\nlines", "")) {
      byte[] file = TfliteWriter.write(colours(List.of("cat", label, "c")), Precision.FP32);

      Model model = Model.getRootAsModel(ByteBuffer.wrap(file));
      assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("labels.txt");
      assertThat(model.metadata(1).name()).isEqualTo(TfliteMetadata.NOTE);
      assertThat(new ZipInputStream(new ByteArrayInputStream(file)).getNextEntry()).isNull();
    }
  }

  private static ModelGraph colours(List<String> labels) {
    FeatureSpec image = FeatureSpec.of(FeatureKind.IMAGE, 1, 1, 3);
    Preprocessing preprocessing =
        new Preprocessing(
            List.of("r", "g", "b"),
            image,
            List.of(),
            image,
            List.of(
                new PreprocessStep.MinMax(Floats.of(0, 0, 0), Floats.of(255, 128, 64)),
                new PreprocessStep.Standardize(Floats.of(0, 0.125f, 0.5f), Floats.of(1, 1, 1))));
    return new GraphBuilder("colours", Shape.batchOf(3, 1, 1))
        .apply("flatten", new Flatten())
        .apply("logits", new Linear(), new Graphs(1).layer(3, 3))
        .build(new ClassTarget("label", labels), preprocessing);
  }
}
