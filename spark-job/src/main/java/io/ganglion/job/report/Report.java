package io.ganglion.job.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The report of a training run as one page of HTML, with style sheet, script and pictures inside
 * it. It loads nothing: a content security policy forbids that, and every script but its own.
 */
public final class Report {
  private Report() {}

  /** Writes the page. */
  public static String html(ReportData data) {
    String script = resource("report.js");
    Html html = new Html();
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
    html.open("head").element("meta", "", "charset", "utf-8");
    html.element("meta", "", "http-equiv", "Content-Security-Policy", "content", policy(script));
    html.element("meta", "", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.element("meta", "", "name", "color-scheme", "content", "light dark");
    html.element("link", "", "rel", "icon", "href", "data:,");
    html.element("title", data.name() + ": training report");
    html.open("style").trusted(resource("report.css")).close("style").close("head");
    html.open("body").open("main").content(new Headline(data));
    for (Section section : sections(data)) {
      if (section.present()) {
        html.open("section", "class", section.title().toLowerCase(Locale.ROOT).replace(' ', '-'));
        html.element("h2", section.title()).content(section).close("section");
      }
    }
    html.close("main");
    html.open("script").trusted(script).close("script").close("body").close("html");
    return html.finish();
  }

  /** The sections in the order of the page: a new one takes one class, and one line here. */
  private static List<Section> sections(ReportData data) {
    return List.of(
        new WarningsSection(data.warnings()),
        new CurvesSection(data.training()),
        new ClassesSection(data.findings(), data.data().schema()),
        new NumbersSection(data.findings(), data.data().schema()),
        new ForecastSection(data.findings(), data.data().schema()),
        new EmbeddingSection(data.findings(), data.data().schema()),
        new ImportanceSection(
            data.findings(), data.training().loss(), data.data().schema().units()),
        new LayersSection(data.training(), data.data().schema().units()),
        new NetworkSection(data.network().layers(), data.data().schema()),
        new DataSection(data.data()),
        new ColumnsSection(data.data()),
        new JobSection(data.training()));
  }

  private static String policy(String script) {
    String hash = Base64.getEncoder().encodeToString(sha256(script));
    return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"
        + hash
        + "'";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks io/ganglion/job/report/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
