package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigNodeTest {
  private static final Location PLACE = new Location("f.yaml", 3, 5);

  @Test
  void a_mapping_keeps_the_order_of_the_file_and_copies() {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (String key : List.of("z", "a", "m")) {
      entries.put(key, new Entry(PLACE, Nodes.scalar(key)));
    }
    Mapping mapping = new Mapping(PLACE, entries);

    entries.clear();

    assertThat(mapping.entries().keySet()).containsExactly("z", "a", "m");
    assertThatThrownBy(() -> mapping.entries().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void an_empty_mapping_has_a_place_and_no_entries() {
    Mapping empty = Mapping.empty(PLACE);

    assertThat(empty.location()).isEqualTo(PLACE);
    assertThat(empty.entries()).isEmpty();
  }

  @Test
  void a_sequence_copies_its_items() {
    List<ConfigNode> items = new ArrayList<>(List.of(Nodes.scalar("a"), Nodes.scalar("b")));
    Sequence sequence = new Sequence(PLACE, items);

    items.clear();

    assertThat(sequence.items()).containsExactly(Nodes.scalar("a"), Nodes.scalar("b"));
    assertThat(sequence.location()).isEqualTo(PLACE);
  }
}
