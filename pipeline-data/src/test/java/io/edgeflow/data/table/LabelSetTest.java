package io.edgeflow.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelSetTest {
  @TempDir private Path temp;

  @Test
  void whole_numbers_are_ordered_as_numbers() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,10", "1,9", "1,0", "1,9").load();

      assertThat(LabelSet.resolve(table, List.of())).containsExactly("0", "9", "10");
    }
  }

  @Test
  void texts_are_ordered_as_texts() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,b", "1,9", "1,a").load();

      assertThat(LabelSet.resolve(table, List.of())).containsExactly("9", "a", "b");
    }
  }

  @Test
  void declared_labels_stay_as_they_are() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,b").load();

      assertThat(LabelSet.resolve(table, List.of("b", "it's"))).containsExactly("b", "it's");
      assertThat(collected.rows("SELECT name, id FROM labels ORDER BY id", 2))
          .containsExactly("b|0", "it's|1");
    }
  }

  @Test
  void one_class_is_not_enough() {
    try (Collected collected = new Collected(temp)) {
      CollectedTable table = collected.csv("s", "a,label", "1,b", "1,", "2,b").load();

      assertThatThrownBy(() -> LabelSet.resolve(table, List.of()))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("[b]")
          .hasMessageContaining("features.label");
    }
  }
}
