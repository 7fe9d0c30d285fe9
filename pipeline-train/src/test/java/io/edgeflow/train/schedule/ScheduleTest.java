package io.edgeflow.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.train.schedule.Decay.Length;
import io.edgeflow.train.testing.Oracle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Held to torch.optim.lr_scheduler; see tools/oracle/make_optimizers.py. */
class ScheduleTest {
  /** Of the configured rate: torch multiplies from step to step, which rounds each time. */
  private static final double ROUNDING = 1e-13;

  static Stream<JsonNode> torch() {
    return Oracle.cases("schedules.json");
  }

  private static Decay decay(JsonNode torch) {
    JsonNode settings = torch.get("settings");
    return switch (torch.get("decay").asText()) {
      case "constant" -> new Decay.Constant();
      case "step" ->
          new Decay.Step(settings.get("epochs").asInt(), settings.get("factor").asDouble());
      case "cosine" -> new Decay.Cosine(settings.get("least").asDouble());
      default -> new Decay.OneCycle();
    };
  }

  @ParameterizedTest
  @MethodSource("torch")
  void every_step_has_pytorchs_rate(JsonNode torch) {
    int stepsPerEpoch = torch.get("steps_per_epoch").asInt();
    JsonNode rates = torch.get("rates");
    double rate = torch.get("rate").asDouble();
    Length length = new Length(rates.size(), stepsPerEpoch);
    double warmupEpochs = torch.get("warmup_steps").asDouble() / stepsPerEpoch;
    Schedule schedule = new Schedule(decay(torch), warmupEpochs);

    for (int step = 0; step < rates.size(); step++) {
      assertThat(schedule.at(rate, step, length))
          .as("step " + step)
          .isCloseTo(rates.get(step).asDouble(), within(rate * ROUNDING));
    }
  }

  @Test
  void a_training_shorter_than_the_warm_up_rises_to_its_end() {
    Schedule schedule = new Schedule(new Decay.Cosine(0), 5);

    assertThat(schedule.at(1, 0, new Length(4, 2))).isEqualTo(0.25);
    assertThat(schedule.at(1, 3, new Length(4, 2))).isEqualTo(1);
  }

  @Test
  void a_training_of_a_few_steps_has_finite_rates() {
    for (int steps = 1; steps < 12; steps++) {
      for (int step = 0; step < steps; step++) {
        double rate = new Schedule(new Decay.OneCycle(), 0).at(1, step, new Length(steps, 1));
        assertThat(rate).as(step + " of " + steps).isPositive().isLessThanOrEqualTo(1);
      }
    }
  }
}
