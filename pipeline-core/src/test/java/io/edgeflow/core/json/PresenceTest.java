package io.edgeflow.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private record Device(
      String id, @Nullable String model, Map.@Nullable Entry<String, String> tag) {}

  private record Lenient(@JsonSetter(nulls = Nulls.AS_EMPTY) @Nullable List<String> names) {}

  private record Range(String low, String high) {
    @JsonCreator
    static Range of(@JsonProperty("text") String text) {
      return new Range(text, text);
    }
  }

  private static final class Bean {
    private final String name;

    @JsonCreator
    private Bean(@JsonProperty("name") String name) {
      this.name = name;
    }
  }

  /** A mapper of its own each time, because a mapper keeps what it found out about a class. */
  private static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return JsonMapper.builder()
        .annotationIntrospector(new Presence())
        .build()
        .readValue(json, type);
  }

  @Test
  void a_component_is_mandatory_unless_it_is_nullable() throws JsonProcessingException {
    assertThat(read("{\"id\":\"a\"}", Device.class)).isEqualTo(new Device("a", null, null));
    assertThat(read("{\"id\":\"a\",\"model\":null}", Device.class).model()).isNull();
    assertThatThrownBy(() -> read("{\"model\":\"m\"}", Device.class))
        .isInstanceOf(InvalidNullException.class)
        .hasMessageContaining("\"id\"");
    assertThatThrownBy(() -> read("{\"id\":null}", Device.class))
        .isInstanceOf(InvalidNullException.class);
  }

  @Test
  void what_a_nullable_component_asks_for_itself_still_holds() throws JsonProcessingException {
    assertThat(read("{\"names\":null}", Lenient.class).names()).isEmpty();
  }

  @Test
  void a_record_made_from_something_else_and_a_plain_class_are_left_alone()
      throws JsonProcessingException {
    assertThat(read("{}", Range.class).low()).isNull();
    assertThat(read("{\"text\":\"1\"}", Range.class)).isEqualTo(new Range("1", "1"));
    assertThat(read("{}", Bean.class).name).isNull();
  }
}
