package io.edgeflow.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.edgeflow.train.optimizer.Optimizer.Kind;
import io.edgeflow.train.testing.Oracle;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Held to torch.optim; see tools/oracle/make_optimizers.py. */
class OptimizerTest {
  private static final JsonNode GOLDEN = Oracle.json("optimizers.json");

  private static OptimizerSettings settings(String name, JsonNode torch) {
    String word = name.split("_", -1)[0];
    return new OptimizerSettings(
        Kind.valueOf(word.toUpperCase(Locale.ROOT)),
        torch.path("weight_decay").asDouble(0),
        torch.path("momentum").asDouble(0),
        torch.path("nesterov").asBoolean(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adam",
        "adam_decay",
        "adamw",
        "adamw_strong",
        "sgd",
        "sgd_momentum",
        "sgd_nesterov",
        "rmsprop",
        "rmsprop_momentum"
      })
  void fifty_steps_give_pytorchs_weights(String name) {
    JsonNode torch = GOLDEN.get(name);
    float[][] gradients = Oracle.rows(GOLDEN.get("gradients"));
    float[] weights = Oracle.floats(GOLDEN.get("weights"));
    Optimizer optimizer = settings(name, torch).create();

    int compared = 0;
    for (int step = 1; step <= gradients.length; step++) {
      optimizer.nextStep(torch.get("lr").asDouble());
      optimizer.update("w", weights, gradients[step - 1].clone());
      JsonNode after = torch.get("after").get(Integer.toString(step));
      if (after != null) {
        assertThat(weights).as("step " + step).containsExactly(Oracle.floats(after), within(1e-5f));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void each_parameter_has_a_state_of_its_own(Kind kind) {
    Optimizer together = OptimizerSettings.of(kind).create();
    Optimizer alone = OptimizerSettings.of(kind).create();
    float[] first = {1, 2};
    float[] second = {3};
    float[] expected = {3};

    for (int step = 0; step < 3; step++) {
      together.nextStep(0.1);
      together.update("first", first, new float[] {5, -5});
      together.update("second", second, new float[] {0.5f});
      alone.nextStep(0.1);
      alone.update("second", expected, new float[] {0.5f});
    }

    assertThat(second).isEqualTo(expected);
  }

  @Test
  void a_parameter_of_another_optimizer_is_refused() {
    assertThatThrownBy(() -> new OptimizerSettings(Kind.ADAM, 0, 0.9, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OptimizerSettings(Kind.RMSPROP, 0, 0.9, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OptimizerSettings(Kind.SGD, 0, 0, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OptimizerSettings(Kind.SGD, Double.NaN, 0.5, false))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
