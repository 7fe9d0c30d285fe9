package io.edgeflow.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.config.ConfigNode.Entry;
import io.edgeflow.core.config.ConfigNode.Mapping;
import io.edgeflow.core.config.ConfigNode.Scalar;
import io.edgeflow.core.config.ConfigNode.Sequence;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Location;
import io.edgeflow.core.config.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final Location PLACE = new Location("w.yaml", 3, 5);
  private static final Field<List<String>> KEY = Allowance.field(List.of("accuracy", "recall"));
  private static final FieldTable TABLE = FieldTable.of(KEY);

  private final Problems problems = new Problems();

  private Allowance read(String check) {
    Sequence list = new Sequence(PLACE, List.of(new Scalar(PLACE, check, check)));
    Mapping section = new Mapping(PLACE, Map.of("allow_inconclusive", new Entry(PLACE, list)));
    return Allowance.from(TABLE.read(section, "gate", problems), KEY);
  }

  @Test
  void a_gate_reads_the_names_of_its_checks() {
    assertThat(read("recall")).isEqualTo(Allowance.of("recall"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void nothing_is_allowed_unless_it_is_written() {
    assertThat(Allowance.from(TABLE.defaults(), KEY)).isEqualTo(Allowance.none());
    assertThat(Allowance.none().checks()).isEmpty();
  }

  @Test
  void a_gate_may_allow_some_of_its_checks_unless_the_key_says_otherwise() {
    Field<List<String>> some = Allowance.field(List.of("recall", "f1"), List.of("f1"));
    FieldTable table = FieldTable.of(some);

    assertThat(Allowance.from(table.defaults(), some)).isEqualTo(Allowance.of("f1"));
  }

  @Test
  void a_name_that_the_gate_does_not_give_is_refused() {
    assertThat(read("recal")).isEqualTo(Allowance.none());

    assertThat(problems.all()).hasSize(1);
    assertThat(problems.all().get(0).toString())
        .startsWith("w.yaml:3:5: gate.allow_inconclusive")
        .contains("accuracy, recall")
        .contains("did you mean \"recall\"?");
  }
}
