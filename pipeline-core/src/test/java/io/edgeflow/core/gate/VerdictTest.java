package io.edgeflow.core.gate;

import static io.edgeflow.core.gate.Verdict.FAIL;
import static io.edgeflow.core.gate.Verdict.INCONCLUSIVE;
import static io.edgeflow.core.gate.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final List<Verdict> ALL = List.of(PASS, FAIL, INCONCLUSIVE);

  @Test
  void nothing_to_judge_is_inconclusive() {
    assertThat(Verdict.worst(List.of())).isEqualTo(INCONCLUSIVE);
  }

  @Test
  void only_passes_make_a_pass() {
    assertThat(Verdict.worst(List.of(PASS))).isEqualTo(PASS);
    assertThat(Verdict.worst(List.of(PASS, PASS))).isEqualTo(PASS);
    assertThat(Verdict.worst(List.of(PASS, INCONCLUSIVE))).isEqualTo(INCONCLUSIVE);
    assertThat(Verdict.worst(List.of(PASS, FAIL))).isEqualTo(FAIL);
  }

  @Test
  void a_failure_outweighs_the_inconclusive() {
    assertThat(Verdict.worst(List.of(INCONCLUSIVE, FAIL))).isEqualTo(FAIL);
  }

  @Test
  void the_order_makes_no_difference() {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      List<Verdict> verdicts = new ArrayList<>();
      for (int n = random.nextInt(6); n > 0; n--) {
        verdicts.add(ALL.get(random.nextInt(3)));
      }
      Verdict before = Verdict.worst(verdicts);

      Collections.shuffle(verdicts, random);

      assertThat(Verdict.worst(verdicts)).isEqualTo(before);
    }
  }
}
