import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A resource manager and a node manager in one process, which Java compiles when it starts it: the
 * tests themselves are not compiled against them.
 */
final class Yarn {
  private Yarn() {}

  /**
   * Starts them, and stays until it is killed.
   *
   * @param arguments a file for the settings that clients need, and settings {@code key=value}
   */
  public static void main(String[] arguments)
      throws IOException, YarnException, InterruptedException {
    YarnConfiguration settings = new YarnConfiguration();
    for (int a = 1; a < arguments.length; a++) {
      int equals = arguments[a].indexOf('=');
      settings.set(arguments[a].substring(0, equals), arguments[a].substring(equals + 1));
    }
    MiniYARNCluster cluster = new MiniYARNCluster("yarn", 1, 1, 1);
    cluster.init(settings);
    cluster.start();
    if (!cluster.waitForNodeManagersToConnect(60_000)) {
      throw new IOException("the node manager does not come");
    }
    Path file = Path.of(arguments[0]);
    Path fresh = file.resolveSibling("fresh");
    try (OutputStream out = Files.newOutputStream(fresh)) {
      cluster.getConfig().writeXml(out);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    Thread.currentThread().join();
  }
}
