package io.edgeflow.data.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.data.Oracle;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageWarpTest {
  @Test
  void images_are_rotated_as_scipy_does() throws IOException {
    for (Map<String, Object> each : Oracle.list("rotate")) {
      List<?> rows = (List<?>) each.get("image");
      ImageShape shape = new ImageShape(rows.size(), ((List<?>) rows.get(0)).size(), 1);
      float[] rotated = new float[shape.size()];

      ImageWarp.rotate(
          Oracle.floats(each.get("image")),
          rotated,
          shape,
          ((Number) each.get("degrees")).doubleValue());

      assertThat(rotated)
          .as("%s by %s degrees", shape, each.get("degrees"))
          .containsExactly(Oracle.floats(each.get("rotated")), within(2e-5f));
    }
  }

  @Test
  void channels_are_rotated_alike() {
    ImageShape shape = new ImageShape(5, 4, 2);
    ImageShape single = new ImageShape(5, 4, 1);
    float[] one = new float[20];
    float[] two = new float[40];
    for (int i = 0; i < 20; i++) {
      one[i] = i * i;
      two[2 * i] = i * i;
      two[2 * i + 1] = -i * i;
    }
    float[] oneRotated = new float[20];
    float[] twoRotated = new float[40];

    ImageWarp.rotate(one, oneRotated, single, 20);
    ImageWarp.rotate(two, twoRotated, shape, 20);

    for (int i = 0; i < 20; i++) {
      assertThat(twoRotated[2 * i]).isEqualTo(oneRotated[i]);
      assertThat(twoRotated[2 * i + 1]).isEqualTo(-oneRotated[i]);
    }
  }

  @Test
  void zooming_in_twofold_halves_the_distances_to_the_centre() {
    ImageShape shape = new ImageShape(1, 5, 1);
    float[] zoomed = new float[5];

    ImageWarp.zoom(new float[] {0, 10, 20, 30, 40}, zoomed, shape, 2);

    assertThat(zoomed).containsExactly(10, 15, 20, 25, 30);
  }

  @Test
  void beyond_the_edge_the_nearest_pixel_counts() {
    ImageShape shape = new ImageShape(1, 5, 1);
    float[] zoomed = new float[5];

    ImageWarp.zoom(new float[] {0, 10, 20, 30, 40}, zoomed, shape, 0.5);

    assertThat(zoomed).containsExactly(0, 0, 20, 40, 40);
  }
}
