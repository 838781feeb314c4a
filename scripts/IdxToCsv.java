import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Makes CSV tables ({@code label,p0,p1,...}, pixels row by row, 0 to 255) from the IDX files of
 * MNIST: magic number, dimensions as big-endian integers, then a byte for each value.
 *
 * <p>Source: LeCun, Cortes and Burges, The MNIST database of handwritten digits.
 */
public final class IdxToCsv {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  /** Rows of the small table, for jobs that show what helps where rows are few. */
  private static final int FEW = 5000;

  private IdxToCsv() {}

  /** Converts INPUT_FOLDER to OUTPUT_FOLDER. */
  public static void main(String[] arguments) {
    if (arguments.length != 2) {
      System.err.println("Usage: scripts/mnist INPUT_FOLDER OUTPUT_FOLDER");
      System.exit(2);
    }
    Path input = Path.of(arguments[0]);
    Path output = Path.of(arguments[1]);
    try {
      Files.createDirectories(output);
      convert(input, "train", Integer.MAX_VALUE, output.resolve("mnist_train.csv.gz"));
      convert(input, "train", FEW, output.resolve("mnist_train_5000.csv.gz"));
      convert(input, "t10k", Integer.MAX_VALUE, output.resolve("mnist_test.csv.gz"));
    } catch (NoSuchFileException e) {
      System.err.println(e.getFile() + ": no such file");
      System.exit(3);
    } catch (IOException e) {
      System.err.println(e.getMessage());
      System.exit(3);
    }
  }

  /** Converts the first rows, so many at most. */
  private static void convert(Path input, String part, int most, Path table) throws IOException {
    Path imageFile = input.resolve(part + "-images-idx3-ubyte.gz");
    Path labelFile = input.resolve(part + "-labels-idx1-ubyte.gz");
    Path unfinished = table.resolveSibling(table.getFileName() + ".part");
    try (DataInputStream images = open(imageFile);
        DataInputStream labels = open(labelFile);
        OutputStream csv =
            new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(unfinished)), 1 << 16)) {
      int imageCount = header(imageFile, images, IMAGES);
      int labelCount = header(labelFile, labels, LABELS);
      if (labelCount != imageCount) {
        throw new IOException(
            "%s: expected a label for each of the %d images of %s, found %d labels"
                .formatted(labelFile, imageCount, imageFile, labelCount));
      }
      int height = images.readInt();
      int width = images.readInt();
      if (imageCount < 1 || height < 1 || width < 1 || height > 4096 || width > 4096) {
        throw new IOException(
            "%s: expected images of up to 4096 x 4096 pixels, found %d of %d x %d"
                .formatted(imageFile, imageCount, height, width));
      }
      int pixels = height * width;
      write(csv, columns(pixels));
      byte[] image = new byte[pixels];
      int rows = Math.min(imageCount, most);
      StringBuilder line = new StringBuilder();
      for (int row = 0; row < rows; row++) {
        images.readFully(image);
        line.setLength(0);
        line.append(labels.readUnsignedByte());
        for (byte pixel : image) {
          line.append(',').append(Byte.toUnsignedInt(pixel));
        }
        write(csv, line.append('\n'));
      }
      if (rows == imageCount) {
        requireEnd(imageFile, images);
        requireEnd(labelFile, labels);
      }
      System.out.printf("%s: %d rows, %d pixels%n", table, rows, pixels);
    } catch (EOFException e) {
      Files.deleteIfExists(unfinished);
      throw new IOException(
          "%s or %s: shorter than its header says: copy it again".formatted(imageFile, labelFile),
          e);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    Files.move(unfinished, table, StandardCopyOption.REPLACE_EXISTING);
  }

  private static DataInputStream open(Path file) throws IOException {
    try {
      return new DataInputStream(
          new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)), 1 << 16));
    } catch (ZipException e) {
      throw new IOException(file + ": expected a gzip file", e);
    }
  }

  /** Reads the magic number and the count. */
  private static int header(Path file, DataInputStream in, int magic) throws IOException {
    int found = in.readInt();
    if (found != magic) {
      throw new IOException(
          "%s: expected the IDX magic number %d, found %d".formatted(file, magic, found));
    }
    return in.readInt();
  }

  private static StringBuilder columns(int pixels) {
    StringBuilder line = new StringBuilder("label");
    for (int pixel = 0; pixel < pixels; pixel++) {
      line.append(",p").append(pixel);
    }
    return line.append('\n');
  }

  private static void requireEnd(Path file, DataInputStream in) throws IOException {
    if (in.read() >= 0) {
      throw new IOException(file + ": longer than its header says: copy it again");
    }
  }

  private static void write(OutputStream out, CharSequence line) throws IOException {
    out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
