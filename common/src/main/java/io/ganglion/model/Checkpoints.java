package io.ganglion.model;

import io.ganglion.train.TrainingPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The checkpoints of a training in a folder, one file each, of which the newest few are kept. Each
 * appears whole or not at all, and carries a checksum besides.
 *
 * <p>They guard against the loss of a driver, which takes nothing with it that a file system was
 * given. Whether a file outlives a power cut right after it was written is left to the {@link
 * Folder}: one that doesn't is refused by its checksum, and the one before it, older by what lies
 * between two checkpoints, is used.
 */
public final class Checkpoints {
  private static final Pattern OURS = Pattern.compile("epoch-\\d{9}\\.checkpoint");
  private static final Pattern UNFINISHED = Pattern.compile("\\.epoch-\\d{9}\\.checkpoint\\..*");

  /**
   * What there was to go on from.
   *
   * @param point null for nothing
   * @param notes for people: what could not be used, and why
   */
  public record Found(TrainingPoint point, List<String> notes) {
    public Found {
      notes = List.copyOf(notes);
    }
  }

  private final Folder folder;
  private final String fingerprint;
  private final int keep;

  /**
   * The checkpoints of a folder.
   *
   * @param fingerprint of the job and its rows: another training's checkpoints are not used
   * @param keep so many of the newest stay, at least 1
   */
  public Checkpoints(Folder folder, String fingerprint, int keep) {
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.keep = keep;
  }

  /** The full path, for messages. */
  public String location() {
    return folder.location();
  }

  /** Writes a point, and deletes those that are no longer kept. */
  public void write(TrainingPoint point) throws IOException {
    String name = String.format("epoch-%09d.checkpoint", point.state().epoch);
    folder.create(name, out -> CheckpointFile.write(out, point, fingerprint));
    List<String> older = newestFirst();
    for (String old : older.subList(Math.min(keep, older.size()), older.size())) {
      folder.delete(old);
    }
  }

  /**
   * The newest point that is whole and of this training.
   *
   * @param parameters of its network
   */
  public Found newest(int parameters) throws IOException {
    List<String> notes = new ArrayList<>();
    for (String name : newestFirst()) {
      try (Folder.Source source = folder.open(name)) {
        TrainingPoint point =
            CheckpointFile.read(name, source.stream(), source.length(), fingerprint, parameters);
        if (point != null) {
          return new Found(point, notes);
        }
        notes.add(name + " is of another job or other rows");
      } catch (ModelException e) {
        notes.add(e.getMessage());
      }
    }
    return new Found(null, notes);
  }

  /** Deletes all checkpoints, left over unfinished ones too. */
  public void clear() throws IOException {
    for (String name : folder.names()) {
      if (OURS.matcher(name).matches() || UNFINISHED.matcher(name).matches()) {
        folder.delete(name);
      }
    }
  }

  private List<String> newestFirst() throws IOException {
    List<String> names = new ArrayList<>(folder.names());
    names.removeIf(name -> !OURS.matcher(name).matches());
    Collections.sort(names, Collections.reverseOrder());
    return names;
  }
}
