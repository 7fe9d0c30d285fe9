package io.edgeflow.formats.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Node;
import io.edgeflow.core.graph.Signature;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.ConstantRole;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrangerTest {
  private static final long BATCH = GraphAssembler.BATCH;
  private static final int ROWS = 2;

  private final GraphAssembler graph = new GraphAssembler("test");
  private final Arranger arranger = new Arranger(graph);

  @Test
  void an_island_of_channels_last_images_adds_no_node() {
    String image = graph.input("x", List.of(3, 8, 8));
    Viewed file = new Viewed(image, List.of(List.of(0), List.of(2), List.of(3), List.of(1)));

    Viewed first = file.permuted(0, 3, 1, 2);
    String read = arranger.sample("conv", first, 1, 2, 3);
    Viewed back = first.on(graph.add("relu", new Relu(), read)).permuted(0, 2, 3, 1);

    assertEquals(image, read);
    assertEquals(List.of(BATCH, 8L, 8L, 3L), arranger.sizes(back));
    assertEquals(List.of("relu"), names());
  }

  @Test
  void heads_that_are_merged_with_the_batch_stay_axes_of_the_graph() {
    Viewed x = Viewed.plain(graph.input("x", List.of(6, 8)), 3);

    Viewed timeFirst = x.permuted(1, 0, 2);
    Viewed heads = arranger.reshaped("q", timeFirst, List.of(6L, 2 * BATCH, 4L));
    Viewed rows = arranger.ending("q", heads.permuted(1, 0, 2), 1, 2);
    Viewed back = rows.on(graph.add("relu", new Relu(), rows.tensor())).permuted(1, 0, 2);
    Viewed merged = arranger.reshaped("o", back, List.of(6L, BATCH, 8L));

    assertEquals(List.of(2 * BATCH, 6L, 4L), arranger.sizes(rows));
    assertEquals("[batch, 2, 6, 4]", graph.shape(rows.tensor()).toString());
    assertEquals(List.of(6L, BATCH, 8L), arranger.sizes(merged));
  }

  @Test
  void a_reshape_that_mixes_samples_is_refused_by_name() {
    Viewed x = Viewed.plain(graph.input("x", List.of(6, 8)), 3);

    PipelineException refused =
        assertThrows(
            PipelineException.class, () -> arranger.reshaped("odd", x, List.of(2L, 3 * BATCH, 8L)));

    assertTrue(refused.getMessage().contains("[batch, 6, 8] to [2, 3·batch, 8]"));
    assertTrue(refused.getMessage().contains("node odd"));
  }

  @Test
  void a_reshape_of_other_elements_is_refused() {
    Viewed x = Viewed.plain(graph.input("x", List.of(6, 8)), 3);

    for (List<Long> sizes :
        List.of(
            List.of(BATCH, 47L),
            List.of(BATCH, 0L),
            List.of(-1L, -1L),
            List.of(48L),
            List.of(BATCH, BATCH, 48L),
            List.of(Long.MAX_VALUE, Long.MAX_VALUE))) {
      assertThrows(PipelineException.class, () -> arranger.reshaped("odd", x, sizes));
    }
  }

  @Test
  void series_of_random_moves_give_what_arrays_give() {
    int refused = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      refused += new Moves(new Random(seed)).run();
    }

    assertTrue(refused < 500, refused + " of 30,000 moves refused");
  }

  private List<String> names() {
    return graph.build(List.of(new Signature.Output("relu", null))).nodes().stream()
        .map(Node::name)
        .toList();
  }

  /** The same moves of an array and of a view of the graph. */
  private static final class Moves {
    private final Random random;
    private final GraphAssembler graph = new GraphAssembler("moves");
    private final Arranger arranger = new Arranger(graph);
    private final float[] start = new float[ROWS * 24];
    private Viewed view;
    private float[] array;
    private List<Long> sizes = List.of(BATCH, 4L, 6L);

    private Moves(Random random) {
      this.random = random;
      for (int i = 0; i < start.length; i++) {
        start[i] = random.nextInt(2_000) - 1_000;
      }
      array = start.clone();
      view = Viewed.plain(graph.input("x", List.of(4, 6)), 3);
    }

    private int run() {
      int refused = 0;
      for (int move = 0; move < 10; move++) {
        try {
          move();
        } catch (PipelineException e) {
          refused++;
        }
        assertEquals(sizes, arranger.sizes(view));
      }
      Viewed output = arranger.ordered("out", view.on(graph.add("r", new Relu(), view.tensor())));
      for (int i = 0; i < array.length; i++) {
        array[i] = Math.max(array[i], 0);
      }
      compare(output);
      return refused;
    }

    private void compare(Viewed output) {
      ModelGraph built = graph.build(List.of(new Signature.Output(output.tensor(), null)));
      Tensor given;
      try (ReferenceRuntime runtime = new ReferenceRuntime(built)) {
        given = runtime.predict(Tensor.of(new int[] {ROWS, 4, 6}, start));
      }
      List<Integer> order = new ArrayList<>();
      output.axes().forEach(order::addAll);
      IntStream.range(0, given.rank()).filter(a -> !order.contains(a)).forEach(order::add);
      assertArrayEquals(array, transposed(given.toFloats(), given.dims(), order));
    }

    private void move() {
      switch (random.nextInt(5)) {
        case 0 -> transpose();
        case 1, 2 -> reshape();
        case 3 -> add();
        default -> addMoved();
      }
    }

    private void transpose() {
      List<Integer> order = new ArrayList<>(IntStream.range(0, sizes.size()).boxed().toList());
      Collections.shuffle(order, random);
      array = transposed(array, concrete(sizes), order);
      view = view.permuted(order.stream().mapToInt(i -> i).toArray());
      sizes = order.stream().map(sizes::get).toList();
    }

    private void reshape() {
      List<Long> wanted = new ArrayList<>(sizes);
      int at = random.nextInt(wanted.size());
      if (random.nextBoolean() && at > 0) {
        wanted.set(at - 1, wanted.get(at - 1) * wanted.remove(at));
      } else {
        long size = wanted.get(at);
        long factor = new long[] {1, 2, 3, BATCH}[random.nextInt(4)];
        if (size % factor != 0) {
          return;
        }
        wanted.set(at, size / factor);
        wanted.add(at + random.nextInt(2), factor);
      }
      view = arranger.reshaped("reshape", view, wanted);
      sizes = List.copyOf(wanted);
    }

    private void add() {
      int[] dims = new int[sizes.size()];
      int count = 1;
      for (int axis = 0; axis < dims.length; axis++) {
        boolean one = sizes.get(axis) % BATCH == 0 || random.nextBoolean();
        dims[axis] = one ? 1 : Math.toIntExact(sizes.get(axis));
        count *= dims[axis];
      }
      float[] constant = new float[count];
      for (int i = 0; i < count; i++) {
        constant[i] = random.nextInt(100) - 50;
      }
      Arranger.Beside beside = arranger.beside("add", view, Tensor.of(dims, constant));
      Map<ConstantRole, Constant> operand =
          Map.of(ConstantRole.OPERAND, Constant.frozen(beside.constant()));
      view =
          beside.view().on(graph.add("add", new Add(), List.of(beside.view().tensor()), operand));
      int[] all = concrete(sizes);
      for (int i = 0; i < array.length; i++) {
        array[i] += constant[index(i, all, dims)];
      }
    }

    /** A sum with the same tensor, whose axes come in another order in the graph. */
    private void addMoved() {
      if (sizes.size() < 2) {
        return;
      }
      Viewed other = moved();
      List<Viewed> both = arranger.aligned("sum", List.of(view, other));
      view =
          both.get(0).on(graph.add("sum", new Add(), both.get(0).tensor(), both.get(1).tensor()));
      for (int i = 0; i < array.length; i++) {
        array[i] += array[i];
      }
    }

    private Viewed moved() {
      int rank = graph.shape(view.tensor()).rank();
      if (rank < 3) {
        return view;
      }
      List<Integer> order = new ArrayList<>(IntStream.range(1, rank).boxed().toList());
      Collections.shuffle(order, random);
      order.add(0, 0);
      String tensor = graph.add("moved", new Transpose(order), view.tensor());
      return new Viewed(
          tensor,
          view.axes().stream().map(axes -> axes.stream().map(order::indexOf).toList()).toList());
    }

    private static int[] concrete(List<Long> sizes) {
      return sizes.stream()
          .mapToInt(s -> Math.toIntExact(s % BATCH == 0 ? s / BATCH * ROWS : s))
          .toArray();
    }

    private static int index(int flat, int[] dims, int[] constant) {
      int index = 0;
      int stride = 1;
      int rest = flat;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        int place = rest % dims[axis];
        rest /= dims[axis];
        index += constant[axis] == 1 ? 0 : place * stride;
        stride *= constant[axis];
      }
      return index;
    }

    private static float[] transposed(float[] values, int[] dims, List<Integer> order) {
      int[] strides = new int[dims.length];
      int stride = 1;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        strides[axis] = stride;
        stride *= dims[axis];
      }
      float[] target = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        int rest = i;
        int source = 0;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
          int from = order.get(axis);
          source += rest % dims[from] * strides[from];
          rest /= dims[from];
        }
        target[i] = values[source];
      }
      return target;
    }
  }
}
