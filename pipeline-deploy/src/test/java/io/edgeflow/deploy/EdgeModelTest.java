package io.edgeflow.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.artifact.ExportedModel.Format;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Answer.Classified;
import io.edgeflow.core.testing.ShownText;
import io.edgeflow.deploy.release.Release;
import io.edgeflow.deploy.testing.Releases;
import io.edgeflow.deploy.testing.TinyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EdgeModelTest {
  @TempDir private Path workspace;
  private Releases releases;

  @BeforeEach
  void make_workspace() {
    releases = new Releases(workspace, Clock.systemUTC());
  }

  @ParameterizedTest
  @EnumSource
  void a_raw_row_gets_the_answer_that_the_packager_saw(Format format) {
    PackagedModel packaged = releases.pack(format, 1);
    releases.release(format, 1);

    try (EdgeModel model = EdgeModel.load(workspace + "/releases/1")) {
      for (int row = 0; row < packaged.replay().size(); row++) {
        Classified answer = (Classified) model.predict(packaged.replay().rows().floatRow(row));
        assertThat(answer.scores().toArray()).isEqualTo(packaged.replay().expected().floatRow(row));
        assertThat(answer.label()).isEqualTo(TinyModels.LABELS.get(answer.index()));
        assertThat(answer.probabilities().values().stream().mapToDouble(p -> p).sum())
            .isCloseTo(1, within(1e-9));
        assertThat(answer.confidence()).isEqualTo(answer.probabilities().get(answer.label()));
        assertThat(answer.accepted()).isTrue();
      }
      assertThat(model.version()).isEqualTo(1);
      ShownText.assertOneLine(model);
      assertThat(model.columns()).hasSize(16);
    }
  }

  @Test
  void a_tampered_release_is_refused() throws Exception {
    Release release = releases.release(1);
    byte[] bundle = Files.readAllBytes(release.bundle());
    bundle[bundle.length / 2] ^= 1;
    Files.write(release.bundle(), bundle);

    assertThatThrownBy(() -> EdgeModel.load(release.folder()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("hash_mismatch");
  }

  @Test
  void a_release_of_somebody_else_is_refused() {
    Release release = releases.release(1);
    new Releases(workspace.resolve("others"), Clock.systemUTC());

    assertThatThrownBy(
            () -> EdgeModel.load(release.folder(), workspace.resolve("others/keys/release.pub")))
        .hasMessageContaining("signature_invalid");
  }

  @Test
  void a_release_that_was_carried_away_needs_its_key() throws Exception {
    Release release = releases.release(1);
    Path away = Files.createDirectories(workspace.resolve("usb/stick"));
    Files.move(release.folder(), away.resolve("1"), StandardCopyOption.ATOMIC_MOVE);

    assertThatThrownBy(() -> EdgeModel.load(away.resolve("1"))).hasMessageContaining("release.pub");
    try (EdgeModel model =
        EdgeModel.load(away.resolve("1"), workspace.resolve("keys/release.pub"))) {
      assertThat(model.predict(TinyModels.row(1)).label()).isIn(TinyModels.LABELS);
    }
  }

  @Test
  void a_row_of_the_wrong_length_is_refused() {
    releases.release(1);

    try (EdgeModel model = EdgeModel.load(workspace.resolve("releases/1"))) {
      assertThatThrownBy(() -> model.predict(new float[3])).hasMessageContaining("wrong length");
    }
  }

  @Test
  void a_folder_that_is_no_release_is_named() {
    assertThatThrownBy(() -> EdgeModel.load(workspace.resolve("releases/7")))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("releases/7");
  }
}
