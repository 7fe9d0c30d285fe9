package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.NpyWriter;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.tensor.ElementType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertCommandTest {
  /** Takes one gray image of 8 by 8 pixels and gives three scores. */
  private static final Path MODEL =
      Program.ROOT.resolve("pipeline-train/src/test/resources/golden/cnn.v3.safetensors");

  private static final int SIDE = 8;

  @TempDir private Path folder;
  private final Program program = new Program();

  @BeforeEach
  void images() throws IOException {
    for (int i = 0; i < 6; i++) {
      Path file = folder.resolve("images/" + (i % 2 == 0 ? "even" : "odd") + "/" + i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(20 + i, 30, BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          image.setRGB(x, y, (x * 37 + y * 91 + i * 1313) * 7919);
        }
      }
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(folder.resolve("images/readme.txt"), "passed over");
  }

  private int convert(String out, String... arguments) {
    List<String> line =
        new ArrayList<>(List.of("convert", MODEL.toString(), folder.resolve(out).toString()));
    line.addAll(Arrays.asList(arguments));
    return program.run(line.toArray(new String[0]));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource({"a.tflite, LiteRT", "a.onnx, ONNX Runtime"})
  void a_folder_of_images_calibrates_and_both_files_are_compared_on_it(String out, String runtime) {
    int code = convert(out, "--int8", "--calibrate", at("images"), "--compare");

    assertThat(code).as(program.err()).isZero();
    assertThat(program.out())
        .contains("int8")
        .contains("calibrated with 6 rows")
        .contains("both files on 6 rows")
        .contains("PyTorch")
        .contains(runtime)
        .containsPattern("fc2 +[0-9.e-]+ +[0-9.]+ dB +6 \\(100.0%\\) +\\d and \\d of 3");
  }

  @Test
  void nothing_but_the_output_is_made() throws IOException {
    convert("a.tflite", "--int8", "--calibrate", at("images"), "--mean", "0.5", "--std", "0.25");

    try (Stream<Path> made = Files.list(folder)) {
      assertThat(made)
          .containsExactlyInAnyOrder(folder.resolve("a.tflite"), folder.resolve("images"));
    }
  }

  @Test
  void json_tells_what_was_done() {
    assertThat(convert("a.onnx", "--json", "--compare")).isZero();

    Map<String, Object> done = Json.readMap(program.out(), "conversion");
    assertThat(done)
        .containsEntry("format", "onnx")
        .containsEntry("precision", "fp32")
        .containsKeys("from_bytes", "to_bytes", "comparison");
    assertThat(done.get("comparison").toString()).contains("random=true", "latency_ms");
  }

  @Test
  void a_comparison_fits_a_terminal_of_60_columns() {
    Program narrow = new Program().onTerminal(60);

    narrow.run("convert", MODEL.toString(), at("a.onnx"), "--compare");

    assertThat(narrow.out().lines())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            line -> assertThat(line.contains("/") ? "" : line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void the_files_that_cannot_be_used_are_named() throws IOException {
    Files.writeString(folder.resolve("images/odd/broken.png"), "no image");
    assertThat(convert("a.tflite", "--int8", "--calibrate", at("images"))).isEqualTo(1);
    assertThat(program.err()).contains("neither PNG nor JPEG").contains("broken.png");

    Files.createDirectories(folder.resolve("empty/deeper"));
    assertThat(convert("a.tflite", "--int8", "--calibrate", at("empty"))).isEqualTo(1);
    assertThat(program.err()).contains("The folder has no samples").contains(".png");

    assertThat(convert("a.tflite", "--int8", "--calibrate", at("none.npy"))).isEqualTo(2);
    assertThat(program.err()).contains("There is no such file").contains("none.npy");

    array("wide.npy", 3, SIDE);
    assertThat(convert("a.tflite", "--int8", "--calibrate", at("wide.npy"))).isEqualTo(1);
    assertThat(program.err()).contains("rows of shape [8]").contains("[1, 8, 8] or [8, 8, 1]");
    assertThat(folder.resolve("a.tflite")).doesNotExist();
  }

  @Test
  void arrays_of_one_sample_lie_in_a_folder_too() throws IOException {
    array("images/even/one.npy", 1, SIDE, SIDE);
    array("images/even/two.npy", SIDE, SIDE, 1);

    assertThat(convert("a.tflite", "--int8", "--calibrate", at("images"))).isZero();

    assertThat(program.out()).contains("calibrated with 8 rows");
  }

  @Test
  void an_array_may_be_named_after_its_input() throws IOException {
    array("rows.npy", 5, 1, SIDE, SIDE);

    assertThat(convert("a.onnx", "--int8", "--calibrate", "input=" + at("rows.npy"))).isZero();
    assertThat(convert("a.onnx", "--int8", "--calibrate", "image=" + at("rows.npy"))).isEqualTo(2);
    assertThat(program.err()).contains("files for [image]").contains("inputs [input]");
  }

  @Test
  void bad_usage_is_refused_with_a_remedy() throws IOException {
    String images = at("images");
    assertThat(convert("a.tflite", "--int8")).isEqualTo(2);
    assertThat(program.err()).contains("int8 needs rows").contains("give --calibrate");
    assertThat(convert("a.pb")).isEqualTo(2);
    assertThat(program.err()).contains(".safetensors, .onnx, .tflite");
    assertThat(convert("a.tflite", "--int8", "--fp16")).isEqualTo(2);
    assertThat(convert("a.tflite", "--calibrate", images, "--mean", "1,2,3")).isEqualTo(2);
    assertThat(program.err()).contains("3 numbers").contains("1 channel of input");
    assertThat(convert("a.tflite", "--calibrate", images, "--std", "1,x")).isEqualTo(2);
    assertThat(program.err()).contains("Not a number").contains("--std");
    assertThat(convert("a.tflite", "--mean", "1")).isEqualTo(2);
    assertThat(program.err()).contains("There is nothing to normalize");
    assertThat(convert("a.tflite", "--ends", "float")).isEqualTo(2);
    assertThat(program.err()).contains("Only an int8 TFLite file has ends");
    assertThat(convert("a.tflite", "--ends", "flat")).isEqualTo(2);
    assertThat(program.err()).contains("did you mean \"float\"");
    assertThat(convert("a.tflite", "--threads", "0")).isEqualTo(2);
    assertThat(convert("no/such/a.tflite")).isEqualTo(2);
    assertThat(program.err()).contains("There is no folder for the output");
    assertThat(convert("a.tflite", "--labels", at("none.txt"))).isEqualTo(2);
    assertThat(program.err()).contains("Cannot read the labels");
    assertThat(folder.resolve("a.tflite")).doesNotExist();
  }

  @Test
  void too_large_a_difference_is_exit_code_1_and_no_file() {
    int code =
        convert("a.tflite", "--int8", "--calibrate", at("images"), "--max-difference", "1e-9");

    assertThat(code).isEqualTo(1);
    assertThat(program.err()).contains("differ by more than they may").contains("limit: 1.0E-9");
    assertThat(folder.resolve("a.tflite")).doesNotExist();
  }

  @Test
  void labels_are_written_into_the_file() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "cat\ndog\nfish\n\n");

    assertThat(convert("a.safetensors", "--labels", at("labels.txt"))).isZero();

    program.run("inspect", at("a.safetensors"));
    assertThat(program.out()).contains("labels cat, dog, fish");
  }

  private void array(String name, int... dims) throws IOException {
    int[] row = Arrays.copyOfRange(dims, 1, dims.length);
    int size = Arrays.stream(row).reduce(1, (a, b) -> a * b);
    try (NpyWriter writer = new NpyWriter(folder.resolve(name), ElementType.FLOAT32, row)) {
      for (int i = 0; i < dims[0]; i++) {
        float[] values = new float[size];
        for (int k = 0; k < size; k++) {
          values[k] = (i * 7 + k * 13) % 10 / 10f;
        }
        writer.append(values);
      }
    }
  }
}
