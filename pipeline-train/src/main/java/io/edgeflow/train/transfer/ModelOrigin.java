package io.edgeflow.train.transfer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where a model came from, kept with what was made of it.
 *
 * @param file its name without a folder; of several files their names
 * @param sha256 of the file's content; of several files likewise
 * @param notes how it was understood and what was changed to fit the data, a sentence without a
 *     full stop each
 */
public record ModelOrigin(String file, String sha256, List<String> notes) {
  /** Copies the notes. */
  public ModelOrigin {
    notes = List.copyOf(notes);
  }

  /** The same origin under the name that its file has now. */
  public ModelOrigin named(String newFile) {
    return new ModelOrigin(newFile, sha256, notes);
  }

  /** The same origin with all notes that there are by now. */
  ModelOrigin withNotes(List<String> newNotes) {
    return new ModelOrigin(file, sha256, newNotes);
  }

  /**
   * What people should know of it, a sentence without a full stop each.
   *
   * @param what the model is, for example {@code teacher}
   */
  public List<String> sentences(String what) {
    Stream<String> first = Stream.of("the " + what + " came from " + file + ", sha256 " + sha256);
    return Stream.concat(first, notes.stream().map(note -> file + ": " + note)).toList();
  }

  /**
   * What provenance tells of it.
   *
   * @param what the model is, for example {@code teacher}
   */
  public Map<String, String> provenance(String what) {
    return new TreeMap<>(Map.of(what, file, what + " sha256", sha256));
  }
}
