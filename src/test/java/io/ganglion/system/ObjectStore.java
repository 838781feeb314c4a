package io.ganglion.system;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An object store that speaks S3, keeps its objects in memory, and knows no folders.
 *
 * <p>Requests are signed by version 2 of Amazon's signatures, "Signing and authenticating REST
 * requests", Amazon S3 Developer Guide 2006-03-01.
 */
final class ObjectStore implements Storage {
  static final String KEY = "AKIAGANGLIONTESTS";
  static final String SECRET = "nobody-may-read-this-anywhere";

  private static final Pattern STARTED = Pattern.compile("Started .*\\{(127\\.0\\.0\\.1:\\d+)\\}");
  private static final Pattern FOUND = Pattern.compile("<Key>([^<]*)</Key>");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private static final String SETTINGS =
      """
      s3proxy.endpoint=http://127.0.0.1:0
      s3proxy.authorization=aws-v2-or-v4
      s3proxy.identity=%s
      s3proxy.credential=%s
      jclouds.provider=transient
      jclouds.identity=none
      jclouds.credential=none
      """;

  private static final String LOG =
      """
      <configuration>
        <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%level %logger{0} %msg%n</pattern></encoder>
        </appender>
        <root level="INFO"><appender-ref ref="console"/></root>
      </configuration>
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server;
  private final String endpoint;

  ObjectStore(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path settings = folder.resolve("s3proxy.conf");
    Files.writeString(settings, SETTINGS.formatted(KEY, SECRET));
    Path log = Files.writeString(folder.resolve("logback.xml"), LOG);
    server =
        Server.start(
            "s3",
            folder,
            List.of("-Xmx300m", "-Dlogback.configurationFile=" + log),
            "org.gaul.s3proxy.Main",
            "--properties",
            settings.toString());
    endpoint = "http://" + server.find(STARTED, server.log());
    send("PUT", "/store", "", null);
  }

  @Override
  public String address(String path) {
    return "s3a://store/" + path;
  }

  @Override
  public List<String> settings() {
    return List.of(
        "spark.hadoop.fs.s3a.endpoint=" + endpoint,
        "spark.hadoop.fs.s3a.endpoint.region=us-east-1",
        "spark.hadoop.fs.s3a.path.style.access=true",
        "spark.hadoop.fs.s3a.access.key=" + KEY,
        "spark.hadoop.fs.s3a.secret.key=" + SECRET);
  }

  @Override
  public void put(String path, String text) throws IOException {
    send("PUT", "/store/" + path, "", text);
  }

  @Override
  public String text(String path) throws IOException {
    return send("GET", "/store/" + path, "", null);
  }

  @Override
  public List<String> names(String folder) throws IOException {
    return keys(folder + "/").stream()
        .map(key -> key.substring(folder.length() + 1).replaceFirst("/.*", ""))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** All keys that begin so. */
  List<String> keys(String prefix) throws IOException {
    String query = "?prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8);
    return FOUND
        .matcher(send("GET", "/store", query, null))
        .results()
        .map(key -> key.group(1))
        .toList();
  }

  /** The answer; null for none there. */
  private String send(String method, String path, String query, String body) throws IOException {
    String date = DATE.format(ZonedDateTime.now(ZoneOffset.UTC));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + path + query))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("x-amz-date", date)
            .header("Authorization", "AWS " + KEY + ":" + signature(method, date, path))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 404) {
        return null;
      }
      if (answer.statusCode() != 200) {
        throw new IOException(method + " " + path + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String signature(String method, String date, String path) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      String signed = method + "\n\n\n\nx-amz-date:" + date + "\n" + path;
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
