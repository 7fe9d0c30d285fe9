package io.edgeflow.orchestrator.retention;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * SHA-256 values in a text: words of 64 lower-case hexadecimal digits, whatever stands around them.
 * So the records of a newer Edgeflow, and damaged ones, still say what they need.
 */
final class Digests {
  private static final int LENGTH = 64;

  private Digests() {}

  static Set<String> in(Path file) throws IOException {
    Set<String> found = new HashSet<>();
    StringBuilder word = new StringBuilder();
    try (InputStream text = new BufferedInputStream(Files.newInputStream(file))) {
      for (int letter = text.read(); letter >= 0; letter = text.read()) {
        if (isDigit(letter)) {
          word.append((char) letter);
        } else {
          take(word, found);
        }
      }
    }
    take(word, found);
    return found;
  }

  static boolean isDigest(String name) {
    return name.length() == LENGTH && name.chars().allMatch(Digests::isDigit);
  }

  private static void take(StringBuilder word, Set<String> found) {
    if (word.length() == LENGTH) {
      found.add(word.toString());
    }
    word.setLength(0);
  }

  private static boolean isDigit(int letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
  }
}
