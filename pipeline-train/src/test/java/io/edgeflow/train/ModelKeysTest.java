package io.edgeflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.architecture.ResNet8;
import io.edgeflow.train.transfer.ModelFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of {@code model_training.model}. */
class ModelKeysTest extends TrainConfigTestBase {
  private static Map<String, Object> dense(String type, Object hidden) {
    return Map.of("model", Map.of("type", type, "hidden", hidden));
  }

  @Test
  void a_network_has_keys_of_its_own_beside_its_name() {
    assertThat(read(dense("mlp", List.of(32L, 8L))).network())
        .isEqualTo(Network.of(new Mlp(), keys -> keys.set(Mlp.HIDDEN, List.of(32, 8))));
    assertThat(read(dense("mlp", List.of())).network().settings())
        .isEqualTo(Map.of("hidden", List.of()));
    assertThat(read(Map.of("model", Map.of("type", "autoencoder"))).network())
        .isEqualTo(Network.of(new Autoencoder()));
    assertThat(read(Map.of("model", Map.of("type", "resnet8", "width", 2.0))).network())
        .isEqualTo(Network.of(new ResNet8(), keys -> keys.set(ResNet8.WIDTH, 2.0)));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void a_key_of_another_network_is_refused_by_its_name() {
    read(Map.of("model", Map.of("type", "cnn", "hidden", List.of(8L))));
    read(Map.of("model", Map.of("type", "mlp", "width", 2.0)));
    read(dense("autoencoder", List.of()));

    assertThat(problems.all())
        .extracting(problem -> problem.key() + ": " + problem.message())
        .satisfiesExactly(
            hidden ->
                assertThat(hidden)
                    .startsWith("model_training.model.hidden: belongs to type autoencoder, mlp"),
            width ->
                assertThat(width)
                    .startsWith("model_training.model.width: belongs to type cnn")
                    .contains("resnet8"),
            none ->
                assertThat(none)
                    .isEqualTo(
                        "model_training.model.hidden: must name at least one layer; set for"
                            + " example [16, 4, 16]"));
  }

  @Test
  void a_model_file_stands_for_a_network_and_may_go_on_untrained() {
    TrainConfig config =
        read(Map.of("model", Map.of("onnx", "net.onnx"), "training", Map.of("epochs", 0L)));

    assertThat(told()).isEmpty();
    assertThat(config.file())
        .contains(new ModelFile("onnx", Path.of("net.onnx"), "model_training.model.onnx"));
    assertThat(config.training().epochs()).isZero();
  }

  @Test
  void a_type_and_a_file_exclude_one_another_and_so_do_two_files() {
    read(Map.of("model", Map.of("type", "cnn", "onnx", "net.onnx")));
    read(Map.of("model", Map.of("width", 0.5, "graph", "net.safetensors")));
    read(Map.of("model", Map.of("onnx", "net.onnx", "tflite", "net.tflite")));

    assertThat(told())
        .containsExactly(
            "model_training.model.type: a model file is named too, which is a network of its own;"
                + " leave one out",
            "model_training.model.width: shapes a network of a type; a file has its own",
            "model_training.model.tflite: onnx names a model file too; leave one of them out");
  }

  @Test
  void a_network_of_a_type_needs_an_epoch() {
    read(Map.of("training", Map.of("epochs", 0L)));

    assertThat(told())
        .singleElement()
        .asString()
        .startsWith("model_training.training.epochs: must be 1 or more")
        .contains("model_training.model.onnx");
  }

  @Test
  void what_a_file_gives_is_known_when_it_is_read_and_not_before() {
    assertThat(misfits(OutputKind.RECONSTRUCTION, Map.of("model", Map.of("onnx", "net.onnx"))))
        .isEmpty();
  }

  @Test
  void the_path_of_a_model_file_is_no_part_of_the_fingerprint() {
    assertThat(fingerprint("a.onnx")).isEqualTo(fingerprint("b.onnx"));
  }

  private String fingerprint(String file) {
    Map<String, ?> section = Map.of("model", Map.of("onnx", file));
    return TrainConfig.FIELDS
        .read(ConfigValues.node(section), "model_training", problems)
        .fingerprint();
  }
}
