package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.dataset.DatasetManifest.SplitFiles;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row {@code r} has the features {@code (10 r, 10 r + 1)}, the raw values a tenth, label r. */
class DatasetTest {
  private static final FeatureSpec PAIR = FeatureSpec.image(new ImageShape(1, 2, 1));
  private static final Schema SCHEMA =
      new Schema(List.of("a", "b"), PAIR, PAIR, new ClassTarget("label", List.of("x", "y", "z")));
  private static final Preprocessing PREPROCESSING =
      new Preprocessing(List.of("a", "b"), PAIR, List.of(), PAIR, List.of());
  private static final Baseline BASELINE =
      new Baseline(
          List.of(new Summary("image_mean", Summary.Of.INPUT_MEAN, 0)),
          Map.of("image_mean", new Histogram(List.of(0.0), List.of(1L, 2L))));

  @TempDir Path folder;
  private ArtifactStore store;
  private int files;

  @BeforeEach
  void open() {
    store = new ArtifactStore(folder.resolve("store"));
  }

  private Artifact pairs(int from, int to, float factor) throws IOException {
    Path file = folder.resolve(files++ + ".npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, 2)) {
      for (int row = from; row < to; row++) {
        writer.append(new float[] {10 * row * factor, (10 * row + 1) * factor});
      }
    }
    return store.put(file.getFileName().toString(), file);
  }

  private Artifact labels(int from, int to) throws IOException {
    Path file = folder.resolve(files++ + ".npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.INT32)) {
      for (int row = from; row < to; row++) {
        writer.append(row);
      }
    }
    return store.put(file.getFileName().toString(), file);
  }

  /** The files of a split whose shards end at the given rows. */
  private SplitFiles split(int... ends) throws IOException {
    List<Artifact> features = new ArrayList<>();
    List<Artifact> raw = new ArrayList<>();
    List<Artifact> labels = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      features.add(pairs(from, end, 1));
      raw.add(pairs(from, end, 0.5f));
      labels.add(labels(from, end));
      from = end;
    }
    return new SplitFiles(from, features, raw, labels);
  }

  private DatasetManifest manifest(SplitFiles train, SplitFiles validation, SplitFiles test) {
    return new DatasetManifest(
        "ab".repeat(32), SCHEMA, PREPROCESSING, BASELINE, train, validation, test);
  }

  private Split open(SplitFiles train) {
    SplitFiles none = new SplitFiles(0, List.of(), List.of(), List.of());
    return Dataset.open(manifest(train, none, none), store).train();
  }

  @Test
  void a_dataset_has_what_its_manifest_says() throws IOException {
    DatasetManifest manifest = manifest(split(4), split(2), split(1));

    Dataset dataset = Dataset.open(manifest, store);

    assertThat(dataset.version()).isEqualTo("ab".repeat(32));
    assertThat(dataset.schema()).isEqualTo(SCHEMA);
    assertThat(dataset.preprocessing()).isEqualTo(PREPROCESSING);
    assertThat(dataset.inputBaseline()).isEqualTo(BASELINE);
    assertThat(List.of(dataset.train(), dataset.validation(), dataset.test()))
        .extracting(Split::name, Split::rows)
        .containsExactly(tuple("train", 4), tuple("validation", 2), tuple("test", 1));
    assertThat(dataset.train()).hasToString("Split[train: 4 rows]");
  }

  @Test
  void a_manifest_survives_json_and_copies_its_lists() throws IOException {
    DatasetManifest manifest = manifest(split(2, 3), split(2), split(1));
    List<Artifact> list = new ArrayList<>(manifest.train().features());
    SplitFiles copied = new SplitFiles(3, list, list, list);

    list.clear();

    assertThat(copied.features()).hasSize(2);
    assertThat(copied.raw()).hasSize(2);
    assertThat(copied.truths()).hasSize(2);
    assertThat(Json.read(Json.text(manifest), DatasetManifest.class, "t")).isEqualTo(manifest);
  }

  @Test
  void some_rows_are_a_split_of_their_own_in_the_given_order() throws IOException {
    Split all = open(split(3, 6, 7));

    Split some = all.only(new int[] {6, 1, 4}).only(new int[] {0, 2});

    assertThat(some.rows()).isEqualTo(2);
    assertThat(some.labels()).containsExactly(6, 4);
    assertThat(some.truths(0, 2).ints().get(1)).isEqualTo(4);
    assertThat(some.features(1)).containsExactly(40, 41);
    assertThat(some.raw(0)).containsExactly(30, 30.5f);
    assertThat(some.batch(0, 2).toFloats()).containsExactly(60, 61, 40, 41);
    assertThat(some.rawRows(new int[] {1}).toFloats()).containsExactly(20, 20.5f);
    assertThat(some.features()).containsExactly(new float[] {60, 61}, new float[] {40, 41});
    assertThat(some.raw()).hasSize(2);
  }

  @Test
  void every_row_is_found_in_whichever_shard_it_lies() throws IOException {
    Split split = open(split(3, 6, 7));

    assertThat(split.rows()).isEqualTo(7);
    assertThat(split.spec()).isEqualTo(PAIR);
    for (int row = 0; row < 7; row++) {
      assertThat(split.features(row)).containsExactly(10 * row, 10 * row + 1);
      assertThat(split.raw(row)).containsExactly(5 * row, 5 * row + 0.5f);
      assertThat(split.label(row)).isEqualTo(row);
    }
    assertThat(split.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void all_rows_in_order_are_those_one_by_one() throws IOException {
    Split split = open(split(3, 6, 7));

    int row = 0;
    for (float[] raw : split.raw()) {
      assertThat(raw).containsExactly(split.raw(row++));
    }
    assertThat(row).isEqualTo(7);
    for (float[] features : split.features()) {
      assertThat(features).containsExactly(split.features(7 - row--));
    }
    assertThat(row).isZero();
  }

  @Test
  void rows_are_gathered_in_the_order_asked_for_at_the_buffers_position() throws IOException {
    Split split = open(split(2, 4, 5));
    FloatBuffer target = FloatBuffer.allocate(8);
    target.put(-1);

    split.gather(new int[] {4, 0, 2}, target);

    assertThat(target.array()).containsExactly(-1, 40, 41, 0, 1, 20, 21, 0);
    assertThat(target.position()).isEqualTo(7);
  }

  @Test
  void a_batch_is_a_tensor_of_the_rows_across_shards() throws IOException {
    Split split = open(split(2, 4, 5));

    Tensor batch = split.batch(1, 4);

    assertThat(batch)
        .isEqualTo(Tensor.of(new int[] {3, 1, 2, 1}, new float[] {10, 11, 20, 21, 30, 31}));
    assertThat(split.batch(2, 2).dims()).containsExactly(0, 1, 2, 1);
  }

  @Test
  void what_a_caller_does_with_a_row_changes_nothing() throws IOException {
    Split split = open(split(2));

    split.features(1)[0] = 99;
    split.raw(1)[0] = 99;
    split.labels()[1] = 99;

    assertThat(split.features(1)).containsExactly(10, 11);
    assertThat(split.raw(1)).containsExactly(5, 5.5f);
    assertThat(split.label(1)).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void rows_that_were_read_leave_no_pages_in_memory() throws IOException {
    Split split = open(split(2000, 4000));

    split.gather(IntStream.range(0, 4000).toArray(), FloatBuffer.allocate(8000));
    split.rawRows(IntStream.range(0, 4000).toArray());

    assertThat(mappedPages(ElementType.FLOAT32.bytes() * 2 * 2000)).containsOnly("Rss: 0 kB");
  }

  /** What is resident of each mapping of this test's files that is at least so large. */
  private List<String> mappedPages(int bytes) throws IOException {
    List<String> found = new ArrayList<>();
    boolean wanted = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      String[] words = line.split("\\s+", 0);
      if (words[0].contains("-")) {
        String[] ends = words[0].split("-", 2);
        long size = Long.parseUnsignedLong(ends[1], 16) - Long.parseUnsignedLong(ends[0], 16);
        wanted = size >= bytes && line.contains(folder.toString());
      } else if (wanted && words[0].equals("Rss:")) {
        found.add(line.replaceAll("\\s+", " "));
      }
    }
    return found;
  }

  @Test
  void rows_of_a_thread_that_is_interrupted_are_read_and_the_split_stays_usable()
      throws IOException {
    Split split = open(split(2, 4));

    Thread.currentThread().interrupt();
    try {
      assertThat(split.features(3)).containsExactly(30, 31);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(split.features(2)).containsExactly(20, 21);
  }

  @Test
  void rows_whose_file_is_gone_are_refused_with_its_name() throws IOException {
    SplitFiles files = split(2);
    Split split = open(files);
    Path stored = store.location(files.features().get(0).sha256());
    Files.delete(stored);

    assertThatThrownBy(() -> split.features(1))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("Cannot read the array")
        .hasMessageContaining(stored.toString());
  }

  @Test
  void an_empty_split_has_no_rows() {
    Split split = open(new SplitFiles(0, List.of(), List.of(), List.of()));

    assertThat(split.rows()).isZero();
    assertThat(split.labels()).isEmpty();
    assertThat(split.batch(0, 0).size()).isZero();
  }

  @Test
  void a_row_beyond_the_end_is_no_row() throws IOException {
    Split split = open(split(2, 3));

    assertThatThrownBy(() -> split.features(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> split.label(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource({"4", "6"})
  void other_rows_than_the_manifest_says_are_refused(int rows) throws IOException {
    SplitFiles whole = split(2, 5);
    SplitFiles wrong = new SplitFiles(rows, whole.features(), whole.raw(), whole.truths());

    assertThatThrownBy(() -> open(wrong))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The files of a split do not fit its manifest")
        .hasMessageContaining("found: 5 rows")
        .hasMessageContaining("limit: " + rows + " rows of FLOAT32");
  }

  @Test
  void labels_that_are_no_integers_are_refused() throws IOException {
    SplitFiles whole = split(2);
    SplitFiles wrong = new SplitFiles(2, whole.features(), whole.raw(), whole.features());

    assertThatThrownBy(() -> open(wrong))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("limit: 2 rows of INT32");
  }

  @Test
  void shards_of_unequal_rows_are_refused_because_a_row_would_be_taken_for_another()
      throws IOException {
    SplitFiles unequal = split(2, 5, 6);

    assertThatThrownBy(() -> open(unequal))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The shards of a split differ")
        .hasMessageContaining("found: [2, 3, 1] rows");
  }

  @Test
  void a_shorter_shard_in_the_middle_is_refused() throws IOException {
    SplitFiles unequal = split(3, 5, 8);

    assertThatThrownBy(() -> open(unequal)).hasMessageContaining("found: [3, 2, 3] rows");
  }

  @Test
  void a_last_shard_longer_than_the_others_is_refused() throws IOException {
    SplitFiles longer = split(2, 5);

    assertThatThrownBy(() -> open(longer)).hasMessageContaining("The shards of a split differ");
  }

  @Test
  void a_last_shard_as_long_as_the_others_is_taken() throws IOException {
    assertThat(open(split(2, 4)).features(3)).containsExactly(30, 31);
    assertThat(open(split(2, 4, 6)).features(5)).containsExactly(50, 51);
  }

  @Test
  void shards_of_rows_of_another_width_are_refused() throws IOException {
    SplitFiles whole = split(2, 4);
    Path wide = folder.resolve("wide.npy");
    try (NpyWriter writer = new NpyWriter(wide, ElementType.FLOAT32, 3)) {
      writer.append(new float[3]);
      writer.append(new float[3]);
    }
    List<Artifact> mixed = List.of(whole.raw().get(0), store.put("wide", wide));

    assertThatThrownBy(() -> open(new SplitFiles(4, whole.features(), mixed, whole.truths())))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The shards of a split differ");
  }

  @Test
  void a_file_that_changed_on_disk_is_refused() throws IOException {
    SplitFiles files = split(2);
    Path stored = store.location(files.features().get(0).sha256());
    byte[] bytes = Files.readAllBytes(stored);
    bytes[bytes.length - 1]++;
    Files.write(stored, bytes);

    assertThatThrownBy(() -> open(files))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("missing or damaged");
  }
}
