package io.edgeflow.train.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.train.loop.EpochMetrics;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurvesTest {
  @TempDir private Path folder;

  private static LearningCurves of(int epochs, int best) {
    return new LearningCurves(
        IntStream.rangeClosed(1, epochs).mapToObj(LearningCurvesTest::epoch).toList(), best);
  }

  private static EpochMetrics epoch(int epoch) {
    Map<String, Double> quality =
        Map.of("train_accuracy", 1 - 0.8 / epoch, "val_accuracy", 0.95 - 0.8 / epoch);
    return new EpochMetrics(epoch, 2.0 / epoch, 2.2 / epoch + 0.1, quality, 100);
  }

  private BufferedImage drawn(LearningCurves curves) throws IOException {
    Path file = folder.resolve("curves.png");
    curves.png(file);
    return ImageIO.read(file.toFile());
  }

  private static long pixels(BufferedImage image, Color colour, int fromX, int toX) {
    int wanted = colour.getRGB() & 0xffffff;
    return IntStream.range(0, image.getHeight())
        .mapToLong(
            y ->
                IntStream.range(fromX, toX)
                    .filter(x -> (image.getRGB(x, y) & 0xffffff) == wanted)
                    .count())
        .sum();
  }

  @Test
  void a_png_has_a_chart_of_the_loss_and_one_of_the_metric_each_with_both_curves()
      throws IOException {
    BufferedImage image = drawn(of(60, 41));

    assertThat(image.getWidth()).isEqualTo(2 * ChartPicture.WIDTH);
    assertThat(image.getHeight()).isEqualTo(ChartPicture.HEIGHT);
    for (Color colour : ChartPicture.COLOURS) {
      assertThat(pixels(image, colour, 0, ChartPicture.WIDTH)).isGreaterThan(300);
      assertThat(pixels(image, colour, ChartPicture.WIDTH, image.getWidth())).isGreaterThan(300);
    }
  }

  @Test
  void the_one_point_of_a_single_epoch_is_seen() throws IOException {
    BufferedImage image = drawn(of(1, 1));

    for (Color colour : ChartPicture.COLOURS) {
      assertThat(pixels(image, colour, 0, ChartPicture.WIDTH)).isGreaterThan(40);
    }
  }

  @Test
  void reconstructions_have_a_chart_of_the_loss_alone() throws IOException {
    EpochMetrics first = new EpochMetrics(1, 2, Double.NaN, Map.of(), 1);
    EpochMetrics second = new EpochMetrics(2, 1, 3, Map.of(), 1);
    LearningCurves curves = new LearningCurves(List.of(first, second), 0);

    assertThat(drawn(curves).getWidth()).isEqualTo(ChartPicture.WIDTH);
  }

  @Test
  void a_model_without_epochs_has_no_picture_and_says_so() {
    LearningCurves none = new LearningCurves(List.of(), 0);
    Path file = folder.resolve("none.png");

    assertThatThrownBy(() -> none.png(file))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("no curves to draw");
    assertThat(Files.exists(file)).isFalse();
    assertThat(none).hasToString("no epochs\n");
  }

  @Test
  void as_text_each_curve_is_a_row_with_a_sparkline() {
    assertThat(of(8, 8).toString().lines())
        .containsExactly(
            " ".repeat(25) + "first      best      last  epochs 1 to 8",
            "train loss               2.000    0.2500    0.2500  █▄▃▂▂▁▁▁",
            "validation loss          2.300    0.3750    0.3750  █▄▃▂▂▁▁▁",
            "train accuracy          0.2000    0.9000    0.9000  ▁▅▆▇▇███",
            "validation accuracy     0.1500    0.8500    0.8500  ▁▅▆▇▇███");
    assertThat(of(1000, 3).toString().lines()).allMatch(line -> line.length() < 100);
  }
}
