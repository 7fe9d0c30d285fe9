package io.edgeflow.deploy.rollout;

import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.Verdict;
import java.util.List;

/** What a wave's bake came to. */
public record Judgement(
    String wave, Verdict verdict, List<Check> checks, List<Observation> observations) {
  /** Copies the lists. */
  public Judgement {
    checks = List.copyOf(checks);
    observations = List.copyOf(observations);
  }

  /** Whether nothing has failed and only more rows can tell whether enough answers agree. */
  boolean wantsMoreRows() {
    return verdict != Verdict.FAIL && AgreementTests.wantMore(checks);
  }
}
