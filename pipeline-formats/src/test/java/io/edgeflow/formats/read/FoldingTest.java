package io.edgeflow.formats.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.read.FoldedTensor.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values beside those of NumPy 2.4 for the same calls. */
class FoldingTest {
  private static final long BATCH = Folding.BATCH;

  private final Folding folding = new Folding(1000, 100_000);

  private static FoldedTensor floats(int[] dims, float... values) {
    return FoldedTensor.of(Tensor.of(dims, values));
  }

  /** 0, 1, 2, … */
  private static FoldedTensor count(int... dims) {
    int size = IntStream.of(dims).reduce(1, (a, b) -> a * b);
    return FoldedTensor.of(Tensor.of(dims, IntStream.range(0, size).toArray()));
  }

  @Test
  void whole_numbers_are_divided_without_the_fraction_and_floats_with_it() {
    FoldedTensor a = FoldedTensor.vector(7, -7, 9);

    FoldedTensor whole = folding.apply(FoldBinary.DIV, a, FoldedTensor.scalar(2));
    FoldedTensor real = folding.apply(FoldBinary.DIV, a, FoldedTensor.scalar(2f));

    assertThat(whole.toLongs()).containsExactly(3, -3, 4);
    assertThat(real.toFloats()).containsExactly(3.5f, -3.5f, 4.5f);
  }

  @Test
  void a_rest_takes_the_sign_that_its_operator_says() {
    FoldedTensor a = FoldedTensor.vector(7, -7);

    assertThat(folding.apply(FoldBinary.MOD, a, FoldedTensor.scalar(3)).toLongs())
        .containsExactly(1, 2);
    assertThat(folding.apply(FoldBinary.FMOD, a, FoldedTensor.scalar(3)).toLongs())
        .containsExactly(1, -1);
    assertThat(folding.apply(FoldBinary.MOD, a, FoldedTensor.scalar(-3f)).toFloats())
        .containsExactly(-2f, -1f);
  }

  @Test
  void a_division_by_zero_is_refused() {
    FoldedTensor zero = FoldedTensor.scalar(0);

    assertThatThrownBy(() -> folding.apply(FoldBinary.DIV, FoldedTensor.scalar(1), zero))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("divided by zero");
  }

  @Test
  void results_are_rounded_to_32_bits_after_each_operation() {
    FoldedTensor tenth = FoldedTensor.scalar(0.1f);
    FoldedTensor sum = folding.apply(FoldBinary.ADD, tenth, FoldedTensor.scalar(0.2f));

    assertThat(sum.toFloats()).containsExactly(0.1f + 0.2f);
    assertThat(folding.apply(FoldUnary.SQRT, FoldedTensor.scalar(2f)).toFloats())
        .containsExactly(1.4142135f);
    assertThat(folding.apply(FoldUnary.EXP, FoldedTensor.scalar(1f)).toFloats())
        .containsExactly(2.7182817f);
    assertThat(
            folding
                .apply(FoldBinary.POW, FoldedTensor.scalar(3f), FoldedTensor.scalar(2))
                .toFloats())
        .containsExactly(9f);
  }

  @Test
  void sizes_are_broadcast() {
    FoldedTensor sums = folding.apply(FoldBinary.ADD, count(2, 1, 3), count(2, 1));

    assertThat(sums.dims()).containsExactly(2, 2, 3);
    assertThat(sums.toLongs()).containsExactly(0, 1, 2, 1, 2, 3, 3, 4, 5, 4, 5, 6);
    assertThatThrownBy(() -> folding.apply(FoldBinary.ADD, count(2), count(3)))
        .hasMessageContaining("[2] and [3]");
  }

  @Test
  void comparisons_and_logic_give_truth_values_that_choose() {
    FoldedTensor x = FoldedTensor.vector(-1, 0, 5);

    FoldedTensor below = folding.apply(FoldBinary.LESS, x, FoldedTensor.scalar(0));
    FoldedTensor either =
        folding.apply(
            FoldBinary.OR, below, folding.apply(FoldBinary.EQUAL, x, FoldedTensor.scalar(5)));
    FoldedTensor chosen = folding.where(either, FoldedTensor.scalar(9), x);

    assertThat(below.kind()).isEqualTo(Kind.BOOL);
    assertThat(folding.apply(FoldUnary.NOT, either).toLongs()).containsExactly(0, 1, 0);
    assertThat(chosen.toLongs()).containsExactly(9, 0, 9);
  }

  @Test
  void a_cast_cuts_fractions_off_and_takes_all_but_zero_for_true() {
    FoldedTensor x = floats(new int[] {3}, 1.9f, -1.9f, 0.2f);

    assertThat(folding.cast(x, Kind.INT).toLongs()).containsExactly(1, -1, 0);
    assertThat(folding.cast(x, Kind.BOOL).toLongs()).containsExactly(1, 1, 1);
    assertThat(folding.cast(FoldedTensor.vector(3), Kind.FLOAT).toFloats()).containsExactly(3f);
  }

  @Test
  void whole_numbers_of_every_width_are_read() {
    Tensor bytes = Tensor.of(ElementType.UINT8, new int[] {2}, new byte[] {(byte) 200, 1});
    Tensor signed = Tensor.of(ElementType.INT8, new int[] {2}, new byte[] {(byte) 200, 1});

    assertThat(FoldedTensor.of(bytes).toLongs()).containsExactly(200, 1);
    assertThat(FoldedTensor.of(signed).toLongs()).containsExactly(-56, 1);
  }

  @Test
  void a_slice_goes_backwards_and_is_cut_to_the_size() {
    FoldedTensor x = count(5);

    assertThat(slice(x, -1, Long.MIN_VALUE, -1)).containsExactly(4, 3, 2, 1, 0);
    assertThat(slice(x, 3, -5, -2)).containsExactly(3, 1);
    assertThat(slice(x, 1, Long.MAX_VALUE, 3)).containsExactly(1, 4);
    assertThat(slice(x, -100, 2, 1)).containsExactly(0, 1);
    assertThat(slice(x, 4, 4, 1)).isEmpty();
    assertThat(slice(x, 0, 5, Long.MAX_VALUE)).containsExactly(0);
  }

  private long[] slice(FoldedTensor x, long start, long end, long step) {
    return folding
        .slice(x, new long[] {start}, new long[] {end}, new int[] {0}, new long[] {step})
        .toLongs();
  }

  @Test
  void a_slice_takes_several_axes_at_once() {
    FoldedTensor part =
        folding.slice(
            count(3, 4),
            new long[] {0, 2},
            new long[] {3, 0},
            new int[] {0, -1},
            new long[] {2, -1});

    assertThat(part.dims()).containsExactly(2, 2);
    assertThat(part.toLongs()).containsExactly(2, 1, 10, 9);
  }

  @Test
  void gathered_places_take_the_axis_s_room() {
    FoldedTensor places = FoldedTensor.of(Tensor.of(new int[] {1, 2}, new int[] {2, -3}));

    FoldedTensor taken = folding.gather(count(2, 3), places, 1);

    assertThat(taken.dims()).containsExactly(2, 1, 2);
    assertThat(taken.toLongs()).containsExactly(2, 0, 5, 3);
    assertThat(folding.gather(FoldedTensor.vector(4, 5), FoldedTensor.scalar(1), 0).dims())
        .isEmpty();
    assertThatThrownBy(() -> folding.gather(count(2), FoldedTensor.scalar(2), 0))
        .hasMessageContaining("limit: 2 places");
  }

  @Test
  void a_transpose_permutes_and_a_wrong_order_is_refused() {
    FoldedTensor turned = folding.transpose(count(2, 3, 1), 1, 2, 0);

    assertThat(turned.dims()).containsExactly(3, 1, 2);
    assertThat(turned.toLongs()).containsExactly(0, 3, 1, 4, 2, 5);
    assertThatThrownBy(() -> folding.transpose(count(2, 3), 0, 0))
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void parts_are_joined_and_split_again() {
    FoldedTensor joined = folding.concat(1, List.of(count(2, 1), count(2, 2)));

    List<FoldedTensor> parts = folding.split(joined, -1, 1, 2);

    assertThat(joined.toLongs()).containsExactly(0, 0, 1, 1, 2, 3);
    assertThat(parts.get(0).toLongs()).containsExactly(0, 1);
    assertThat(parts.get(1).toLongs()).containsExactly(0, 1, 2, 3);
    assertThatThrownBy(() -> folding.split(joined, 1, 1, 1)).hasMessageContaining("[1, 1]");
  }

  @Test
  void axes_of_size_1_come_and_go() {
    FoldedTensor x = count(2, 1, 3);

    assertThat(folding.squeeze(x).dims()).containsExactly(2, 3);
    assertThat(folding.squeeze(x, -2).dims()).containsExactly(2, 3);
    assertThat(folding.unsqueeze(x, 0, -1).dims()).containsExactly(1, 2, 1, 3, 1);
    assertThatThrownBy(() -> folding.squeeze(x, 0)).isInstanceOf(PipelineException.class);
  }

  @Test
  void sizes_of_a_reshape_are_made_definite() {
    assertThat(Folding.sizes(new long[] {2, 3, 4}, new long[] {0, -1}, false))
        .containsExactly(2, 12);
    assertThat(Folding.sizes(new long[] {BATCH, 8, 6}, new long[] {-1, 6}, false))
        .containsExactly(8 * BATCH, 6);
    assertThat(Folding.sizes(new long[] {0, 3}, new long[] {0, 5}, true)).containsExactly(0, 5);
    assertThatThrownBy(() -> Folding.sizes(new long[] {2, 3}, new long[] {4, -1}, false))
        .hasMessageContaining("[4, -1]");
  }

  @Test
  void a_tile_repeats_each_axis() {
    FoldedTensor tiled = folding.tile(count(2, 2), 1, 2);

    assertThat(tiled.toLongs()).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
  }

  @Test
  void reductions_join_axes() {
    FoldedTensor x = count(2, 3);

    assertThat(folding.reduce(FoldReduction.SUM, x, false, 1).toLongs()).containsExactly(3, 12);
    assertThat(folding.reduce(FoldReduction.PROD, x, true, 0).dims()).containsExactly(1, 3);
    assertThat(folding.reduce(FoldReduction.MAX, x, false).toLongs()).containsExactly(5);
    assertThat(folding.reduce(FoldReduction.MIN, x, false, -1).toLongs()).containsExactly(0, 3);
    assertThat(folding.reduce(FoldReduction.MEAN, folding.cast(x, Kind.FLOAT), false, 0).toFloats())
        .containsExactly(1.5f, 2.5f, 3.5f);
  }

  @Test
  void a_range_ends_before_its_limit() {
    assertThat(range(1, 8, 3).toLongs()).containsExactly(1, 4, 7);
    assertThat(range(3, 0, -1).toLongs()).containsExactly(3, 2, 1);
    assertThatThrownBy(() -> range(0, BATCH, 1)).hasMessageContaining("range");
    assertThatThrownBy(() -> range(0, 5, 0)).isInstanceOf(PipelineException.class);
  }

  private FoldedTensor range(long start, long limit, long step) {
    return folding.range(
        FoldedTensor.scalar(start), FoldedTensor.scalar(limit), FoldedTensor.scalar(step));
  }

  @Test
  void places_of_what_is_not_zero_are_listed_by_axis() {
    FoldedTensor x = FoldedTensor.of(Tensor.of(new int[] {2, 2}, new int[] {0, 3, 4, 0}));

    assertThat(folding.nonZero(x).toLongs()).containsExactly(0, 1, 1, 0);
  }

  @Test
  void a_triangle_of_a_matrix_is_kept() {
    FoldedTensor ones = folding.fill(FoldedTensor.scalar(1), 2, 3);

    assertThat(folding.triangle(ones, 1, true).toLongs()).containsExactly(0, 1, 1, 0, 0, 1);
    assertThat(folding.triangle(ones, 0, false).toLongs()).containsExactly(1, 0, 0, 1, 1, 0);
  }

  @Test
  void one_value_for_a_whole_batch_takes_no_memory_and_is_computed_with() {
    FoldedTensor zeros = folding.fill(FoldedTensor.scalar(0f), 2, BATCH, 64);

    FoldedTensor sum = folding.apply(FoldBinary.ADD, zeros, FoldedTensor.scalar(1.5f));
    FoldedTensor turned = folding.reshape(folding.transpose(sum, 1, 0, 2), BATCH, 128);

    assertThat(sum.isSplat()).isTrue();
    assertThat(turned.isSplat()).isTrue();
    assertThat(turned.dims()).containsExactly(BATCH, 128);
    assertThatThrownBy(turned::tensor)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("each sample of a batch");
  }

  @Test
  void a_token_that_every_sample_gets_is_stored_once() {
    FoldedTensor token = floats(new int[] {1, 1, 2}, 3, 4);

    FoldedTensor drawn = folding.expand(token, BATCH, 1, 2);
    FoldedTensor two = folding.concat(1, List.of(drawn, drawn));
    FoldedTensor flat = folding.reshape(two, BATCH, 4);
    FoldedTensor one =
        folding.slice(flat, new long[] {0}, new long[] {1}, new int[] {0}, new long[] {1});

    assertThat(flat.repeats(0)).isTrue();
    assertThat(flat.repeats(1)).isFalse();
    assertThat(one.toFloats()).containsExactly(3, 4, 3, 4);
    assertThatThrownBy(() -> folding.reshape(two, 2 * BATCH, 2))
        .hasMessageContaining("each sample of a batch");
  }

  @Test
  void a_result_beyond_the_limit_is_refused_before_it_is_allocated() {
    FoldedTensor column = folding.fill(FoldedTensor.scalar(1f), 60, 1);
    FoldedTensor row = folding.triangle(folding.fill(FoldedTensor.scalar(1f), 1, 60), 0, true);
    FoldedTensor full = folding.transpose(folding.triangle(column, 0, false), 1, 0);

    assertThatThrownBy(() -> folding.apply(FoldBinary.MUL, row, folding.reshape(full, 60, 1)))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("limit: 1000 elements");
    assertThatThrownBy(() -> folding.fill(FoldedTensor.scalar(1), Long.MAX_VALUE, 4).size())
        .isInstanceOf(PipelineException.class);
  }

  @Test
  void all_results_together_are_bounded() {
    Folding small = new Folding(100, 250);

    small.tile(count(10), 10);
    small.tile(count(10), 10);

    assertThatThrownBy(() -> small.tile(count(10), 10)).hasMessageContaining("limit: 50 elements");
  }

  @Test
  void nothing_remains_nothing() {
    FoldedTensor empty = FoldedTensor.vector();

    assertThat(folding.concat(0, List.of(empty, FoldedTensor.vector(3))).toLongs())
        .containsExactly(3);
    assertThat(folding.reduce(FoldReduction.PROD, empty, false).toLongs()).containsExactly(1);
    assertThat(folding.expand(FoldedTensor.scalar(1), 0, 2).size()).isZero();
    assertThat(folding.reshape(folding.expand(empty, 4, 0), 0, 7).dims()).containsExactly(0, 7);
  }
}
